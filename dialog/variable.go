package dialog

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Check gives an error when x is no value of the variable, and cannot be read as one: a session would
// go on with the default, and nobody would know. Invitations come from many systems, so "12" is a
// number and 12 may be words. The error does not hold x: it may name a customer.
func (v Variable) Check(x any) error {
	ok := true
	text, isText := x.(string)
	switch v.Type {
	case "number":
		switch n := x.(type) {
		case float64:
			ok = finite(n)
		case int, int64, uint64:
		default:
			_, ok = numberIn(text)
			ok = ok && isText
		}
	case "bool":
		if _, is := x.(bool); !is {
			_, err := strconv.ParseBool(strings.TrimSpace(text))
			ok = isText && err == nil
		}
	case "string":
		switch x.(type) {
		case string, float64, bool, int, int64, uint64:
		default:
			ok = false
		}
	}
	if !ok {
		return fmt.Errorf("want a %s, as the survey declares it", v.Type)
	}
	return nil
}

// numberIn reads the number that text is. “NaN” and “Inf” are none: JSON has no number for them, and a
// session that held one could not be stored.
func numberIn(text string) (n float64, ok bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return n, err == nil && finite(n)
}

func finite(n float64) bool { return !math.IsNaN(n) && !math.IsInf(n, 0) }
