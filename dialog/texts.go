package dialog

// words are the engine's own texts in one language. What a survey says is in the survey.
type words struct {
	Yes, No, Agree, Disagree string

	ConsentAgain   string // the reply to the notice could not be read
	Declined       string // the notice was refused
	AgreedAfterAll string // who declined by a slip takes part
	GateAgain      string // the reply to a consent question could not be read
	DeclinedLate   string // a consent within the survey was refused

	Unread string // lead of a re-ask: the reply could not be read
	Noted  string // lead instead of Unread when the customer wrote real words; kept words before the next question
	Skip   string // tail of every hint

	WhichMark   string // %s, %s: the two marks that an unclear one may mean
	WhichOption string // %s, %s: the options that an unclear answer may mean, the last by itself
	WhichJoin   string // between the others
	AskedBot    string // lead of the same question again: the customer asked the bot something

	HintRating string // %s: the scale, as "0–10"
	HintLabels string // %s: the labels of the scale
	HintYesNo  string
	HintChoice string
	HintMulti  string
	HintNumber string // %s, %s: least and greatest
	HintAmount string
	HintDate   string
	HintWords  string
	RankAll    string // %d: the number of options
	RankTop    string // %d: how many to name
	Row        string // %s, %d, %d, %s: a matrix, its row's place, how many, the row
	PickFrom   string // %d, %d: fewest and most options
	PickExact  string // %d
	PickLeast  string // %d
	PickMost   string // %d
	PickAlone  string // %s: the option that goes with no other
	More       string // words were too few
	OtherWhat  string // “other” was chosen without saying what
	Stop       string // closes a hint
	PickSome   string // under the numbered options of a multi question

	HintPhoto, HintLocation, HintContact string
	SendPhoto, SendLocation, SendContact string // on the button of an app that offers one
	GotPhoto, GotLocation, GotContact    string // lead: what came was not asked for
	MorePhotos                           string // %d, %d: photos that came, how many may
	NoVoice                              string // lead: a voice message came that nobody wrote down

	Labels    string // %s: the labels, set behind the words of a scale
	Label     string // %d, %s: one point and its label
	LabelJoin string

	Unsure      string // the answer “not sure”
	Refuse      string // the answer “prefer not to say”
	WayOut      string // %s: that it may be replied too
	WaysOut     string // %s, %s
	Back        string // lead of the question before
	NoBack      string // there is none before
	Corrected   string // %s: the corrected answer
	OneLanguage string // the survey is in no other

	Remind        string // lead of a reminder
	RemindConsent string // a reminder while waiting for consent
	Later         string // the customer will answer later
	Left          string // the customer ends the survey; answers are there
	LeftAtOnce    string // likewise; none is

	Sorry      string // lead of the handover: the customer is unhappy
	Sure       string // lead of the handover: the customer asked for a person
	StillOpen  string // lead of the handover: the case was not solved
	Lost       string // lead of the handover: the customer was misread again and again
	Pause      string // the survey stops, when it was under way
	Handover   string // that a person will answer here
	NoPerson   string // asked for a person, and the policy has none to give
	AskSolved  string // after the case
	NotSolved  string // before the thanks when it is not solved and nobody takes over
	OnceMore   string // before the ratings that are asked once more
	GoOn       string // before the survey goes on after a case
	OptedOut   string
	DefaultBye string // thanks of a survey that declares none
	Screened   string // last words to who is screened out, of a survey that declares none
	NPS, ENPS  string // standard wording, see standard.go
	NPSLow     string
	NPSHigh    string
	CSATLow    string
	CSATHigh   string
	CESLow     string
	CESHigh    string
}

func wordsIn(lang string) words {
	if lang == "en" {
		return english()
	}
	return chinese()
}

