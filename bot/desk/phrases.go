package desk

import "strings"

// phrase gives the words for key in lang. A key that nobody wrote down shows itself.
func phrase(lang, key string) string { return phraseOr(lang, key, key) }

func phraseOr(lang, key, fallback string) string {
	if s, ok := lookup(lang, key); ok {
		return s
	}
	return fallback
}

func lookup(lang, key string) (string, bool) {
	for _, part := range []map[string]words{pageWords, caseWords, doorWords, refusalWords} {
		if w, ok := part[key]; ok {
			return w.in(lang), true
		}
	}
	return "", false
}

// words are the same words in both languages of the pages.
type words struct{ zh, en string }

func (w words) in(lang string) string {
	if lang == "en" {
		return w.en
	}
	return w.zh
}

// refusedIn says why an action was refused; {who} is who owns the case.
func refusedIn(lang, code, who string) string {
	if who == "" {
		who = phrase(lang, "colleague")
	}
	return strings.ReplaceAll(phraseOr(lang, "refused."+code, phrase(lang, "refused.later")), "{who}", who)
}

// The catalogues below are constants: nothing writes to them.

var refusalWords = map[string]words{
	"colleague":                  {"同事", "a colleague"},
	"refused.taken_by_other":     {"{who} 已接手这个会话", "{who} has already taken this case"},
	"refused.not_open":           {"这个会话的状态已变化，请看最新情况", "This case has moved on; see how it stands now"},
	"refused.missing_root_cause": {"请选择根本原因", "Choose a root cause"},
	"refused.missing_action":     {"请写明处理措施", "Say what was done"},
	"refused.empty_text":         {"请先输入回复内容", "Write a reply first"},
	"refused.unknown_case":       {"这个会话已不存在或已结束", "This case no longer exists or has ended"},
	"refused.too_long":           {"内容太长，请精简后再试", "That is too long; please shorten it"},
	"refused.later":              {"暂时没有完成，请稍后重试；内容已保留", "Not done yet; please try again in a moment. Your text is kept"},
}

var doorWords = map[string]words{
	"door.login":       {"登录工作台", "Sign in to the desk"},
	"door.login.s":     {"接手需要人工的会话，让每个声音都有回音。", "Take the conversations that need a person. Every voice gets an answer."},
	"door.welcome":     {"欢迎加入", "Welcome"},
	"door.welcome.s":   {"设置显示名和密码，即可开始接待客户。这个链接只能使用一次。", "Choose a name and a password to start. This link works once."},
	"door.name":        {"显示名", "Name"},
	"door.name.h":      {"客户会看到这个名字，例如“王敏”", "Customers see this name, for example “Min Wang”"},
	"door.password":    {"密码", "Password"},
	"door.password.h":  {"至少 10 个字符，可以是一句话", "At least 10 characters; a sentence is fine"},
	"door.enter":       {"登录", "Sign in"},
	"door.start":       {"开始工作", "Start"},
	"door.wrong":       {"显示名或密码不正确", "The name or the password is wrong"},
	"door.slow":        {"尝试过于频繁，请稍等片刻再试", "Too many tries; please wait a moment"},
	"door.short":       {"密码需为 10 到 256 个字符", "The password must have 10 to 256 characters"},
	"door.badname":     {"显示名需为 1 到 24 个可见字符", "The name must have 1 to 24 visible characters"},
	"door.taken":       {"这个显示名已有人使用，请换一个", "Somebody has this name already; choose another"},
	"door.used":        {"这个链接已经使用过，请直接登录，或向管理员要一个新链接", "This link has been used. Sign in, or ask for a new link"},
	"door.expired":     {"这个链接已过期，请向管理员要一个新链接", "This link has expired. Ask for a new one"},
	"door.unknown":     {"这个链接无效，请检查是否复制完整", "This link is not valid. Check that it was copied completely"},
	"door.nobody":      {"还没有账号？启动 Huiyin 时，终端会打印一次性登录链接。", "No account yet? Huiyin prints a one-time sign-in link in the terminal when it starts."},
	"door.haveaccount": {"已有账号，去登录", "I have an account"},
}

