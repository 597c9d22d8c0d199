package answer

import "strings"

// lightWords do not change what an English clause answers.
var lightWords = set("it it's its that that's this is has have been was were now all i we am are thanks thank you very much the problem issue matter already just got a an please finally yes_sir sir completely fully quite to with for your my everything")

// englishClause compares the clause whole, by its first word, and then without its light words.
func englishClause(c string, yes, no map[string]bool) verdict {
	c = strings.ReplaceAll(c, "can not", "cannot")
	if no[c] {
		return denies
	}
	if yes[c] {
		return says
	}
	words := strings.Fields(strings.NewReplacer("n't", " not", "hasnt", "has not", "isnt", "is not", "dont", "do not").Replace(c))
	if len(words) == 0 || len(words) > 12 {
		return silent
	}
	if v := byFirstWord(words); v != silent {
		return v
	}
	var kept []string
	for _, w := range words {
		if !lightWords[w] {
			kept = append(kept, w)
		}
	}
	core := strings.Join(kept, " ")
	switch {
	case no[core]:
		return denies
	case yes[core]:
		return says
	}
	return silent
}

// byFirstWord reads "yes I would like to" and "no I had to call again". A turn in the same clause
// tears it.
func byFirstWord(words []string) verdict {
	first := silent
	switch words[0] {
	case "yes", "yeah", "yep", "yup":
		first = says
	case "no", "nope", "nah":
		first = denies
	default:
		return silent
	}
	for _, w := range words[1:] {
		switch w {
		case "not", "no", "never":
			if first == says {
				return torn
			}
		case "but", "yes", "however", "though", "problem", "doubt", "worries", "idea", "one", "matter":
			return torn
		}
	}
	return first
}
