package simulate

import (
	"time"
	"unicode/utf8"
)

// How fast people read and answer on a phone. These are assumptions, on the slow side: about 300
// Chinese characters or 200 English words a minute read, 45 Chinese or 150 English characters a
// minute typed, two seconds to think and one to tap.
const (
	readsZh = 5  // characters a second
	readsEn = 17 // the same, of English
	typesZh = 0.75
	typesEn = 2.5
	thinks  = 2 * time.Second
	taps    = time.Second
	// Nobody types more than this: longer words were pasted.
	longest = 60
)

// Assumptions tells what Report.Duration rests on.
const Assumptions = "reading 300 zh characters or 200 en words a minute, typing 45 zh or 150 en characters a minute, 2 s to think, 1 s to tap"

// effort is how long somebody reads text and answers it.
func effort(lang, text, answer string, tapped bool) time.Duration {
	reads, types := float64(readsZh), float64(typesZh)
	if lang == "en" {
		reads, types = readsEn, typesEn
	}
	spent := thinks + seconds(float64(utf8.RuneCountInString(text))/reads)
	n := utf8.RuneCountInString(answer)
	if tapped || n > longest {
		return spent + taps
	}
	return spent + seconds(float64(n)/types)
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
