// Package spelling finds what somebody meant who misspelt a name: a key, an id, a variable.
package spelling

import (
	"slices"
	"strings"
)

// maxListed bounds how many names a hint lists: more are looked up in the file.
const maxListed = 12

// Meant gives the name that word was meant to be: the nearest one, when it is near enough: one slip in
// a word, two in one of four letters, three in one of seven. Case and - for _ are no slips.
func Meant(word string, names []string) (name string, ok bool) {
	best, fewest := "", 4
	for _, n := range names {
		if d := distance([]rune(folded(word)), []rune(folded(n))); d < fewest && d < len([]rune(n)) {
			best, fewest = n, d
		}
	}
	return best, fewest == 0 || fewest <= 3 && fewest*3 <= len([]rune(word))+2
}

func folded(name string) string { return strings.ToLower(strings.ReplaceAll(name, "-", "_")) }

// Near asks whether word was meant to be one of names, or is "".
func Near(word string, names []string) string {
	if name, ok := Meant(word, names); ok && word != "" {
		return `did you mean "` + name + `"?`
	}
	return ""
}

// Hint tells which name word was meant to be, or which there are: “did you mean "nps"?”, “there are nps,
// why”. It is "" when there are none or too many.
func Hint(word string, names []string) string {
	seen := map[string]bool{"": true, word: true}
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		told := seen[n]
		seen[n] = true
		return told
	})
	if near := Near(word, names); near != "" {
		return near
	}
	switch n := len(names); {
	case n == 0 || n > maxListed:
		return ""
	case n == 1:
		return `there is "` + names[0] + `"`
	}
	return "there are " + strings.Join(names, ", ")
}

// distance counts insertions, deletions, replacements and swaps of neighbours between a and b.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