var pageWords = map[string]words{
	"app":         {"回音", "Huiyin"},
	"nav.desk":    {"工作台", "Desk"},
	"nav.insight": {"洞察", "Insight"},
	"nav.sound":   {"提示音", "Sound"},
	"nav.out":     {"退出", "Sign out"},
	"nav.lang":    {"EN", "中文"},
	"nav.lang.h":  {"Switch to English", "切换到中文"},
	"nav.main":    {"主导航", "Main"},
	"skip":        {"跳到内容", "Skip to content"},
	"online":      {"在线", "Online"},
	"offline":     {"连接中断，正在重连…", "Connection lost, reconnecting…"},
	"comma":       {"、", ", "},
	"colon":       {"：", ": "},
	"semicolon":   {"；", "; "},

	"i.title":      {"体验洞察", "Experience insight"},
	"i.sub":        {"净推荐值均附 95% 置信区间与样本数", "Every NPS comes with its 95% interval and sample size"},
	"i.period":     {"时间范围", "Period"},
	"i.period.30":  {"近 30 天", "Last 30 days"},
	"i.period.90":  {"近 90 天", "Last 90 days"},
	"i.period.all": {"全部", "All time"},
	"i.nps":        {"净推荐值 NPS", "Net promoter score"},
	"i.ci":         {"95% 置信区间", "95% interval"},
	"i.to":         {" ~ ", " to "},
	"i.n":          {"样本", "Answers"},
	"i.small":      {"样本少", "Few answers"},
	"i.small.h":    {"样本少于 30：空心点，仅供参考，不宜据此下结论", "Fewer than 30 answers: shown hollow, do not draw conclusions from it"},
	"i.promoters":  {"推荐者 9–10", "Promoters 9–10"},
	"i.passives":   {"中立者 7–8", "Passives 7–8"},
	"i.detractors": {"贬损者 0–6", "Detractors 0–6"},
	"i.places":     {"触点 NPS", "NPS by touchpoint"},
	"i.places.s":   {"圆点为估计值，横条为 95% 置信区间，竖线为 0", "Dot: estimate. Bar: 95% interval. Line: zero"},
	"i.place":      {"触点", "Touchpoint"},
	"i.chart":      {"−100 到 +100", "−100 to +100"},
	"i.counts":     {"贬损 / 中立 / 推荐", "Detr. / pass. / prom."},
	"i.again":      {"处理前后", "Before and after a case"},
	"i.again.s":    {"同一位客户在人工处理前后的评分均值", "Mean ratings of the same customers before and after a person helped"},
	"i.before":     {"处理前", "Before"},
	"i.after":      {"处理后", "After"},
	"i.delta":      {"变化", "Change"},
	"i.ends":       {"答完情况", "How conversations ended"},
	"i.ends.s":     {"答完与部分答完占应答者的比例（AAPOR RR2）", "Completes and partials among those asked (AAPOR RR2)"},
	"i.rate":       {"应答率", "Rate"},
	"i.complete":   {"答完", "Complete"},
	"i.partial":    {"部分答完", "Partial"},
	"i.break":      {"中途离开", "Break-off"},
	"i.refusal":    {"拒绝", "Refusal"},
	"i.silent":     {"无回应", "No response"},
	"i.screened":   {"不符合", "Ineligible"},
	"i.quotas":     {"配额", "Quotas"},
	"i.quotas.s":   {"已占名额，自问卷首次上线起累计", "Places taken since the survey was first served"},
	"i.quota":      {"配额", "Quota"},
	"i.taken":      {"已占 / 上限", "Taken / limit"},
	"i.full":       {"已满", "full"},
	"i.verbatims":  {"客户原声", "Verbatims"},
	"i.newest":     {"最新在前", "Newest first"},
	"i.none":       {"还没有 NPS 数据", "No NPS answers yet"},
	"i.none.s":     {"客户答完第一份问卷后，这里会立刻显示。", "They appear here as soon as the first customer has answered."},
	"i.nov":        {"还没有客户原声", "No verbatims yet"},

	"channel.wechat":   {"微信", "WeChat"},
	"channel.wecom":    {"微信客服", "WeCom"},
	"channel.telegram": {"Telegram", "Telegram"},
	"channel.webchat":  {"网页", "Web"},
	"channel.console":  {"终端", "Console"},
	"place.walk-in":    {"主动来访", "Walk-in"},
	"place.trial":      {"试答链接", "Trial link"},
}

