package answer

import (
	"strings"
	"unicode/utf8"
)

// intent tells the replies that are no answer: commands, questions to the bot, corrections.
func (r heard) intent() (Reading, bool) {
	if got, ok := r.command(); ok {
		return got, true
	}
	if got, ok := r.correction(); ok {
		return got, true
	}
	if r.q.Type == "text" {
		if utf8.RuneCountInString(r.said) <= 40 && containsAny(r.said, botQuestions) && r.questionMarked() {
			return Reading{Status: Asking, How: "asks about the survey", Confidence: 0.9}, true
		}
		return Reading{}, false
	}
	if r.questionMarked() && !r.bareAnswer() && !interjections[r.said] {
		return Reading{Status: Asking, How: "asks", Confidence: 0.9}, true
	}
	return Reading{}, false
}

// command tells skips, withdrawal and the wish for a person.
func (r heard) command() (Reading, bool) {
	if utf8.RuneCountInString(r.said) > 60 {
		return Reading{}, false
	}
	s := r.said
	if hasHan(s) {
		s = tight(s)
	}
	switch {
	case withdrawals[s]:
		return Reading{Status: Stop, How: HowWithdraws, Confidence: 0.95}, true
	case leaves[s] && (r.q.Type != "text" || !strings.HasSuffix(s, "不做了")): // told of something, that is a story
		return Reading{Status: Stop, How: HowLeaves, Confidence: 0.95}, true
	case moreSkips[s]:
		return Reading{Status: Skip, How: HowPassesOver, Confidence: 0.95}, true
	case (unsure[s] || unsure[strings.TrimRight(s, "哦呢啊呀啦")]) && r.q.Type != "text" && (s != "不清楚" || r.q.Type != "yesno"):
		return Reading{Status: Skip, How: HowDoesNotKnow, Confidence: 0.9}, true
	case !containsAny(r.said, commandHints) && s != "t":
		return Reading{}, false
	case wantsPerson(s):
		return Reading{Status: Human, How: "asks for a person", Confidence: 0.9}, true
	}
	if dropsUs(s) {
		return Reading{Status: Stop, How: HowWithdraws, Confidence: 0.9}, true
	}
	switch r.commandAmong() {
	case CmdHuman:
		return Reading{Status: Human, How: "asks for a person", Confidence: 1}, true
	case CmdStop:
		return Reading{Status: Stop, How: HowWithdraws, Confidence: 1}, true
	case CmdSkip:
		return Reading{Status: Skip, How: HowPassesOver, Confidence: 1}, true
	}
	return Reading{}, false
}

// commandAmong gives the command that the reply is, or the one that a clause of a short reply is.
func (r heard) commandAmong() Cmd {
	cmd := phrase(r.folded)
	if cmd != CmdNone || utf8.RuneCountInString(r.said) > 24 || !strings.ContainsAny(r.said, ",.!?;") {
		return cmd
	}
	for _, c := range clauses(r.folded) {
		one := phrase(c)
		if one == CmdSkip || one != CmdNone && cmd != CmdNone && one != cmd {
			return CmdNone
		}
		if one != CmdNone {
			cmd = one
		}
	}
	return cmd
}

// dropsUs reads 以后别再给我发了: no more messages.
func dropsUs(s string) bool {
	if utf8.RuneCountInString(s) > 16 {
		return false
	}
	if hasPrefix(strings.TrimPrefix(s, "我"), "不想再收到", "不想收到") && containsAny(s, []string{"短信", "消息", "信息", "问卷", "你们"}) {
		return true
	}
	s = stripLead(s, []string{"请", "麻烦", "以后", "你们", "拜托", "求你们", "都", "再也"})
	for _, p := range []string{"别再", "不要再", "请勿再", "勿再", "不许再", "别"} {
		rest, ok := strings.CutPrefix(s, p)
		if ok {
			rest = stripLead(rest, []string{"给我", "向我", "来"})
			return hasPrefix(rest, "发了", "发信息", "发消息", "发短信", "发这", "发问卷", "推送", "打扰", "骚扰", "联系我", "找我", "烦我") || rest == "发"
		}
	}
	return false
}

// commandHints stand in every command: a text without one need not be compared with them all.
var commandHints = strings.Fields("人 客服 专员 经理 领导 主管 负责人 退订 td 停 拒收 取消 别 不要 不想 不再 不愿 不答 不回 不便 不方 请勿 略 跳 过 下一 无可 " +
	"human agent operator rep person someone somebody customer support stop quit opt unsub message survey contact remove skip pass next answer say bot manager supervisor call")

// withdrawals are about more than the survey at hand: data, consent, being written to.
var withdrawals = set("删除我的信息 删除我的数据 把我的信息删了 请删除我的信息 请删除我的数据 撤回同意 我撤回同意 不同意继续 别再找我 " +
	"delete_my_data please_delete_my_data i_withdraw i_withdraw_my_consent remove_me_from_your_list take_me_off_your_list")

