// Package dialog is the survey engine: a finite-state dialog that asks, reads and branches.
//
// [Step] is pure: the same survey, session, event and time give the same session and effects. The
// package does no I/O, reads no clock and writes no log; it imports nothing of Huiyin but its own
// subpackages (answer reads replies; surveyfile compiles YAML into a [Survey]; transcript plays
// golden dialogs).
//
// A survey is one finite-state machine (looplab/fsm). Its states are the questions, the sections that hold
// some of them, and the life-cycle states below; its events are the named routes of the questions and stop, escalate,
// resume, expire and remind. A session is pinned to the version of the survey it began with.
//
// From the escalating step on the bot says nothing until the conversation is resumed.
package dialog
