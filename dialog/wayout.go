package dialog

import (
	"fmt"
	"regexp"
	"strings"

	"huiyin/dialog/answer"
)

// wayOut is an answer that says nothing about the matter: “not sure”, “prefer not to say”.
type wayOut struct {
	label   string
	command Command
}

// waysOut gives those that the question offers. “Prefer not to say” is a skip with a button.
func (q *Question) waysOut(lang string) []wayOut {
	var out []wayOut
	if q.Unsure {
		out = append(out, wayOut{wordsIn(lang).Unsure, CmdUnsure})
	}
	if q.Refuse {
		out = append(out, wayOut{wordsIn(lang).Refuse, CmdSkip})
	}
	return out
}

// tapsWaysOut reports whether they are buttons. Elsewhere the text mentions them: under a scale or a
// numbered list another button would look like a point or a number.
func (q *Question) tapsWaysOut() bool { return q.Type == YesNo || q.Type == Choice }

func (q *Question) mentionWaysOut(lang string) string {
	ways := q.waysOut(lang)
	switch {
	case q.tapsWaysOut() || len(ways) == 0:
		return ""
	case len(ways) == 1:
		return fmt.Sprintf(wordsIn(lang).WayOut, ways[0].label)
	}
	return fmt.Sprintf(wordsIn(lang).WaysOut, ways[0].label, ways[1].label)
}

// command reads what is no answer to q but a wish about the survey. Only the phrases themselves
// count: a story that holds one of them is a story.
// options is how many stand before the ways out where the buttons are a numbered list.
func (q *Question) command(text string, options int) (c Command, lang string) {
	if ways := q.waysOut("zh"); q.tapsWaysOut() && len(ways) > 0 {
		i, ok := bareIndex(text, make([]string, options+len(ways)))
		if ok && i >= options {
			return ways[i-options].command, ""
		}
	}
	if !hasLetter(text) {
		return CmdNone, ""
	}
	s := plain(text)
	switch {
	case q.Unsure && unsureWords.MatchString(s):
		return CmdUnsure, ""
	case q.Refuse && refuseWords.MatchString(s):
		return CmdSkip, ""
	case backWords.MatchString(s):
		return CmdBack, ""
	case (q.Type != Words || len(q.Help) > 0) && helpWords.MatchString(s):
		return CmdHelp, "" // to an open question “help” may be the answer
	}
	if lang = languageWish(s); lang != "" {
		return CmdLang, lang
	}
	return CmdNone, ""
}

// languageWish gives the language that the customer wants to go on in, or "". s is plain.
func languageWish(s string) string {
	switch {
	case englishWish.MatchString(s):
		return "en"
	case chineseWish.MatchString(s):
		return "zh"
	}
	return ""
}

// plain is the folded text without the marks at its ends.
func plain(text string) string {
	if len(text) > 120 {
		return ""
	}
	return strings.Trim(answer.Fold(text), " .,!?。，！？~")
}

var (
	unsureWords = regexp.MustCompile(`^(?:我|这个|这|真的?|也|还)*(?:不太?清楚|不知道|不太?确定|不太?了解|不记得|记不清|记不得|想不起来|忘记?|说不清楚?|说不好|说不上来)(?:了|啊|呢|诶|哦)*$|` +
		`^(?:i )?(?:do not|don't|dont|really don't) (?:really )?(?:know|remember)$|^(?:i'm |i am |im )?(?:not (?:really |so )?sure|unsure)$|^(?:i )?(?:can't|cannot|can not) (?:say|remember|tell)$|^(?:i have )?no idea$|^idk$|^i forgot$`)
	refuseWords = regexp.MustCompile(`^(?:我)?不(?:太)?(?:愿意?|想|便|方便)(?:回答|说|透露)(?:了|啊|呢)*$|^保密$|^(?:i |i'd |i would )?(?:prefer|rather) not(?: to)?(?: say| answer| tell)?$`)
	backWords   = regexp.MustCompile(`^(?:我想|我要|请|麻烦|能|可以)?(?:返回|回到?|退回|倒回)?(?:到)?(?:上一?(?:个)?(?:道)?(?:题|问题|步)|前一?(?:道)?题)(?:吗|吧|去|看看)*$|^(?:返回|后退|退回)$|` +
		`^(?:please )?(?:go |step )?back(?:,? please)?$|^(?:go (?:back )?to )?(?:the )?previous(?: question| one)?(?: please)?$`)
	helpWords = regexp.MustCompile(`^(?:帮助|求助|不懂|没看懂|看不懂|不明白|没明白|不太明白|没懂)(?:了|啊)?$|^(?:这|这个|这题|这道题)?(?:是)?(?:什么|啥)意思(?:啊|呀|呢)?$|^(?:这题|这个)?(?:怎么|如何|该怎么)(?:回答|答|选|填|打分|回复)(?:啊|呀|呢)?$|` +
		`^help(?: me)?(?: please)?$|^what (?:do you|does (?:this|that|it)) mean$|^(?:i )?(?:do not|don't|dont) (?:understand|get it)(?: the question| this)?$|^how (?:do|should) i (?:answer|reply)(?: this| that)?$`)
	englishWish = regexp.MustCompile(`^(?:in |speak |use |switch to )?english(?: please| pls)?$|^(?:can|could) (?:we|you|i) .{0,24}in english(?: please)?$|^(?:no|i (?:do not|don't) (?:speak|read|understand)) chinese$|` +
		`^(?:请|可以|能|我要|我想)?(?:用|说|讲|换成?|切换成?|转成?|改成?)*(?:英文|英语)(?:版)?(?:吗|吧)?$`)
	chineseWish = regexp.MustCompile(`^(?:请|可以|能|我要|我想)?(?:用|说|讲|换成?|切换成?|转成?|改成?)*(?:中文|汉语|普通话|国语)(?:版)?(?:吗|吧)?$|` +
		`^(?:in |speak |use |switch to )?(?:chinese|mandarin)(?: please| pls)?$|^(?:can|could) (?:we|you|i) .{0,24}in chinese(?: please)?$`)
)