// leaves end the survey at hand.
var leaves = set("我不想参加了 不想参加了 不参加了 我不参加了 不填了 我不填了 不做了 我不做了 不想填了 不想做了 我要退出 退出 退出问卷 退出调查 别问了 不要问了 别烦我 不要烦我 别来烦我 到此为止吧 不想继续了 " +
	"leave_me_alone i_don't_want_to_take_part i_do_not_want_to_take_part i_don't_want_to_continue i_don't_want_to_do_this stop_asking no_more_questions i'm_done_with_this")

var moreSkips = set("不填 不想打分 不打分 不评 不评分 不给分 没什么说的 没啥好说 没话说 不评价 不予置评 不想评价 这题过 过 下一题吧 不想选 不选 保密 不方便透露 不便透露 没什么好说的 没什么可说的 没啥好说的 没啥说的 不想说这个 不想讲 唔想讲 " +
	"no_comment nothing_to_say nothing_to_add i'd_rather_not_answer i_won't_say i'd_rather_not can_i_skip_this let's_skip_this_one skip_please none_of_your_business i_pass")

var unsure = set("不知道 我不知道 不清楚 我不清楚 说不清 说不清楚 不晓得 不了解 不记得 不记得了 我不记得了 忘了 我忘了 忘记了 忘啦 记不清 记不清了 记不得了 记不住了 想不起来了 不太清楚 不太记得了 唔知 唔知道 唔记得 母鸡 不造 布吉岛 真不知道 " +
	"don't_know i_don't_know dont_know i_dont_know dunno i_dunno idk no_idea i_have_no_idea don't_remember i_don't_remember can't_remember i_can't_remember i_forgot forgot not_sure_when i_really_don't_know no_clue i_do_not_know can't_recall")

// wantsPerson reads wishes for a person inside a sentence. What has happened ("转人工等了半小时")
// and praise ("客服很好") is none.
func wantsPerson(s string) bool {
	if hasHan(s) {
		return wantsPersonHan(s)
	}
	if !hasSuffix(s, "call me", "call me back", "call me back?", "contact me", "please") && !hasPrefix(s, "i want", "i need", "i'd rather", "i'd like", "i would like", "can someone", "can i", "could i", "let me", "get me", "give me", "put me", "connect", "transfer") {
		return false
	}
	return containsAny(s, []string{"a manager", "a human", "a person", "a real person", "real person", "a supervisor", "an agent", "your boss", "someone real", "have someone call", "someone call me", "please call me", "a representative", "somebody", "a supervisor", "speak to someone", "talk to someone", "customer service", "human being"}) &&
		!containsAny(s, []string{"don't", "not ", "never", "no "})
}

func wantsPersonHan(s string) bool {
	for _, l := range []string{"我想", "我要", "要求", "请", "麻烦", "能不能", "可不可以", "可以", "能否", "能", "给我", "帮我", "快", "赶紧", "就", "我"} {
		s = strings.TrimPrefix(s, l)
	}
	verb := ""
	for _, v := range []string{"找", "叫", "让", "派", "安排", "换", "转接", "转", "接", "跟", "和", "喊", "联系"} {
		if strings.HasPrefix(s, v) {
			verb = v
			break
		}
	}
	if verb == "" {
		return false
	}
	s = stripLead(strings.TrimPrefix(s, verb), []string{"你们公司的", "理赔", "客户", "专业", "定损", "公司"})
	for _, l := range []string{"你们的", "你们", "你", "一个", "一位", "个", "位", "一下"} {
		s = strings.TrimPrefix(s, l)
	}
	for _, who := range []string{"人工客服", "人工", "真人客服", "真人", "活人", "经理", "领导", "主管", "负责人", "客服", "专员", "人"} {
		after, ok := strings.CutPrefix(s, who)
		if !ok {
			continue
		}
		return after == "" || hasPrefix(after, "来", "给我", "跟我", "和我", "联系", "说话", "聊", "谈", "回我", "回电", "打电话", "接电话", "处理", "吧", "吗", "出来", "说")
	}
	return false
}

// questionMarked reports whether the reply has the form of a question.
func (r heard) questionMarked() bool {
	return strings.HasSuffix(r.folded, "?") || containsAny(r.said, plainQuestions) || hasSuffix(r.said, "吗", "嘛?", "干嘛的", "干什么的")
}

// bareAnswer tells "9?" and "9分？": an answer with a question mark.
func (r heard) bareAnswer() bool {
	said := strings.TrimSpace(stripLead(r.said, []string{"maybe", "probably", "perhaps", "大概", "可能", "也许", "估计"}))
	return utf8.RuneCountInString(said) <= 3 && len(scan(said)) == 1
}

