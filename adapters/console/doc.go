// Package console is the channel of "huiyin chat SURVEY": one conversation at a terminal, or fed
// from a pipe.
//
// Lines typed become messages; bot messages are printed with numbered answers, and a number typed
// presses one. A scale whose answers are numbers themselves is not numbered, as the number typed
// is the answer. Not for production: whoever holds the terminal is the customer.
package console