func chinese() words {
	return words{
		Yes: "是", No: "否", Agree: "同意", Disagree: "不同意",

		ConsentAgain:   "还需要您先告诉我是否愿意参加：回复“同意”就开始，回复“不同意”就结束。",
		Declined:       "好的，不打扰您了。",
		AgreedAfterAll: "好的，已为您改为“同意”。",
		GateAgain:      "这一项需要您明确告诉我：请回复“同意”或“不同意”。",
		DeclinedLate:   "好的，尊重您的选择，就到这里。您之前的回答我们会保留，谢谢您！",

		Unread: "抱歉，我没能读懂您的回答。",
		Noted:  "您说的我记下了。",
		Skip:   "不想回答可以回复“跳过”。",

		WhichMark:   "是%s分还是%s分？",
		WhichOption: "您是指“%s”还是“%s”？",
		WhichJoin:   "”、“",
		AskedBot:    "您的问题我记下了。我只是收集反馈的机器人，回答不了；想找人问，请回复“转人工”。",

		HintRating: "请用 %s 的数字打分",
		HintLabels: "（%s）",
		HintYesNo:  "请回复“是”或“否”",
		HintChoice: "请点选一个选项，或回复它的文字",
		HintMulti:  "请回复选项的编号，可多选，如 1,3",
		HintNumber: "请回复 %s 到 %s 之间的数字",
		HintAmount: "请回复一个金额（元），如 3500 或 1.2万",
		HintDate:   "请回复一个日期，如 2026-11-25 或 11月25日",
		HintWords:  "请用文字告诉我们",
		RankAll:    "请按重要程度排列这 %d 项，最重要的在前，如 2,1,3",
		RankTop:    "请依次回复最重要的 %d 项，最重要的在前，如 2,1",
		Row:        "%s\n（%d/%d）%s",
		PickFrom:   "（选 %d 到 %d 项）",
		PickExact:  "（选 %d 项）",
		PickLeast:  "（至少选 %d 项）",
		PickMost:   "（最多选 %d 项）",
		PickAlone:  "；“%s”只能单独选",
		More:       "能再具体说说吗？比如在哪一步、发生了什么。",
		OtherWhat:  "请说说具体是什么。",
		Stop:       "。",
		PickSome:   "回复编号，可多选，如 1,3",

		HintPhoto:    "请直接在这里发送照片",
		HintLocation: "请发送位置，或写下地址，如 人民大道120号",
		HintContact:  "请回复姓名和电话，如 王女士 13800138000",
		SendPhoto:    "拍照或选照片", SendLocation: "发送我的位置", SendContact: "发送我的电话",
		GotPhoto:    "照片收到了，我会转给同事。",
		GotLocation: "位置收到了，我会转给同事。",
		GotContact:  "联系方式收到了，我会转给同事。",
		MorePhotos:  "收到 %d 张，最多 %d 张。发完请回复“好了”。",
		NoVoice:     "抱歉，我还听不了语音，请打字告诉我。",

		Labels: "（%s）", Label: "%d=%s", LabelJoin: "，",

		Unsure: "不清楚", Refuse: "不愿回答",
		WayOut:      "（也可以回复“%s”）",
		WaysOut:     "（也可以回复“%s”或“%s”）",
		Back:        "好的，回到上一题。",
		NoBack:      "前面没有可以改的题了。",
		Corrected:   "好的，已经改为“%s”。",
		OneLanguage: "抱歉，这份问卷目前只有中文。Sorry, this survey is in Chinese only.",

		Remind:        "这一题还在等您，方便的时候回复就好：",
		RemindConsent: "还在等您的回复：愿意参加请回复“同意”，不愿意请回复“不同意”。",
		Later:         "好的，您方便时再回复就好。",
		Left:          "好的，就到这里。您已经回答的部分我们会认真看，谢谢您！",
		LeftAtOnce:    "好的，就到这里，谢谢您！",

		Sorry:      "很抱歉让您有这样的感受，谢谢您直接告诉我们。",
		Sure:       "好的，为您转人工。",
		StillOpen:  "很抱歉问题还没有解决。",
		Lost:       "抱歉，我一直没能读懂您的意思，还是请人来吧。",
		Pause:      "问卷先停在这里。",
		Handover:   "我已请人工客服接手，会有专人在这个对话里回复您；如果现在不是工作时间，上班后会尽快联系您。",
		NoPerson:   "抱歉，这里暂时转不了人工。",
		AskSolved:  "您的问题解决了吗？",
		NotSolved:  "抱歉还没有帮您解决，您的回答我们记下了。",
		OnceMore:   "想再听听您现在的感受：",
		GoOn:       "我们接着之前的问卷。",
		OptedOut:   "已为您退订，我们不会再给您发问卷。",
		DefaultBye: "问卷到这里就结束了，谢谢您！",
		Screened:   "谢谢您的回答！这次就问到这里，不再多占用您的时间。",

		NPS:    "您有多大可能向朋友或同事推荐我们？",
		ENPS:   "您有多大可能向朋友或同事推荐在我们公司工作？",
		NPSLow: "完全不可能", NPSHigh: "极有可能",
		CSATLow: "非常不满意", CSATHigh: "非常满意",
		CESLow: "非常不同意", CESHigh: "非常同意",
	}
}

