// Package answer reads what people type in reply to a question, in Chinese and English: numbers,
// yes and no, options, dates, consent, and the few words that work everywhere.
//
// Every function is pure and total: any string is allowed, nothing panics, and no clock is read.
// When in doubt the answer is "not ok": asking again costs a moment, a wrong answer is never found
// again. All readers compare folded text (see [Fold]), so width, case, the common traditional
// characters, circled digits and emoji modifiers make no difference.
//
// The package uses the standard library only and is imported by package dialog.
package answer