var caseWords = map[string]words{
	"queue":            {"会话", "Cases"},
	"tab.":             {"全部", "All"},
	"tab.waiting":      {"待接手", "Waiting"},
	"tab.mine":         {"我的", "Mine"},
	"tab.resolved":     {"已解决", "Resolved"},
	"tabs":             {"筛选会话", "Filter cases"},
	"unread":           {"未读", "unread"},
	"urgent":           {"紧急", "Urgent"},
	"nameless":         {"匿名客户", "Unnamed customer"},
	"media":            {"［图片、语音或其他内容］", "[photo, voice or other media]"},
	"photo":            {"客户发来的照片", "Photo from the customer"},
	"photo.wanted":     {"照片正在取回…", "The photo is being fetched…"},
	"photo.gone":       {"照片已无法取得", "The photo can no longer be had"},
	"copy":             {"复制", "Copy"},
	"copied":           {"已复制", "Copied"},
	"empty.":           {"现在没有需要人工的会话", "Nobody needs a person right now"},
	"empty..s":         {"客户情绪低落、要求投诉或说“转人工”时，会立刻出现在这里，无需刷新。", "When a customer is upset, mentions a complaint or asks for a person, the case appears here by itself."},
	"empty.waiting":    {"没有人在等待", "Nobody is waiting"},
	"empty.waiting.s":  {"新的会话会自动出现，无需刷新。", "New cases appear by themselves."},
	"empty.mine":       {"您还没有接手会话", "You have not taken a case"},
	"empty.mine.s":     {"在“待接手”中打开一个会话，按 T 接手。", "Open one under “Waiting” and press T to take it."},
	"empty.resolved":   {"还没有已解决的会话", "No case has been resolved yet"},
	"empty.resolved.s": {"解决会话时填写的原因和措施会保留在这里。", "Root causes and actions are kept here."},
	"pick":             {"选择一个会话开始", "Pick a case to start"},
	"pick.s":           {"J / K 上下切换 · T 接手 · R 回复 · E 解决 · ? 全部快捷键", "J / K move · T take · R reply · E resolve · ? all shortcuts"},
	"missing":          {"没有找到这个会话", "There is no such case"},
	"missing.s":        {"它可能已被删除，请返回列表重新选择。", "It may have been deleted. Go back to the list and pick another."},

	"take":          {"接手", "Take"},
	"resolve":       {"解决", "Resolve"},
	"reply":         {"回复", "Reply"},
	"send":          {"发送", "Send"},
	"cancel":        {"取消", "Cancel"},
	"back":          {"返回列表", "Back to the list"},
	"info":          {"客户信息", "Customer details"},
	"close":         {"关闭", "Close"},
	"waiting":       {"已等待", "Waiting"},
	"prompt":        {"输入回复，Enter 发送，Shift+Enter 换行", "Write a reply… Enter sends, Shift+Enter breaks the line"},
	"autotake":      {"发送后自动由您接手，机器人保持安静", "Sending takes the case; the bot stays quiet"},
	"other":         {"正在接待，您可以查看", "is taking care of this; you can watch"},
	"done":          {"已解决", "Resolved"},
	"thread":        {"对话", "Conversation"},
	"newer":         {"有新消息", "New messages"},
	"sending":       {"发送中", "Sending"},
	"notsent":       {"未发送，按发送重试", "Not sent; send again"},
	"bot":           {"机器人", "Bot"},
	"status.queued": {"排队中", "Queued"},
	"status.sent":   {"已送达平台", "Sent"},
	"status.failed": {"发送失败", "Not delivered"},
	"line.opened":   {"已转人工", "Handed over to a person"},
	"line.taken":    {" 接手了会话", " took the case"},
	"line.resolved": {" 解决了会话", " resolved the case"},

	"ctx.why":       {"为什么转人工", "Why a person is needed"},
	"ctx.score":     {"触发时的情绪", "Feeling when handed over"},
	"ctx.facts":     {"客户与案件", "Customer and claim"},
	"ctx.answers":   {"问卷作答", "Answers so far"},
	"ctx.steps":     {"处理进度", "Progress"},
	"ctx.result":    {"处理结果", "Outcome"},
	"ctx.noanswer":  {"客户还没有作答", "No answers yet"},
	"skipped":       {"跳过", "Skipped"},
	"unsure":        {"不清楚", "Not sure"},
	"read.as":       {"读作 %s，把握 %d%%", "read as %s, %d%% sure"},
	"read.not":      {"没读懂，原话留存", "not understood, kept as words"},
	"yes":           {"是", "Yes"},
	"no":            {"否", "No"},
	"nps.promoter":  {"推荐者", "Promoter"},
	"nps.passive":   {"中立者", "Passive"},
	"nps.detractor": {"贬损者", "Detractor"},

	"fact.touchpoint": {"触点", "Touchpoint"},
	"fact.journey":    {"旅程", "Journey"},
	"fact.survey":     {"问卷", "Survey"},
	"fact.survey_end": {"问卷状态", "Survey status"},
	"end.completed":   {"已结束", "Ended"},
	"end.partial":     {"客户提前结束", "Left early"},
	"end.declined":    {"不愿参加", "Declined"},
	"end.expired":     {"超时未答完", "Expired"},
	"end.opted_out":   {"已退订", "Opted out"},
	"end.screened":    {"不在调查范围", "Screened out"},
	"fact.customer":   {"客户号", "Customer no."},
	"var.claim":       {"报案号", "Claim no."},
	"var.claim_no":    {"报案号", "Claim no."},
	"var.claim_id":    {"报案号", "Claim no."},
	"var.policy":      {"保单号", "Policy no."},
	"var.policy_no":   {"保单号", "Policy no."},
	"var.product":     {"产品", "Product"},
	"var.amount":      {"赔付金额", "Amount paid"},
	"var.paid":        {"赔付金额", "Amount paid"},
	"var.days":        {"历时（天）", "Days taken"},
	"var.plate":       {"车牌", "Plate"},
	"var.pet":         {"宠物", "Pet"},
	"var.pet_name":    {"宠物", "Pet"},
	"var.name":        {"称呼", "Name"},
	"var.phone":       {"手机", "Phone"},
	"var.branch":      {"机构", "Branch"},
	"var.adjuster":    {"定损员", "Adjuster"},
	"var.closed_at":   {"结案日期", "Closed on"},

	"step.opened":   {"转人工", "Handed over"},
	"step.taken":    {"接手", "Taken"},
	"step.replied":  {"首次回复", "First reply"},
	"step.resolved": {"解决", "Resolved"},

	"score.neg":      {"负面", "Negative"},
	"score.neu":      {"中性", "Neutral"},
	"score.pos":      {"正面", "Positive"},
	"score.mixed":    {"褒贬参半", "Mixed"},
	"score.unknown":  {"未能判断", "Not known"},
	"score.rule":     {"需要留意", "Needs attention"},
	"source.rating":  {"评分", "Rating"},
	"source.options": {"选项", "Options"},
	"source.text":    {"文字", "Words"},
	"score":          {"情绪", "Feeling"},

	"resolve.title": {"解决会话", "Resolve the case"},
	"resolve.s":     {"提交后，机器人会询问客户是否已解决。", "The bot then asks the customer whether it is solved."},
	"cause":         {"根本原因", "Root cause"},
	"cause.pick":    {"请选择…", "Choose…"},
	"action":        {"处理措施", "What was done"},
	"action.h":      {"例如：已联系定损员，今日 18 点前出具复核结果", "For example: adjuster contacted, review due today by 18:00"},

	"cause.delay":       {"时效太慢", "Delay"},
	"cause.contact":     {"联系不上、无人跟进", "No contact, no follow-up"},
	"cause.amount":      {"赔付金额争议", "Amount in dispute"},
	"cause.documents":   {"材料反复、流程繁琐", "Documents, paperwork"},
	"cause.attitude":    {"服务态度", "Attitude"},
	"cause.partner":     {"维修厂、医院等合作方", "Garage, hospital or other partner"},
	"cause.system":      {"系统或渠道故障", "System or channel fault"},
	"cause.clarity":     {"条款或说明不清", "Unclear terms or explanation"},
	"cause.false_alarm": {"误触发，无需处理", "False alarm"},
	"cause.other":       {"其他", "Other"},

	"keys":       {"键盘快捷键", "Keyboard shortcuts"},
	"keys.next":  {"下一个会话", "Next case"},
	"keys.prev":  {"上一个会话", "Previous case"},
	"keys.take":  {"接手", "Take"},
	"keys.reply": {"写回复", "Write a reply"},
	"keys.solve": {"解决", "Resolve"},
	"keys.esc":   {"离开输入框、关闭", "Leave the field, close"},
	"keys.help":  {"显示快捷键", "Show shortcuts"},
	"keys.send":  {"发送", "Send"},
	"keys.break": {"换行", "Line break"},
}
