// Package rules finds what must never be missed in a reply, whatever its tone: the regulator, a
// lawyer, the media, distress, a refused refund, the wish for a person. It minds negation (“不用找律师”).
package rules
