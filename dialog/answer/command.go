package answer

import (
	"regexp"
	"strings"
)

// Cmd is a word that works everywhere.
type Cmd string

// The commands.
const (
	CmdNone  Cmd = ""
	CmdHuman Cmd = "human" // 转人工
	CmdStop  Cmd = "stop"  // 退订, STOP: no more surveys
	CmdSkip  Cmd = "skip"  // 跳过
)

// Command gives the command that text is outside of any question. Only the phrases themselves
// count, with courtesies around them: "人工费太贵了" and "don't stop" are none. Leaving a survey is
// none either, for none is under way.
func Command(text string) Cmd {
	r := heard{q: Question{Type: "text"}, raw: text, folded: Fold(text)}
	r.said = trim(r.folded)
	got, _ := r.command()
	switch {
	case got.Status == Human:
		return CmdHuman
	case got.Status == Stop && got.How != HowLeaves:
		return CmdStop
	case got.Status == Skip:
		return CmdSkip
	}
	return CmdNone
}

// phrase gives the command that folded text is as a whole.
func phrase(s string) Cmd {
	if len(s) > 160 {
		return CmdNone
	}
	var cmd Cmd
	for _, c := range clauses(s) {
		one, ok := commandOf(c)
		if !ok || one != CmdNone && cmd != CmdNone && one != cmd {
			return CmdNone
		}
		if one != CmdNone {
			cmd = one
		}
	}
	return cmd
}

// commandOf gives the command of one clause; ok is false when the clause says something else, and
// true without a command for a mere courtesy.
func commandOf(c string) (cmd Cmd, ok bool) {
	if hasHan(c) {
		c = strings.ReplaceAll(c, " ", "")
	}
	for _, s := range []string{c, courteous(c)} {
		switch {
		case s == "":
			return CmdNone, true
		case humanWords[s]:
			return CmdHuman, true
		case stopWords[s]:
			return CmdStop, true
		case skipWords[s]:
			return CmdSkip, true
		}
	}
	return CmdNone, false
}

// courteous drops courtesies from both ends, and a phrase said twice.
func courteous(s string) string {
	for {
		t := strings.TrimSpace(tail.ReplaceAllString(lead.ReplaceAllString(s, ""), ""))
		if n := len(t) / 2; n > 5 && len(t)%2 == 0 && t[:n] == t[n:] {
			t = t[:n]
		}
		if t == s {
			return s
		}
		s = t
	}
}

var lead = regexp.MustCompile(`^(?:请问?|麻烦您?|转一下|帮我|给我|帮忙|我要求?|我想要?|我需要|我就要|我只要|那就?|您好|你好|喂|能不能|可不可以|可以|能|能否|快点|快|赶紧|赶快|马上|立刻|直接|还是|算了|好的|我(?:就|只|真的)?|` +
	`(?:please|pls|hi|hello|can you|could you|can i|could i|may i|i want to|i want|i'd like to|i would like to|i need to|i need|let me|just|get me|give me|connect me to|transfer me to|put me through to|ok|okay) )`)

var tail = regexp.MustCompile(`(?:吗|吧|谢谢您?|一下|好吗|行吗|可以吗|啊|呀|哦|呢|了|快点?|！| ?(?:please|pls|now|thanks|thank you|asap))$`)

var humanWords = set("人工 转人工 转人工客服 转人工服务 人工客服 人工服务 人工座席 人工坐席 找人工 找人工客服 转接人工 转接人工客服 接人工 接人工客服 接通人工 叫人工 换人工 要人工 要人工客服 " +
	"真人 找真人 转真人 真人客服 转真人客服 要真人 换真人 跟真人说 跟真人聊 和真人说话 和真人聊 找客服 转客服 叫客服 联系客服 联系人工 联系人工客服 有人工 有没有人工 有人工客服 有没有人工客服 有真人 有没有真人 " +
	"找个人 找人 找个真人 跟人说话 和人说话 跟人聊 找个人跟我说 不要机器人 别用机器人 不跟机器人说 不想跟机器人说 不想和机器人说话 换个人 换人 让人工来 让真人来 " +
	"human agent operator representative person rep a_human a_person an_agent a_human_agent human_agent real_person a_real_person live_agent a_live_agent live_person customer_service support_agent " +
	"talk_to_a_person talk_to_a_human talk_to_someone talk_to_an_agent talk_to_agent talk_to_human talk_to_person talk_to_a_real_person speak_to_a_person speak_to_a_human speak_to_someone speak_to_an_agent speak_to_agent speak_to_a_real_person speak_with_a_person speak_with_a_human speak_with_an_agent speak_with_someone " +
	"talk_with_a_person talk_with_a_human talk_with_an_agent talk_to_a_representative speak_to_a_representative someone_real no_bots no_bot no_robots")

var stopWords = set("退订 退订短信 取消短信 td t 取消订阅 停止 停止发送 停止推送 拒收 不要再发 不要再发消息 别再发 别再发消息 别发 别再给我发 不要再给我发 不要再给我发消息 别再给我发消息 不要发 不要再打扰 不要再打扰我 别再打扰 别再打扰我 别再骚扰 别再骚扰我 不要再骚扰我 不要打扰我 别打扰我 不再接收 不想再收到 不要再联系我 别再联系我 " +
	"stop unsubscribe stopall stop_all quit opt_out optout unsub stop_messaging_me stop_messaging stop_sending stop_sending_messages stop_sending_me_messages stop_texting_me stop_contacting_me don't_message_me don't_message_me_again don't_contact_me don't_contact_me_again no_more_messages no_more_surveys unsubscribe_me remove_me")

var skipWords = set("跳过 跳过这题 跳过此题 跳过这道题 跳过这个问题 跳过这个 略 略过 下一题 下一个 下一个问题 下一道 下一道题 不想回答 不想答 不回答 不愿回答 不愿意回答 不便回答 不方便回答 不想说 不方便说 不答 这题不答 这题跳过 这个跳过 这题不想答 这题不想回答 这题过 无可奉告 " +
	"skip skip_it skip_this skip_this_one skip_question skip_this_question skip_that next next_question next_one pass prefer_not_to_say rather_not_say i'd_rather_not_say i'd_rather_not_answer rather_not_answer prefer_not_to_answer don't_want_to_answer i_don't_want_to_answer not_answering")
