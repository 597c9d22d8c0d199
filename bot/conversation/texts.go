package conversation

// phrase is one thing that the bot says outside a survey, in every language it speaks.
type phrase struct{ zh, en string }

func (p phrase) in(lang string) string {
	if lang == "en" {
		return p.en
	}
	return p.zh
}

var (
	textNothingOpen = phrase{
		"您好，目前没有等待您填写的问卷。如需人工服务，请回复“转人工”。",
		"Hello! There is no survey waiting for you. To talk to a person, reply “agent”.",
	}
	textAlreadyDone = phrase{
		"这份问卷您已经完成了，谢谢！",
		"You have already completed this survey. Thank you!",
	}
	textEnded = phrase{
		"这份问卷已经结束了，谢谢您！",
		"This survey has ended. Thank you!",
	}
	textLinkUsed = phrase{
		"这个邀请链接已被使用。如需帮助，请回复“转人工”。",
		"This invitation link has been used already. If you need help, reply “agent”.",
	}
	textLinkExpired = phrase{
		"这个邀请链接已过期。如需帮助，请回复“转人工”。",
		"This invitation link has expired. If you need help, reply “agent”.",
	}
	textLinkUnknown = phrase{
		"这个邀请链接无效，请检查链接是否完整。如需帮助，请回复“转人工”。",
		"This invitation link is not valid. Please check that it is complete. If you need help, reply “agent”.",
	}
	textAfterEnd = phrase{
		"收到，谢谢您的补充。如需人工服务，请回复“转人工”。",
		"Got it, thank you for telling us. To talk to a person, reply “agent”.",
	}
	textTooLate = phrase{
		"这份问卷已经结束了，您说的我记下了，谢谢！如需人工服务，请回复“转人工”。",
		"This survey has ended; I have noted what you said. Thank you! To talk to a person, reply “agent”.",
	}
	textOptedOut = phrase{
		"好的，我们不会再向您发送调查邀请。",
		"All right, we will not send you any more survey invitations.",
	}
)
