// Package transcript is the golden-dialog format: a conversation as a text file that can be read,
// played against a survey and compared.
//
//	# An unhappy customer is handed over in the middle of the survey.
//	survey: motor-claim
//	lang: zh
//	vars: {"claim_no": "C-1"}
//	full: cats, dogs                  quotas in which no place is left
//
//	< 您的理赔 C-1 已结案……           what the bot says; more lines continue the message
//	[ 同意 | 不同意 ]                 the buttons under it
//	>> 同意                           the customer presses the button so labelled
//	< 您有多大可能……
//	[ 0 | 1 | … ]
//	~ score -0.8                      the score of the next reply, -1 … 1 or unknown
//	> 3分，定损拖了九天               the customer writes
//	> [photo 左前门]                  sends a photo, perhaps with words under it,
//	> [location 31.2304,121.4737 人民广场]   a place, or
//	> [contact 王芳 13800138000]      somebody's card; [voice] is speech
//	! handoff 负面情绪                a person takes over at the reply above
//	< 很抱歉……
//	= with_agent                      the state here
//	= resume                          the case is resolved
//	@ +25h                            time passes; timers fire
//	= completed                       the end is always shown
//
// Lines that begin with >, >>, ~, @ and "= resume" happen; those that begin with <, [ and = are
// what comes of it. "! handoff" is what comes of it when a policy decides (Options.Decide), and
// happens when there is none. [Play] writes the same format, so a golden file is right when
// playing it gives it back.
//
// The session is turned into JSON and back before every event, as the bot does.
package transcript