// interjections ask nothing in particular, question mark or not.
var interjections = set("嗯 啊 哈 哦 噢 诶 欸 呃 额 咦 hm hmm huh eh um")

// asks reports whether words that were not understood ask for something.
func (r heard) asks() bool {
	if interjections[r.said] || hasPrefix(r.said, "不知道", "不清楚", "说不") || containsAny(r.said, []string{"都行", "都可以", "随便", "没什么", "怎么会不", "谁说不"}) {
		return false
	}
	return containsAny(r.folded, []string{"?", "什么", "怎么", "谁", "哪", "为何", "干嘛", "咋", "几分", "啥意思", "what ", "which ", "who ", "why ", "how "})
}

var plainQuestions = []string{
	"什么意思", "啥意思", "怎么有我的", "你是谁", "你谁啊", "为什么问", "干嘛的", "干什么用", "怎么算", "哪个案子", "what do you mean", "who are you", "who is this", "are you a",
}

// botQuestions ask about the survey or the bot; other questions in a free text are what the customer
// has to say.
var botQuestions = []string{
	"你是谁", "你们是谁", "你谁啊", "你是机器人", "是机器人吗", "是真人吗", "是人工吗", "什么意思", "啥意思", "问卷", "几个问题", "还有几题", "还有多少题", "要多久?", "怎么有我的", "哪来的我的", "有什么用", "是骗子", "是诈骗", "这是什么", "这是干", "干嘛的", "为什么问", "有奖励吗", "匿名吗",
	"who are you", "who is this", "are you a", "are you real", "how did you get my", "what is this", "what do you mean", "why are you asking", "why do you ask", "how many questions", "is this anonymous", "is this a scam", "what is this survey", "this survey",
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// correction reads “刚才点错了，应该是3分”: a slip owned up to, and what it should have been.
func (r heard) correction() (Reading, bool) {
	s := r.folded
	at, mark := -1, ""
	for _, m := range slips {
		if i := strings.Index(s, m); i >= 0 && (at < 0 || i < at || i == at && len(m) > len(mark)) {
			at, mark = i, m
		}
	}
	if at < 0 || !onlyLead(s[:at]) || r.q.Type == "text" && at == 0 && strings.HasPrefix(mark, "改") {
		return Reading{}, false
	}
	rest := s[at+len(mark):]
	rest = stripLead(rest, valueLeads)
	got := Reading{Status: Correction, Value: Corrected{}, How: "corrects, without saying to what", Confidence: 0.9, Rest: trim(rest)}
	if got.Rest == "" {
		return got, true
	}
	v := r.on(rest).value()
	if v.Status != OK {
		got.How, got.Confidence = "corrects, to something unclear", 0.7
		return got, true
	}
	got.Value, got.How, got.Confidence = Corrected{v.Value}, "corrects: "+v.How, min(v.Confidence, 0.95)
	return got, true
}

var slips = []string{
	"点错", "按错", "选错", "写错", "打错", "说错", "填错", "输错", "搞错", "弄错", "答错", "评错", "手滑", "手误", "点歪", "改成", "改为", "更正", "更改为", "要改答案", "改答案", "改一下",
	"上一题应该是", "上题应该是", "上一个应该是", "刚才应该是", "刚才那题应该是", "刚才那个应该是", "刚才的应该是", "改选",
	"make that", "change it to", "change that to", "i meant", "meant to say", "pressed the wrong one", "wrong button", "wrong one", "correction", "change my answer", "i made a mistake", "mistyped", "typo", "my mistake",
}

// onlyLead reports whether words before the slip are but its introduction.
func onlyLead(s string) bool {
	return strings.Trim(stripLead(s, slipLeads), " ,.!;:") == ""
}

var slipLeads = []string{
	"刚才", "刚刚", "刚", "之前", "前面", "上一题", "上一个", "上题", "上面", "我", "不好意思", "抱歉", "对不起", "哎呀", "啊", "那个", "不是", "不对", "想", "要", "把", "答案", "请", "帮我", "那题", "那道题", "的",
	"actually", "sorry", "oops", "no", "wait", "i pressed the", "i pressed", "i hit the", "i chose the", "please", "i want to", "i", "was a", "that",
}

var valueLeads = []string{
	"了", "应该是", "应该选", "应该", "应为", "其实是", "是", "改成", "改为", "想改成", "选", "我想", "我要", "一下", "把",
	"sorry", "oops", "it should be", "should be", "it's", "it is", "to", "i meant", ":",
}

// stripLead drops words and punctuation from the beginning of s, longest first.
func stripLead(s string, words []string) string {
	for {
		s = strings.TrimLeft(s, " ,.!;:")
		longest := 0
		for _, w := range words {
			if len(w) > longest && strings.HasPrefix(s, w) && bounded(s, 0, len(w)) {
				longest = len(w)
			}
		}
		if longest == 0 {
			return s
		}
		s = s[longest:]
	}
}
