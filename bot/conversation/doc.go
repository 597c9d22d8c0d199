// Package conversation handles one message of one conversation: it is the place where dialog,
// scoring and handoff meet.
//
// [Handler.Handle] takes the conversation's document and one message and gives the new document
// with everything that must be committed beside it: messages to send, events for the record and
// the time of the next wake-up. Given the same input it gives the same output, so a message that
// is handled again after a crash commits the same ids.
//
// The customer's words, button presses, timers, invitations and an agent's take, reply and resolve
// all come through here, one at a time: that is why a person and the bot never talk over each
// other.
//
// What the policy wants looked at later is in the audit log under "conversation:<session id>". A
// customer who blocked the chat is opted out until they come back; who said 退订 until they open an
// invitation themselves.
package conversation
