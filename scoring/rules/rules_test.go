package rules_test

import (
	"strings"
	"testing"

	"huiyin/configs"
	"huiyin/scoring/rules"
)

func shipped(t testing.TB) *rules.Rules {
	t.Helper()
	data, err := configs.FS.ReadFile("lexicons/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rules.Parse("rules.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Each rule with what must fire it and what must not.
var cases = map[string]struct{ hits, misses []string }{
	"regulator": {
		[]string{
			"再不处理我就去银保监投诉", "我已经打了12378", "我要打１２３７８", "金融监管总局见", "去金监局反映", "已经投诉到监管了", "再拖我就找监管", "消协的电话我也有", "我打12315了",
			"再唔處理我就去保監局投訴", "上访也要讨个说法", "I will write to the Ombudsman", "Reported to the CBIRC yesterday", "see you at the regulator",
		},
		[]string{
			"不至于去银保监，就是提个意见", "不用找监管了", "没打算投诉到12378", "12378那边已经撤了，你们处理得可以", "本来都准备打12378了，第二天就给我解决了", "按了一圈1234567又回到主菜单",
			"No need to go to the regulator", "I had a letter to the regulator ready, then someone called and sorted it", "监控拍到了", "都挺好", "",
		},
	},
	"lawyer": {
		[]string{
			"已经请了律师，准备起诉", "法院见", "我要告你们", "传票等着吧", "走法律途径", "保留追究责任的权利", "不解决我就找律师", "我不找律师，我直接起诉", "See you in court", "My lawyer will contact you", "I am going to sue", "律師函已經寄了",
		},
		[]string{
			"不用找律师，我自己能搞定", "我一个律师朋友推荐的你们", "修理厂在法院旁边", "不打算起诉", "没想打官司", "律师都找好了结果没用上，你们主动赔了", "本来想打官司的，后来你们把差额补了，算了", "上次说要告你们，现在撤了",
			"比法院快多了", "No need for a lawyer", "the tennis court was flooded", "告诉你们一声", "广告你们发得太多",
		},
	},
	"media": {
		[]string{
			"我要找记者曝光你们", "明天就发到抖音上去", "小红书见", "我发微博了", "已经联系电视台", "等着上热搜吧", "I'll post it on Weibo", "I will go public", "the journalist has my file", "3.15晚会见",
		},
		[]string{
			"我在抖音上看到你们的广告", "从小红书看到的推荐", "不会发到网上的", "我们公司就是做媒体的", "我是记者出身，习惯多问几句", "我截图发朋友圈夸你们", "之前发火说要找媒体，事情早就办好了", "press the button twice", "I saw you on TV",
		},
	},
	"distress": {
		[]string{
			"我真的活不下去了", "再不赔我就从你们楼上跳楼", "逼死人了", "等钱救命", "已经走投无路", "我快撑不住了", "不赔就同归于尽", "家里揭不开锅了", "I can't go on like this, I am desperate", "I want to kill myself", "医院要停药了",
		},
		[]string{
			"你们的app老是崩溃", "今天热得想死", "笑死我了", "自杀条款看不懂", "两年内自杀赔不赔", "轮胎炸了", "累得想死", "活动怎么参加", "怎么活动没了", "想活动一下",
		},
	},
	"refund_dispute": {
		[]string{
			"申请退保一个月了还不给退", "凭什么不退钱", "必须退我保费", "退款一直没到", "没同意就自动扣了我三千二", "扣了两次钱", "给我退钱", "Still waiting for the parking fee refund", "I want my money back", "They refused to refund",
		},
		[]string{"退款很快", "退保手续简单", "想问怎么退保", "退费已经收到了，谢谢", "I got my full refund", "how do refunds work"},
	},
	"ask_human": {
		[]string{
			"给我转人工", "我要人工", "人工客服！", "让你们经理给我回个电话", "找个能做主的人", "请尽快联系我", "给我个真人行不行", "不想跟机器人说话", "我要跟真人说", "派个人来处理", "麻烦给我回电话", "Can I talk to a person please", "I want a human not a bot", "please call me back", "get me a manager",
		},
		[]string{
			"人工费太贵了", "人工智能", "转人工后小哥解释得特别清楚", "打了三次才转人工", "不用转人工", "客服主动联系我，很好", "不用给我回电话", "别给我打电话了", "转人工快，答得准", "做了人工关节置换", "the agent was nice", "nobody had to call", "I talked to my wife",
		},
	},
	"grievance": {
		[]string{"我的案子到现在没人管", "我爸的医药费拒赔了", "我的车定损少赔两千", "my claim was denied", "Our roof is still open"},
		[]string{"希望保障范围再大一点", "宠物保险太贵", "听说别人家不赔", "my dog is fine", "价格还能接受"},
	},
	"open_request": {
		[]string{
			"能不能帮我催一下", "到底赔不赔", "什么时候能到账", "给个说法", "剩下的钱谁出", "交了材料一个月了没消息", "我妈还在医院等着", "请给我书面答复", "要求重新定损", "还没人联系", "Where is my payment?", "Still waiting for an answer", "who is going to pay the rest", "please review it again",
		},
		[]string{"专员下班了还帮我看材料", "已经帮我查到了", "不用催，挺快的", "如果出了事怎么办", "催过一次就到账了", "都挺好", "all paid, nothing to add"},
	},
}

func TestWhatMustNeverBeMissedAndWhatMustNotFire(t *testing.T) {
	r := shipped(t)
	fires := func(id, text string) bool {
		for _, h := range r.ReadRules(text) {
			for _, w := range h.Words {
				if !strings.Contains(text, w) {
					t.Errorf("%q: the words %q are not the customer's", text, w)
				}
			}
			if h.ID == id {
				return true
			}
		}
		return false
	}
	for id, c := range cases {
		for _, text := range c.hits {
			if !fires(id, text) {
				t.Errorf("%s misses %q", id, text)
			}
		}
		for _, text := range c.misses {
			if fires(id, text) {
				t.Errorf("%s fires on %q: %v", id, text, r.ReadRules(text))
			}
		}
	}
	for _, id := range r.IDs() {
		if _, tested := cases[id]; !tested {
			t.Errorf("rule %s has no table of hits and near misses", id)
		}
	}
}

func TestABrokenRuleFileIsRefusedWithItsPlace(t *testing.T) {
	for data, want := range map[string]string{
		"version: 1\nrulez: []\n":                                                    "r.yaml:2:1",
		"negation: 'x'\nrules: [{id: a, phrases: ['(']}]\n":                          "r.yaml:2:",
		"negation: 'x'\nrules: [{id: a, phrases: ['b']}, {id: a, phrases: ['b']}]\n": "used twice",
		"negation: 'x'\n":                    "no rules",
		"rules: [{id: a, phrases: ['b']}]\n": "negation",
	} {
		if _, err := rules.Parse("r.yaml", []byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func FuzzReadRules(f *testing.F) {
	f.Add("再不处理我就去银保监投诉")
	f.Add("İ lawyer")
	r := shipped(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range r.ReadRules(text) {
			if h.ID == "" || len(h.Words) == 0 {
				t.Errorf("%q: %+v", text, h)
			}
		}
	})
}
