package dialog

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxLoose bounds, in characters, a reply in which a clause beside others may be a wish to leave.
const maxLoose = 30

// parting reads a wish to leave (CmdLeave) or to answer later (CmdLater), with courtesies around
// it. At a question for words only what asks plainly for it counts: “开车” may be the answer.
func parting(text string, words bool) Command {
	wish, rest := partingClauses(text, words)
	if rest > 0 {
		return CmdNone
	}
	return wish
}

// looseParting reads one in a clause beside others: “问题太多了，不想答了”. For replies that could not
// be read as an answer.
func looseParting(text string) Command {
	if utf8.RuneCountInString(text) > maxLoose {
		return CmdNone
	}
	wish, _ := partingClauses(text, false)
	return wish
}

// partingClauses gives the wish among the clauses, and how many clauses say something else.
func partingClauses(text string, words bool) (wish Command, rest int) {
	if !hasLetter(text) {
		return CmdNone, 0
	}
	for _, c := range strings.FieldsFunc(plain(text), func(r rune) bool { return strings.ContainsRune(",.!?;:~，。！？；：", r) }) {
		c = strings.TrimSpace(c)
		if !strings.ContainsAny(c, "abcdefghijklmnopqrstuvwxyz") {
			c = strings.ReplaceAll(c, " ", "")
		}
		one := CmdNone
		switch {
		case leaveWords.MatchString(c) || !words && leaveLoosely.MatchString(c):
			one = CmdLeave
		case laterWords.MatchString(c) || !words && laterLoosely.MatchString(c):
			one = CmdLater
		case !partingCourtesy.MatchString(c):
			rest++
		}
		if wish == CmdNone {
			wish = one
		}
	}
	return wish, rest
}

var (
	leaveWords = regexp.MustCompile(`^(?:我|那|就|算了|好了|行了|真的|实在|剩下的|后面的|其他的|就这样吧?|先这样吧?)*(?:不想|不愿意?|不|懒得|没空|没时间|没心情)(?:再|继续|往下)*(?:回?答|填|填写|作答)(?:问卷|调查|题|下去|问题)?(?:了啦?|啦)$|` +
		`^(?:我|那|今天|我们|就|先|问卷)*到(?:此|这|这里|这儿|这边)(?:为止|结束)?(?:吧|了|好了|啦)*$|^(?:就|先|那就)到此为止(?:吧)?$|` +
		`^(?:我|请|要|想|麻烦|帮我|那就?|可以|直接)*(?:结束|退出|终止|中止|关闭)(?:掉|这个|这份|本次|这次|填写)*(?:问卷|调查|回访|答题|填写|作答)(?:吧|了|吗)*$|` +
		`^(?:请|麻烦)?(?:不要|不用|别)(?:再|继续)?问(?:我)?了(?:吧|好吗)?$|` +
		`^(?:ok |okay |sorry |i think |well |no )?(?:i'm|i am|im|we're) (?:all )?done(?: (?:here|now|with (?:this|the|this survey|the survey|your survey|it|your questions)|answering))?$|` +
		`^(?:please |can we |can you |let's |i want to |i'd like to |i would like to )?(?:end|finish|close|exit|leave|quit|stop) (?:the|this|your) (?:survey|questionnaire|interview)(?: (?:now|here|please))*$|` +
		`^(?:no|please no) more questions(?: please| thanks)?$|^enough questions$|^stop asking(?: me)?(?: questions)?$|^(?:let's |let us |i'll |can we )?(?:stop|leave it|end it|end) (?:here|there)(?: please)?$|` +
		`^i (?:don't|do not) (?:want|wish|feel like) (?:to )?(?:continue|go on|answer(?:ing)? (?:any ?more|more|any more questions|more questions))(?: (?:the|this|with the|with this) survey)?(?: any ?more)?$`)

	leaveLoosely = regexp.MustCompile(`^(?:我|那|就|算了|好了|行了|真的|实在|剩下的|就这样吧?)*(?:不想|不愿意?|不|懒得)(?:再|继续)*(?:做|弄|写|聊|参加|参与|配合|继续|搞)(?:问卷|调查|下去)?(?:了啦?|啦)$|` +
		`^(?:that's|that is) (?:all|it|enough)(?: (?:for (?:now|me|today)|from me))?$|^i (?:want|would like|'d like) to (?:stop|end|finish|leave)(?: (?:here|now))?$|^i've had enough$|^i'm out$`)

	laterWords = regexp.MustCompile(`^(?:我|我们|那|就|先|要|还是)*(?:等|过|稍|待|再过|再等)?(?:一?会儿?|一下|一阵|晚点儿?|晚些(?:时候)?|稍后|稍晚|回头|改天|明天|晚上|下午|中午|有空|有时间|闲了|下班|忙完)(?:了|后|以后|之后|时)?(?:我|再|来|给|跟|和|你|您|你们)*(?:说|答|填|回|聊|弄|写|做|看|回复|回答|填写|联系)(?:你|您|吧|哈|啦|啊|好吗|可以吗|行吗)*$|` +
		`^(?:maybe |i'll (?:do it |do this |answer |reply |finish |get back (?:to you )?)?|i will (?:answer |reply |do it )?|let's do (?:it|this) |can we do (?:it|this) |ask me |remind me |talk |can i (?:answer|reply|do (?:it|this)) )?(?:a bit )?(?:later|tomorrow|another time)(?: please| thanks| today| on| tonight)?$|^(?:i'm |i am |sorry )?(?:a bit )?busy (?:now|right now|at the moment|today)$`)

	laterLoosely = regexp.MustCompile(`^(?:你|您|先|请)*(?:稍等|等等|等一?下|等会儿?|等一会儿?)(?:吧|哈|啊|我)*$|^(?:我|我们)?(?:现在|正|这会儿|刚好|目前|手头)*(?:在|很|有点儿?|比较|挺)*(?:忙|没空|没时间|不方便|不太方便|开会|开车|上班)(?:着|呢|中|了|呀|啊)*$|` +
		`^(?:not now|not right now|i'm busy|busy|i (?:can't|cannot) (?:talk|answer|do this)(?: right)? now|(?:i'm |i am )?(?:driving|in a meeting|at work)|give me (?:a minute|a moment|a while|some time)|one moment|hold on|wait)(?: please| now)?$`)

	partingCourtesy = regexp.MustCompile(`^(?:好的?|行|嗯+|哦|谢谢(?:你|您)?(?:了|啊)?|多谢|不好意思(?:啊|哈)?|抱歉|对不起|算了(?:吧)?|就这样(?:吧|了)?|先这样(?:吧)?|再见|拜拜|辛苦了|ok|okay|thanks?|thank you|sorry|please|bye|good ?bye|no|well|that's it|that's all)$`)
)

// leave ends the survey where it stands; what was answered is kept. It is no opting out.
func (t *step) leave() error {
	if t.sess.afterSurvey() && !t.survey.resumesAt(t.sess.Return) {
		return t.finish(eventClose, t.survey.thanks(&t.sess))
	}
	words := t.words.Left
	if len(t.sess.Answers) == 0 {
		words = t.words.LeftAtOnce
	}
	return t.finish(eventLeave, words)
}

// later lets the customer answer when it suits them. The first time the clock of the reminder
// starts anew, also when it has rung.
func (t *step) later() error {
	if !t.sess.Later {
		t.sess.Later, t.sess.Reminded = true, false
	}
	t.emit(Say{Text: t.words.Later})
	return nil
}
