package answer

import "strings"

var smallNumbers = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"once": 1, "twice": 2,
}

var largeNumbers = map[string]float64{"hundred": 100, "thousand": 1e3, "grand": 1e3, "million": 1e6}

// englishAt reads the words of one number from s[i:]: "twelve thousand five hundred", "two hundred
// and fifty", "twenty-one". Two small numbers beside each other are two numbers.
func englishAt(s string, i int) (value float64, to int, ok bool) {
	total, part, last := 0.0, 0.0, ""
	to = i
	for j := i; j < len(s); {
		w := s[j : j+latin(s[j:])]
		small, isSmall := smallNumbers[w]
		large, isLarge := largeNumbers[w]
		switch {
		case isSmall && (last == "" || last == "large" || last == "tens" && small < 10 && small > 0):
			part, last = part+small, "small"
			if small >= 20 {
				last = "tens"
			}
		case isLarge && last != "":
			last = "large"
			if large > 100 {
				total, part = total+part*large, 0
			} else {
				part *= large
			}
		case w == "and" && last == "large" && nextIsSmall(s[j+len(w):]):
			j += len(w) + 1
			continue
		default:
			return total + part, to, last != ""
		}
		to = j + len(w)
		j = to
		if j < len(s) && (s[j] == ' ' || s[j] == '-') {
			j++
		}
	}
	return total + part, to, last != ""
}

func nextIsSmall(s string) bool {
	s = strings.TrimLeft(s, " ")
	_, ok := smallNumbers[s[:latin(s)]]
	return ok
}

// latin is the length of the Latin word that s begins with.
func latin(s string) int {
	n := 0
	for n < len(s) && isASCIILetter(rune(s[n])) {
		n++
	}
	return n
}
