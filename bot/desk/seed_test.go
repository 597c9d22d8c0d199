package desk_test

import (
	"time"

	"huiyin/adapters"
	"huiyin/bot/handoff"
	"huiyin/bot/insight"
	"huiyin/bot/records"
	"huiyin/dialog"
	"huiyin/scoring"
)

// seed fills the bureau with a morning as it may be at an insurer.
func (b *bureau) seed() {
	now := b.now()
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	b.seedChen(ago)
	b.opens(records.Case{
		Case: handoff.Case{ID: "C4ZH7", Priority: 1, OpenedAt: ago(6*time.Minute + 12*time.Second), Reasons: []handoff.Reason{
			{Rule: "refund_dispute", Text: "赔付争议：“只赔 1,860”", En: "Payment in dispute: “只赔 1,860”", Words: []string{"只赔 1,860"}},
		}},
		Conv: "wechat:default:o2", Channel: "wechat", Name: "赵国强", Touchpoint: "home.claim.paid", Journey: "home-claim", Unread: 1,
	}, said("customer", "水淹了整个客厅，只赔 1,860？你们自己看看照片！", -.77, ago(6*time.Minute+15*time.Second)))
	b.opens(records.Case{
		Case: handoff.Case{ID: "C9TG2", Priority: 2, OpenedAt: ago(time.Minute + 5*time.Second), Reasons: []handoff.Reason{
			{Rule: "ask_human", Text: "要求人工：“talk to a person”", En: "Asks for a person: “talk to a person”", Words: []string{"talk to a person"}},
		}},
		Conv: "telegram:default:77", Channel: "telegram", Name: "Olga Petrova", Touchpoint: "medical.claim.documents", Journey: "medical-claim", Unread: 2,
	}, said("customer", "I uploaded the same invoice three times, it says “unreadable” every time.", -.55, ago(90*time.Second)),
		said("customer", "Can I talk to a person please", -.3, ago(70*time.Second)))
	b.opens(records.Case{
		Case: handoff.Case{ID: "C2LX5", Priority: 2, State: handoff.Taken, Owner: "王敏", OpenedAt: ago(25 * time.Minute), TakenAt: ago(24 * time.Minute), RepliedAt: ago(23 * time.Minute), Reasons: []handoff.Reason{
			{Rule: "negative_text", Text: "负面情绪：“晚了四天”", En: "Negative: “晚了四天”", Words: []string{"晚了四天"}},
		}},
		Conv: "wechat:default:o3", Channel: "wechat", Name: "林晓燕", Touchpoint: "motor.claim.repair", Journey: "motor-claim",
	}, said("customer", "晚了四天，而且没人提前告诉我。", -.51, ago(25*time.Minute)),
		records.Message{From: "agent", Who: "王敏", Text: "林女士您好，我是客服王敏，正在为您联系维修厂核实。", Status: "sent", At: ago(23 * time.Minute)})
	b.opens(records.Case{
		Case: handoff.Case{ID: "C5HJ1", Priority: 3, State: handoff.Taken, Owner: "李航", OpenedAt: ago(50 * time.Minute), TakenAt: ago(48 * time.Minute), RepliedAt: ago(47 * time.Minute), Reasons: []handoff.Reason{
			{Rule: "ask_human", Text: "要求人工：“转人工”", En: "Asks for a person: “转人工”", Words: []string{"转人工"}},
		}},
		Conv: "webchat:default:w4", Channel: "webchat", Name: "何佳怡", Touchpoint: "accident.claim.reported", Journey: "accident-claim",
	}, said("customer", "转人工，想问一下异地就医的发票可以用吗？", .05, ago(50*time.Minute)))
	b.opens(records.Case{
		Case: handoff.Case{ID: "C1QS8", Priority: 2, State: handoff.Resolved, Owner: "王敏", OpenedAt: ago(3 * time.Hour), TakenAt: ago(179 * time.Minute), RepliedAt: ago(178 * time.Minute), ResolvedAt: ago(2 * time.Hour), RootCause: "documents", Action: "已代客户上传发票原件，材料审核通过，今日 16 点前到账。"},
		Conv: "wechat:default:o6", Channel: "wechat", Name: "孙建军", Touchpoint: "medical.claim.documents", Journey: "medical-claim",
	}, said("customer", "同一张发票传了三次都提示“无法识别”，太折腾了。", -.62, ago(3*time.Hour)))
	b.seedInsight(now)
}

