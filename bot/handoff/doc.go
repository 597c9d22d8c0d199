// Package handoff decides when a person takes over, and keeps the case until it is resolved.
//
// [Policy.Decide] and the transitions of a [Case] are pure: no I/O, no clock. Every decision names
// the rules that made it and the words that fired them, so that an agent sees why.
package handoff
