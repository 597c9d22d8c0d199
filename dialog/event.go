package dialog

import "time"

// EventKind is what happened to a session.
type EventKind string

// The kinds of Event.
const (
	EvBegin  EventKind = "begin"  // start: say the notice or ask question 1
	EvReply  EventKind = "reply"  // the customer wrote or pressed a button
	EvTimer  EventKind = "timer"  // the time that WakeAt named has come
	EvResume EventKind = "resume" // the case is resolved: ask whether it is solved
	EvStop   EventKind = "stop"   // the customer left the platform (unfollowed, blocked)
)

// Event is one thing that happened.
type Event struct {
	Kind     EventKind
	Text     string    // words written, or the label of the button
	Button   string    // value of the button pressed
	Media    *Media    // sent instead of words or with them, which Text then holds
	Voice    bool      // spoken; Text is what the platform wrote down of it, mostly nothing
	Score    Score     // what scoring made of the reply
	Escalate bool      // the policy decided that a person takes over
	Full     []string  // quotas in which no place is left for who holds none yet
	At       time.Time // when the reply came: "yesterday" counts from it. Zero: Step's now, Read's Heard
}

// Score is what a route may ask about the reply: score.known, score.value, score.label.
type Score struct {
	Known bool
	Value float64 // -1 … 1
	Label string  // "neg", "neu", "pos", "mixed", "unknown"
}

// Command is a word that works everywhere.
type Command string

// The commands.
const (
	CmdNone  Command = ""
	CmdHuman Command = "human" // 转人工
	CmdStop  Command = "stop"  // 退订, STOP
	CmdSkip  Command = "skip"  // 跳过

	// Within a survey only:
	CmdUnsure Command = "unsure" // 不清楚
	CmdBack   Command = "back"   // 上一题
	CmdHelp   Command = "help"   // 什么意思？
	CmdLang   Command = "lang"   // English please; Reading.Lang says which
	CmdLeave  Command = "leave"  // 先到这吧: no more of this survey; its answers are kept
	CmdLater  Command = "later"  // 晚点回复
	CmdAsk    Command = "ask"    // 这个要多久？: asks what the bot cannot answer
)

// Reading is what the survey makes of a reply before it is scored and stepped.
type Reading struct {
	Question *Question // the question it answers; nil outside a question, at the notice too
	Asked    string    // the question's words as the customer saw them
	Command  Command
	Lang     string    // the language wished for, with CmdLang
	Corrects bool      // it corrects the answer to an earlier question, which Question is then
	Stale    bool      // a button of an earlier prompt or another session: changes nothing
	Received bool      // a photo, place or card came that was not asked for: kept, and no misunderstanding
	OK       bool      // it could be read as an answer
	Answer   Answer    // when OK; at the notice it is called "consent", type yesno, and is not recorded
	Labels   []string  // the chosen options' words
	Valences []float64 // the chosen options' valences

	How        string  // how it was understood, in a few English words; "pressed" for a button
	Confidence float64 // 0 to 1: how sure that is
	Nearest    []int   // of an unclear answer: places, in the prompt, of those it may mean, to offer once
}

// Pressed reports whether the reply is a press of a button.
func (r Reading) Pressed() bool { return r.How == howPressed }

// Misunderstood reports whether the reply was meant as an answer and could not be read as one. The
// policy counts it on top of Session.Misread. One that is read in part, so that there are nearest
// answers to offer, is none.
func (r Reading) Misunderstood() bool {
	return r.Question != nil && r.Question.Type != Gate && !r.OK && !r.Stale && !r.Received && r.Command == CmdNone && len(r.Nearest) == 0
}

// Effect is one thing to be done about a step: [Say], [Answered], [Ended].
type Effect interface{ effect() }

// Say tells the customer something.
type Say struct {
	Text    string
	Buttons []Button
	Inline  bool     // lay the buttons side by side (a scale)
	Request *Request // what the app may offer to send; nil nothing
}

// Button is one tappable answer. Value is a decimal number that binds it to the session (Nonce),
// the prompt (Turn) and the option; one of an earlier prompt is recognised as stale.
type Button struct{ Label, Value string }

// Answered records an answer.
type Answered struct{ Answer Answer }

// Ended says that the session has come to its end in State.
type Ended struct{ State State }

// Escalated says that the session stands still for a person from here on.
type Escalated struct{}

func (Say) effect()       {}
func (Answered) effect()  {}
func (Ended) effect()     {}
func (Escalated) effect() {}