// seedChen is the case that the screenshots open.
func (b *bureau) seedChen(ago func(time.Duration) time.Time) {
	two := 2.0
	scale := []adapters.Button{}
	for _, l := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"} {
		scale = append(scale, adapters.Button{Label: l, Value: l})
	}
	b.conversations["s1"] = records.Conversation{
		ID: "s1", Conv: "wechat:default:o1", Survey: "motor-claim", Title: "车险理赔体验", Lang: "zh", State: "partial",
		Vars: map[string]any{"claim_no": "CL20260118-4471", "policy": "PDZA-202601-88213", "amount": "12,480 元", "phone": "13812344471", "adjuster": "周志强"},
	}
	b.answers["s1"] = []records.Answer{
		{Asked: "0–10 分，您有多大可能把我们推荐给亲友？", Answer: dialog.Answer{Question: "nps", Type: dialog.NPS, Status: "answered", Number: &two}, Score: scoring.Score{Known: true, Value: -.6, Label: scoring.Negative, Version: "1", Parts: []scoring.Part{{Source: "rating", Value: -.6}}}},
		{Asked: "哪个环节最让您不满意？", Labels: []string{"定损", "电话沟通"}, Answer: dialog.Answer{Question: "where", Type: dialog.Multi, Status: "answered", Options: []string{"survey", "phone"}}, Score: scoring.Score{Known: true, Value: -.4, Label: scoring.Negative, Version: "1"}},
		{Asked: "主要原因是什么？", Answer: dialog.Answer{Question: "why", Type: dialog.Words, Status: "answered", Text: "定损拖了九天，打电话没人管，每次都说“在排队”。"}, Score: scoring.Score{Known: true, Value: -.68, Label: scoring.Negative, Version: "1"}},
	}
	seven := 7.0
	b.answers["s1"] = append(b.answers["s1"], records.Answer{
		Asked:  "0–10 分，您有多大可能把我们推荐给亲友？",
		Answer: dialog.Answer{Question: "nps", Type: dialog.NPS, Status: "answered", Number: &seven, Round: 2}, Score: scoring.Score{Known: true, Value: .2, Label: scoring.Neutral, Version: "1"},
	})
	angry := said("customer", "今天必须给我答复，不然我就去银保监投诉，明年换公司！", -.84, ago(3*time.Minute+15*time.Second))
	angry.Score.Rules = []scoring.Hit{{ID: "regulator", Words: []string{"银保监投诉"}}}
	angry.Score.Parts = []scoring.Part{{Source: "text", Value: -.84, Words: []string{"必须", "投诉", "换公司"}}, {Source: "rating", Value: -.6}}
	slow := said("customer", "定损拖了九天，打电话没人管，每次都说“在排队”。", -.68, ago(4*time.Minute))
	slow.Score.Parts = []scoring.Part{{Source: "text", Value: -.68, Words: []string{"拖了", "没人管"}}}
	b.opens(records.Case{
		Case: handoff.Case{ID: "C7F3K", Priority: 1, OpenedAt: ago(3*time.Minute + 12*time.Second), Reasons: []handoff.Reason{
			{Rule: "regulator", Text: "提及监管投诉：“银保监投诉”", En: "Mentions the regulator: “银保监投诉”", Words: []string{"银保监投诉"}},
			{Rule: "negative_text", Text: "负面情绪：“没人管”“换公司”", En: "Negative feeling: “没人管” “换公司”", Words: []string{"没人管", "换公司"}},
		}},
		Conv: "wechat:default:o1", Conversation: "s1", Channel: "wechat", Survey: "motor-claim", Touchpoint: "motor.claim.settlement", Journey: "motor-claim",
		Customer: "P-100287", Name: "陈立伟", Unread: 2,
	},
		records.Message{From: "bot", Text: "您好，陈先生。您的车险理赔 CL20260118-4471 已结案。0–10 分，您有多大可能把我们推荐给亲友？", Buttons: scale, Status: "sent", At: ago(6 * time.Minute)},
		said("customer", "2", -.6, ago(5*time.Minute)),
		records.Message{From: "bot", Text: "谢谢您的坦诚。能告诉我们主要原因吗？", Status: "sent", At: ago(5*time.Minute - time.Second)},
		slow, angry,
		records.Message{From: "bot", Text: "非常抱歉给您带来这样的体验。已为您转接人工客服，预计 5 分钟内回复您。", Status: "queued", At: ago(3*time.Minute + 11*time.Second)})
}

func said(from, text string, value float64, at time.Time) records.Message {
	label := scoring.Negative
	if value > -.2 {
		label = scoring.Neutral
	}
	return records.Message{From: from, Text: text, At: at, Score: &scoring.Score{Known: true, Value: value, Label: label, Version: "lexicon/1"}}
}

