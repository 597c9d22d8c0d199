package answer_test

import (
	"strings"
	"testing"

	"huiyin/dialog/answer"
)

func lines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "|") {
		out = append(out, strings.TrimSpace(l))
	}
	return out
}

func TestYesNo(t *testing.T) {
	for _, text := range lines(`是|是的|是的。|对|对的！|嗯|嗯嗯|嗯嗯嗯|有|有的|解决了|已经解决了|问题已经解决了，谢谢|好了|都处理好了|搞定了|会|会的|当然会|愿意|用过|买过|收到了|到账了|没错|没问题|可以|行|是滴|对对对|好的|
		yes|Yes!|YES|y|yep|yeah, it's fixed|sure|ok|It has been resolved|it's solved now|all sorted, thanks|solved|Yes I would like to|👍|👍🏻|👍👍👍|✅|解决了👍|是的，解决了|有過|會的|解決了|ｙｅｓ|i do|it is`) {
		if yes, ok := yesNo(text); !ok || !yes {
			t.Errorf("YesNo(%q) = %v, %v; want yes", text, yes, ok)
		}
	}
	for _, text := range lines(`不是|不|没有|没|还没|还没有|还没呢|没解决|还没解决|根本没解决|问题没有解决|到现在还没解决|否|不对|不会|不想|没用过|没买过|从来没买过|从来没有|没收到|未解决|不行|不愿意|不不不|沒有|還沒解決|没有，还在等消息|不是的，没解决|
		no|No.|NO|n|nope|not yet|Not really|no, still waiting|it has not been solved|it hasn't been solved|It isn't|never|unresolved|no one called|no I had to call again|not at all|👎|❌|没有👎`) {
		if yes, ok := yesNo(text); !ok || yes {
			t.Errorf("YesNo(%q) = %v, %v; want no", text, yes, ok)
		}
	}
	for _, text := range lines(`|。|？|是吗|是不是|有吗？|解决了吗|是的，但是还没解决|解决了，不，没解决|嗯嗯嗯好像|好像解决了|不知道|不清楚|可能吧|也许|看情况|还行|一般|有人吗|什么|你是谁|3|
		yes but not fully, no|maybe|not sure|I don't know|no problem|no idea|what?|is it?|有点|有待解决|没事找事|不得不说很好|物业不给开证明，理赔员直接去找物业沟通，最后解决了|Luggage came three days late, no fuss at all|是非不分|对不起`) {
		if yes, ok := yesNo(text); ok {
			t.Errorf("YesNo(%q) = %v; want not ok", text, yes)
		}
	}
}

func yesNo(text string) (yes, ok bool) {
	yes, ok = answer.Read(answer.Question{Type: "yesno", Lang: "zh"}, text, today).Value.(bool)
	return yes, ok
}

func TestConsent(t *testing.T) {
	for _, text := range lines(`同意|我同意|同意。|好|好的|好呀|可以|可以的|行|行吧|ok|OK!|okay|嗯|嗯嗯|yes|Yes please|agree|I agree|开始|开始吧|来吧|问吧|没问题|愿意|sure|go ahead|let's start|👌|👍|好的，开始吧|好的，但是快点|同意，谢谢|願意|開始|y|no problem`) {
		if agree, ok := answer.Consent(text); !ok || !agree {
			t.Errorf("Consent(%q) = %v, %v; want agreed", text, agree, ok)
		}
	}
	for _, text := range lines(`不同意|我不同意|不|不要|不用|不用了|不用了谢谢|不了|拒绝|不想参加|不愿意|没空|没时间|算了|不感兴趣|不好|不行|no|No.|no thanks|No, thank you|nope|not now|I don't agree|disagree|decline|👎|n|不願意|免了`) {
		if agree, ok := answer.Consent(text); !ok || agree {
			t.Errorf("Consent(%q) = %v, %v; want refused", text, agree, ok)
		}
	}
	for _, text := range lines(`|你是谁啊|你到底是谁啊|是骗子吗|别烦我|同意什么？|谁同意了|可以不参加吗|我考虑考虑|等会儿|有奖励吗|为什么要同意|同意，不，不同意|what is this|who are you?|how long does it take|maybe later|理赔还没到账|你们太慢了|好烦|行不行啊`) {
		if agree, ok := answer.Consent(text); ok {
			t.Errorf("Consent(%q) = %v; want not ok: consent is never guessed", text, agree)
		}
	}
}

func TestCommand(t *testing.T) {
	want := map[answer.Cmd][]string{
		answer.CmdHuman: lines(`转人工|转人工！|转 人 工|人工|人工客服|请转人工|请帮我转人工，谢谢|我要人工|我要转人工|找人工|找人工客服|真人|我要真人客服|转人工转人工|能不能转人工|可以转人工吗？|有人工吗|有没有人工客服|麻烦转一下人工客服|人工服务|找客服|不要机器人|我不想跟机器人说|轉人工|轉接人工客服|快点转人工|
			human|Human!|agent|AGENT please|talk to a person|I want to talk to a person|can I speak to a human?|Please connect me to an agent|representative|real person|I'd like to speak to someone|operator|customer service|人工，谢谢`),
		answer.CmdStop: lines(`退订|退订。|我要退订|TD|td|T|t|ＴＤ|STOP|stop|Stop!|unsubscribe|please unsubscribe me|不要再发了|别再发了|别发了|请不要再给我发了|别再给我发消息了|取消订阅|拒收|别再打扰我了|停止|opt out|stop messaging me|Please stop sending me messages|don't contact me again|退訂|不要再發了|請不要再打擾`),
		answer.CmdSkip: lines(`跳过|跳过吧|跳过。|跳過|下一题|下一个|不想回答|我不想回答|不方便说|这题跳过|略|skip|Skip|skip this question|next|next question|pass|prefer not to say|I'd rather not say|不想说`),
	}
	for cmd, texts := range want {
		for _, text := range texts {
			if got := answer.Command(text); got != cmd {
				t.Errorf("Command(%q) = %q; want %q", text, got, cmd)
			}
		}
	}
	for _, text := range lines(`||。|谢谢|人工费太贵了|修车的人工费|不用转人工|别转人工|先不转人工|人工智能|打了三次才转人工|转人工等了半小时|转人工太难了|人工客服态度很好|客服很好|客服态度差|你们的客服|客服|过了|真人比机器人好|
		the agent was nice|my agent never called|no agent called me|human error|don't stop|I stopped by your office|stop lying to me|the calls won't stop|Don't unsubscribe|Tesla|t恤|退订单|退保|我要退保|停车费|停止理赔|取消|不要|别催了|不要再发生这种事|
		I want to skip work|skipped lunch|next time|next week|下一次|跳过了我的案子|被跳过|略微|略慢|不想说谎|转人工，退订|退订还是转人工|不想回答是因为没意义|9|好的`) {
		if got := answer.Command(text); got != answer.CmdNone {
			t.Errorf("Command(%q) = %q; want none", text, got)
		}
	}
}
