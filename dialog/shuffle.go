package dialog

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
)

// shuffled gives the question with its options in the session's order: who stands first is chosen
// more often, and over many sessions each does. The order follows from the ids of session, question
// and option alone, so that every asking, button and reply of the session sees the same.
func (q *Question) shuffled(sess *Session) *Question {
	if !q.Shuffle {
		return q
	}
	type lot struct {
		option Option
		drawn  [sha256.Size]byte
	}
	var loose []lot
	for _, o := range q.Options {
		if !o.anchored() {
			loose = append(loose, lot{o, sha256.Sum256([]byte(sess.ID + "\x00" + q.ID + "\x00" + o.ID))})
		}
	}
	slices.SortFunc(loose, func(a, b lot) int { return bytes.Compare(a.drawn[:], b.drawn[:]) })
	mixed := *q
	mixed.Options = slices.Clone(q.Options)
	for i, o := range q.Options {
		if !o.anchored() {
			mixed.Options[i], loose = loose[0].option, loose[1:]
		}
	}
	return &mixed
}

// anchored reports whether the option stays in its place: “other” and “none” belong at the end.
func (o Option) anchored() bool { return o.Anchored || o.Other || o.Exclusive }

// shuffle checks what is to be shuffled.
func (c *checker) shuffle(at string, q *Question) {
	if q.Shuffle && !q.Type.hasOptions() {
		c.at(at+".shuffle", "shuffle is for choice, multi and ranking: leave it out")
	}
	for i, o := range q.Options {
		if o.Anchored && !q.Shuffle {
			c.at(fmt.Sprintf("%s.options[%d].anchored", at, i), "nothing moves without shuffle: true; add that to the question, or leave anchored out")
		}
	}
}