func (b *bureau) seedInsight(now time.Time) {
	b.total = insight.NPS{Score: 24, Lo: 20, Hi: 28, N: 1267, Promoters: 621, Passives: 330, Detractors: 316}
	b.places = []insight.PlaceNPS{
		{Touchpoint: "motor.claim.reported", Journey: "motor-claim", NPS: insight.NPS{Score: 50, Lo: 43, Hi: 58, N: 343, Promoters: 214, Passives: 88, Detractors: 41}},
		{Touchpoint: "motor.claim.assessment", Journey: "motor-claim", NPS: insight.NPS{Score: -12, Lo: -21, Hi: -2, N: 306, Promoters: 96, Passives: 78, Detractors: 132}},
		{Touchpoint: "medical.claim.documents", Journey: "medical-claim", NPS: insight.NPS{Score: 14, Lo: 3, Hi: 26, N: 182, Promoters: 74, Passives: 60, Detractors: 48}},
		{Touchpoint: "motor.claim.settlement", Journey: "motor-claim", NPS: insight.NPS{Score: 44, Lo: 35, Hi: 52, N: 310, Promoters: 188, Passives: 70, Detractors: 52}},
		{Touchpoint: "pet.research", Journey: "pet", NPS: insight.NPS{Score: 19, Lo: -17, Hi: 55, N: 21, Promoters: 9, Passives: 7, Detractors: 5}},
	}
	b.recoveries = []insight.Recovery{
		{Recovery: records.Recovery{Touchpoint: "motor.claim.assessment", Journey: "motor-claim", Survey: "motor-claim", Question: "nps", Type: "nps", N: 64, Before: 2.25, After: 6.75}},
	}
	b.ends = []insight.Completion{
		{Touchpoint: "motor.claim.assessment", Journey: "motor-claim", Complete: 306, Partial: 41, BreakOff: 22, Refusal: 57, NoResponse: 188, All: 614},
		{Touchpoint: "pet.research", Journey: "pet", Complete: 21, Partial: 2, BreakOff: 1, Refusal: 4, NoResponse: 9, Ineligible: 12, All: 49},
	}
	b.fills = []insight.SurveyFill{{
		Survey: "pet-research", Title: dialog.Text{"zh": "宠物医疗险调研", "en": "Pet insurance research"},
		Quotas: []insight.Fill{{Quota: "cats", Taken: 137, Limit: 200}, {Quota: "dogs", Taken: 150, Limit: 150}},
	}}
	two, ten, five := 2.0, 10.0, 5.0
	b.verbatims = []records.Verbatim{
		{Touchpoint: "motor.claim.assessment", Journey: "motor-claim", Channel: "wechat", Lang: "zh", Text: "定损拖了九天，打电话没人管，每次都说“在排队”。", NPS: &two, Value: -.68, Label: "neg", At: now.Add(-4 * time.Minute)},
		{Touchpoint: "motor.claim.settlement", Journey: "motor-claim", Channel: "telegram", Lang: "zh", Text: "理赔员小周很耐心，流程讲得清清楚楚，第二天就到账。", NPS: &ten, Value: .86, Label: "pos", At: now.Add(-26 * time.Hour)},
		{Touchpoint: "medical.claim.documents", Journey: "medical-claim", Channel: "telegram", Lang: "en", Text: "I uploaded the same invoice three times, it says “unreadable” every time.", NPS: &five, Value: -.55, Label: "neg", At: now.Add(-30 * time.Hour)},
		{Touchpoint: "pet.research", Journey: "pet", Channel: "webchat", Lang: "zh", Text: "保费能接受，但宠物医院的直赔网点太少，电话 13900001234 打不通。", Label: "mixed", Value: -.1, At: now.Add(-50 * time.Hour)},
		{Touchpoint: "pet.research", Journey: "pet", Channel: "webchat", Lang: "zh", Text: "嗯", Label: "unknown", At: now.Add(-51 * time.Hour)},
	}
}

// placeNames names the places of the seed.
func placeNames(id, lang string) string {
	names := map[string][2]string{
		"motor-claim": {"车险理赔", "Motor claim"}, "medical-claim": {"医疗险理赔", "Medical claim"},
		"home-claim": {"家财险理赔", "Home claim"}, "accident-claim": {"意外险理赔", "Accident claim"},
		"motor.claim.reported": {"报案", "First notice"}, "motor.claim.assessment": {"定损", "Assessment"},
		"motor.claim.settlement": {"结案赔付", "Settlement"}, "motor.claim.repair": {"维修", "Repair"},
		"medical.claim.documents": {"材料提交", "Documents"}, "home.claim.paid": {"赔付", "Payment"},
		"accident.claim.reported": {"报案", "First notice"}, "pet.research": {"宠物险调研", "Pet research"}, "pet": {"宠物险", "Pet insurance"},
	}
	n := names[id]
	if lang == "en" {
		return n[1]
	}
	return n[0]
}
