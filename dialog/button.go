package dialog

import "strconv"

// A button's value binds it to its session, its prompt and its option. Every channel carries
// decimal numbers of 31 bits (WeChat's menu ids are not known to take more):
//
//	nonce (12) | turn (11) | option index (8)
//
// A press of an older prompt, or of another session in the same chat, is thereby told apart and
// changes nothing.
const (
	nonceBits = 12
	turnBits  = 11
	indexBits = 8
)

func (s *Session) button(index int) string {
	v := uint64(s.Nonce&(1<<nonceBits-1))<<(turnBits+indexBits) |
		uint64(s.Turn&(1<<turnBits-1))<<indexBits |
		uint64(index&(1<<indexBits-1))
	return strconv.FormatUint(v, 10)
}

// pressed gives the option index of a button of the current prompt.
func (s *Session) pressed(value string) (index int, ok bool) {
	v, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return 0, false
	}
	index = int(v & (1<<indexBits - 1))
	return index, s.button(index) == value
}

func (s *Session) buttons(labels []string) []Button {
	if len(labels) == 0 {
		return nil
	}
	out := make([]Button, 0, len(labels))
	for i, l := range labels {
		out = append(out, Button{Label: l, Value: s.button(i)})
	}
	return out
}
