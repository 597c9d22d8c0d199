package lexicon

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"huiyin/scoring/internal/fold"
	"huiyin/scoring/internal/listfile"
)

// Lexicon is a word list, ready to read with; immutable.
type Lexicon struct {
	version  int
	words    map[string]float64 // folded; 0: neutral
	longest  int                // of the words, in runes
	patterns []pattern

	negators, forbids, boosters, contrast, wishes, past, now wordSet
}

type pattern struct {
	value float64
	match *regexp.Regexp
}

// file is the list as written. Words stand under their value.
type file struct {
	Version  int                        `yaml:"version"`
	Words    map[string][]listfile.Text `yaml:"words"`
	Neutral  []listfile.Text            `yaml:"neutral"`
	Patterns []struct {
		Value listfile.Text `yaml:"value"`
		Match listfile.Text `yaml:"match"`
	} `yaml:"patterns"`
	Negators []string `yaml:"negators"`
	Forbids  []string `yaml:"forbids"`
	Boosters []string `yaml:"boosters"`
	Contrast []string `yaml:"contrast"`
	Wishes   []string `yaml:"wishes"`
	Past     []string `yaml:"past"`
	Now      []string `yaml:"now"`
}

// Parse reads a word list. An error is name:line:col with the line, where it has a place.
func Parse(name string, data []byte) (*Lexicon, error) {
	var f file
	at, err := listfile.Decode(name, data, &f)
	if err != nil {
		return nil, err
	}
	l := &Lexicon{
		version: f.Version, words: map[string]float64{},
		negators: set(f.Negators), forbids: set(f.Forbids), boosters: set(f.Boosters), contrast: set(f.Contrast),
		wishes: set(f.Wishes), past: set(f.Past), now: set(f.Now),
	}
	for key, list := range f.Words {
		v, ok := value(key)
		if !ok {
			return nil, at.Whole(fmt.Sprintf("words under %q: want a value from -1 to 1, not 0", key))
		}
		if err := l.add(at, v, list); err != nil {
			return nil, err
		}
	}
	if len(l.words) == 0 {
		return nil, at.Whole("there are no words in it")
	}
	if err := l.add(at, 0, f.Neutral); err != nil {
		return nil, err
	}
	for _, p := range f.Patterns {
		v, ok := value(p.Value.Value)
		if !ok {
			return nil, at.Errorf(p.Value, "value %q: want a number from -1 to 1, not 0", p.Value.Value)
		}
		re, err := regexp.Compile(p.Match.Value)
		if err != nil {
			return nil, at.Errorf(p.Match, "pattern: %v", err)
		}
		l.patterns = append(l.patterns, pattern{v, re})
	}
	return l, nil
}

func value(s string) (float64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v >= -1 && v <= 1 && v != 0
}

func (l *Lexicon) add(at *listfile.File, v float64, list []listfile.Text) error {
	for _, t := range list {
		w := folded(t.Value)
		if w == "" {
			return at.Errorf(t, "empty word")
		}
		if _, twice := l.words[w]; twice {
			return at.Errorf(t, "word %q is there twice", t.Value)
		}
		l.words[w] = v
		l.longest = max(l.longest, utf8.RuneCountInString(w))
	}
	return nil
}

// Version names the list for a score.
func (l *Lexicon) Version() string { return fmt.Sprintf("lexicon/%d", l.version) }

// Words lists the words with a feeling, sorted.
func (l *Lexicon) Words() []string {
	var words []string
	for w, v := range l.words {
		if v != 0 {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	return words
}

func folded(s string) string { return string(fold.Runes([]rune(s))) }