func english() words {
	return words{
		Yes: "Yes", No: "No", Agree: "I agree", Disagree: "No, thanks",

		ConsentAgain:   "Before we start, please tell me whether you would like to take part: reply “yes” to begin or “no” to leave it.",
		Declined:       "All right, we will leave it there.",
		AgreedAfterAll: "All right, I have noted that you agree.",
		GateAgain:      "For this I need a plain answer: please reply “I agree” or “no”.",
		DeclinedLate:   "All right, that is your choice, and we will stop here. We have kept the answers you gave before. Thank you!",

		Unread: "Sorry, I could not read that as an answer.",
		Noted:  "I have noted what you said.",
		Skip:   "To pass on this question, reply “skip”.",

		WhichMark:   "%s or %s?",
		WhichOption: "Do you mean “%s” or “%s”?",
		WhichJoin:   "”, “",
		AskedBot:    "I have noted your question. I only collect feedback and cannot answer it; to ask a person, reply “agent”.",

		HintRating: "Please rate with a number, %s",
		HintLabels: " (%s)",
		HintYesNo:  "Please reply “yes” or “no”",
		HintChoice: "Please tap one of the options or reply with its words",
		HintMulti:  "Please reply with the numbers of all that apply, for example 1,3",
		HintNumber: "Please reply with a number from %s to %s",
		HintAmount: "Please reply with an amount in yuan, for example 3500",
		HintDate:   "Please reply with a date, for example 2026-11-25 or Nov 25",
		HintWords:  "Please tell us in words",
		RankAll:    "Please reply with the numbers of all %d, the most important first, for example 2,1,3",
		RankTop:    "Please reply with the numbers of the %d most important, the most important first, for example 2,1",
		Row:        "%s\n(%d/%d) %s",
		PickFrom:   " (choose %d to %d)",
		PickExact:  " (choose %d)",
		PickLeast:  " (choose at least %d)",
		PickMost:   " (choose at most %d)",
		PickAlone:  "; “%s” goes with no other",
		More:       "Could you tell us a little more? For example at which step it was, and what happened.",
		OtherWhat:  "Please tell us what it is.",
		Stop:       ". ",
		PickSome:   "Reply with the numbers of all that apply, for example 1,3",

		HintPhoto:    "Please send a photo in this chat",
		HintLocation: "Please send a location, or write the address, for example 120 Renmin Avenue",
		HintContact:  "Please reply with a name and a phone number, for example Ms Wang 13800138000",
		SendPhoto:    "Take or choose a photo", SendLocation: "Send my location", SendContact: "Send my number",
		GotPhoto:    "Thank you for the photo. I will pass it on to a colleague.",
		GotLocation: "Thank you for the location. I will pass it on to a colleague.",
		GotContact:  "Thank you for the contact. I will pass it on to a colleague.",
		MorePhotos:  "%d received; you may send up to %d. Reply “done” when that is all.",
		NoVoice:     "Sorry, I cannot listen to voice messages yet. Please write to me instead.",

		Labels: " (%s)", Label: "%d = %s", LabelJoin: ", ",

		Unsure: "Not sure", Refuse: "Prefer not to say",
		WayOut:      " (you may also reply “%s”)",
		WaysOut:     " (you may also reply “%s” or “%s”)",
		Back:        "All right, back to the question before.",
		NoBack:      "There is no earlier question to change.",
		Corrected:   "All right, changed to “%s”.",
		OneLanguage: "Sorry, this survey is in English only. 抱歉，这份问卷目前只有英文。",

		Remind:        "This question is still open. Please answer it whenever it suits you:",
		RemindConsent: "I am still waiting to hear whether you would like to take part: please reply “yes” or “no” whenever it suits you.",
		Later:         "No problem, please reply whenever it suits you.",
		Left:          "All right, we will stop here. We have kept the answers you gave. Thank you!",
		LeftAtOnce:    "All right, we will stop here. Thank you!",

		Sorry:      "I am sorry you feel this way, and thank you for telling us plainly.",
		Sure:       "Of course, I will get a person for you.",
		StillOpen:  "I am sorry that this is still not solved.",
		Lost:       "I am sorry, I do not seem to understand you. Let me get a person.",
		Pause:      "I am stopping the survey here. ",
		Handover:   "I have asked a colleague to take over: a person will reply to you in this chat. Outside office hours, that will be as soon as we are back.",
		NoPerson:   "Sorry, I cannot reach a person from here right now.",
		AskSolved:  "Has your problem been solved?",
		NotSolved:  "I am sorry we have not solved it yet. We have noted your answer.",
		OnceMore:   "May I ask once more how you see it now?",
		GoOn:       "Let us go on with the survey where we stopped.",
		OptedOut:   "You are unsubscribed. We will not send you any more surveys.",
		DefaultBye: "That was the last question. Thank you!",
		Screened:   "Thank you for your answers! That is all we need to ask this time.",

		NPS:    "How likely is it that you would recommend us to a friend or colleague?",
		ENPS:   "How likely is it that you would recommend us as a place to work to a friend or colleague?",
		NPSLow: "not at all likely", NPSHigh: "extremely likely",
		CSATLow: "very dissatisfied", CSATHigh: "very satisfied",
		CESLow: "strongly disagree", CESHigh: "strongly agree",
	}
}
