// Package scoring says how a customer feels from one reply, with reasons.
//
// A [Score] combines what the customer chose (rating, options), what they wrote (a [TextReader]:
// the lexicon now, a trained encoder later, behind the same interface) and rules for what must
// never be missed. Unknown is not neutral: a reply nothing could be read from has Known == false.
//
// The package does no I/O, reads no clock and writes no log; it imports nothing of Huiyin but its
// own subpackages.
package scoring
