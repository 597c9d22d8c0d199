// Package deadroute finds routes that no answer can take: the routes before them always match first,
// or their own condition never holds.
//
// Likewise it finds questions whose own condition holds for no answer to the one question it asks about.
//
// Only conditions that ask about the answer alone are decided, by trying every answer there is: each
// point of a scale, each option, each set of options, no answer at all, and for numbers the bounds and
// both sides of every number that a condition names. A condition that asks about anything else
// (another answer, a variable, the score, the attempts, the language) is taken for possible, so what is
// reported is certain and not all is found; huiyin simulate finds the rest by trying.
package deadroute
