package answer

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// verdict is what one clause says.
type verdict int

const (
	silent verdict = iota
	says
	denies
	torn // turns within itself: "yes but not fully"
)

// Consent reads whether the customer agrees to take part. Anything but a plain yes or no is not ok:
// consent is never guessed.
func Consent(text string) (agree, ok bool) {
	return judge(Fold(text), agreeWords, refuseWords)
}

// judge gives the verdict of all clauses of folded text.
func judge(s string, yes, no map[string]bool) (bool, bool) {
	if len(s) > 300 || question.MatchString(s) {
		return false, false
	}
	var seen [torn + 1]int
	for i, c := range clauses(s) {
		v := clause(c, yes, no)
		if v == says && i > 0 && utf8.RuneCountInString(s) > shortReply {
			v = silent // the end of a story, not the answer to the question
		}
		if v == denies && i > 0 && seen[says]+seen[denies] == 0 && utf8.RuneCountInString(s) > shortReply {
			v = silent
		}
		seen[v]++
	}
	switch {
	case seen[torn] > 0:
		return false, false
	case seen[says] > 0 && seen[denies] == 0:
		return true, true
	case seen[denies] > 0 && seen[says] == 0:
		return false, true
	}
	return false, false
}

// shortReply is how long, in characters, a text may be whose answer does not stand first.
const shortReply = 14

// question finds texts that ask rather than answer.
var question = regexp.MustCompile(`\?|吗|什么|怎么|为何|谁|哪|是不是|有没有|能不能|可不可以|好不好|行不行|不是没|不是不|但是不|不得不|没有不|不会不`)

func clause(c string, yes, no map[string]bool) verdict {
	if hasHan(c) {
		return hanClause(c, yes, no)
	}
	return englishClause(single(c), yes, no)
}

// hanClause compares the clause whole, then without the words that do not change its sense.
func hanClause(c string, yes, no map[string]bool) verdict {
	c = strings.ReplaceAll(c, " ", "")
	for range 3 {
		c = single(c)
		switch {
		case no[c]:
			return denies
		case yes[c]:
			return says
		}
		shorter := particles.ReplaceAllString(neutralWords.ReplaceAllString(c, ""), "")
		if shorter == "" || shorter == c {
			break
		}
		c = shorter
	}
	return silent
}

var neutralWords = regexp.MustCompile(`我们|我的|我|您|你们|你|这个|这|那个|问题|事情|已经|现在|目前|但是|但|不过|可是|终于|全部|全都|都|基本上|基本|算是|谢谢|感谢|真的|肯定|当然|一定|必须|确实|早就|刚刚|非常|的确|其实|当时|家里|之前|以前|一直|一次也|一次都|一点都|根本就|根本|压根|完全|到现在|仍然|依然|依旧|也`)

var particles = regexp.MustCompile(`[的了啦啊呀哦噢哈呢嘛吧哟喔滴哒呐]+$`)

var yesWords = set("是 是的 是是 对 对的 嗯 嗯嗯 恩 有 有的 好 好的 好了 解决 处理 处理好 处理完 办好 办完 弄好 搞定 没错 没问题 可以 行 会 会的 愿意 想 想的 要 要的 需要 用过 买过 买了 知道 能 收到 到账 到 赔了 中 得 哎 欸 成 系 系嘅 有过 试过 满意 同意 顺利 清楚 " +
	"👍 👌 🙆 ✅ ✔ ☑ 💯 " +
	"y yes yep yeah yup yes_please sure ok okay k right correct true indeed absolutely definitely of_course certainly solved resolved fixed sorted done all_good i_do i_have i_did i_am it_is it_was it_does it_has it_did affirmative")

var noWords = set("不 不是 不是的 没 没有 没有的 还没 还没有 没解决 没有解决 还没解决 还没有解决 未解决 尚未解决 解决不了 没处理 没处理好 没有处理 还没处理 没弄好 没办好 没搞定 否 不对 错 不行 不可以 不会 不会的 不想 不要 不需要 不用 不愿意 不能 没用过 没买过 从来没买过 从没买过 从未买过 没有买过 没买 没有买 没收到 没到账 没到 没赔 还没赔 不知道有 从来没有 从来没 没有过 没过 并没有 并没 未 尚未 无 冇 唔系 没试过 不满意 不同意 不顺利 算不上 不算 没呢 还没呢 " +
	"👎 🙅 ❌ ✖ " +
	"n no nope nah not not_yet not_really never no_way not_at_all not_solved not_resolved not_fixed not_sorted not_done unresolved unsolved still_not still_no still_waiting still_open i_don't i_do_not i_haven't i_have_not i_didn't i_did_not it_isn't it_is_not it_hasn't it_has_not it_wasn't it_didn't it_doesn't i'm_not negative false")

var agreeWords = set("同意 好 好的 可以 可以的 行 行的 中 成 嗯 嗯嗯 恩 是 是的 对 愿意 没问题 没意见 开始 来 问 继续 请问 请说 参加 接受 没关系 得 ok的 乐意 👍 👌 🙆 ✅ ✔ ☑ " +
	"y yes yep yeah yup sure ok okay k agree agreed accept start begin go go_ahead let's_go let's_start fine alright all_right of_course certainly happy_to yes_please i_do i_agree i_accept why_not no_problem continue proceed")

var refuseWords = set("不同意 不 不要 不用 不愿意 不想 不想参加 不参加 不接受 拒绝 算 没空 没时间 没兴趣 不感兴趣 不方便 不行 不可以 不好 不必 不需要 不 否 免 免谈 唔好 唔要 没有时间 👎 🙅 ❌ ✖ " +
	"n no nope nah no_thanks no_thank_you not_now not_interested disagree i_disagree i_do_not_agree i_don't_agree do_not_agree don't_agree decline refuse i_refuse i_decline never no_way not_today busy i'm_busy")
