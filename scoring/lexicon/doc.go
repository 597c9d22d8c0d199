// Package lexicon reads the feeling in words from a list of words, with negation, strengthening,
// contrast and wishes. It is the stand-in for a trained reader behind scoring.TextReader: it sees
// only what its list holds, and says nothing (unknown) of the rest.
package lexicon
