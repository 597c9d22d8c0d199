package lexicon

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// Lexicon is a word list, ready to read with; immutable.
type Lexicon struct {
	version                              int
	words                                map[string]float64 // folded
	longest                              int                // of the words, in runes
	patterns                             []pattern
	negators, boosters, contrast, wishes map[string]bool
}

type pattern struct {
	value float64
	match *regexp.Regexp
}

type file struct {
	Version  int                 `yaml:"version"`
	Words    map[string][]string `yaml:"words"` // by value
	Patterns []struct {
		Value float64 `yaml:"value"`
		Match string  `yaml:"match"`
	} `yaml:"patterns"`
	Negators []string `yaml:"negators"`
	Boosters []string `yaml:"boosters"`
	Contrast []string `yaml:"contrast"`
	Wishes   []string `yaml:"wishes"`
}

// Parse reads a word list. Errors of form are name:line:col with the line shown; of content, they
// name the word.
func Parse(name string, data []byte) (*Lexicon, error) {
	var f file
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		return nil, placed(name, err)
	}
	l := &Lexicon{
		version: f.Version, words: map[string]float64{},
		negators: set(f.Negators), boosters: set(f.Boosters), contrast: set(f.Contrast), wishes: set(f.Wishes),
	}
	for key, list := range f.Words {
		v, err := strconv.ParseFloat(key, 64)
		if err != nil || v < -1 || v > 1 || v == 0 {
			return nil, fmt.Errorf("%s: words under %q: want a value from -1 to 1, not 0", name, key)
		}
		for _, w := range list {
			w = fold(w)
			if _, twice := l.words[w]; twice || w == "" {
				return nil, fmt.Errorf("%s: word %q is empty or stands twice", name, w)
			}
			l.words[w] = v
			l.longest = max(l.longest, utf8.RuneCountInString(w))
		}
	}
	for _, p := range f.Patterns {
		re, err := regexp.Compile(p.Match)
		if err != nil {
			return nil, fmt.Errorf("%s: pattern %q: %w", name, p.Match, err)
		}
		l.patterns = append(l.patterns, pattern{p.Value, re})
	}
	if len(l.words) == 0 {
		return nil, fmt.Errorf("%s: there are no words in it", name)
	}
	return l, nil
}

// placed gives an error of the YAML library its place.
func placed(name string, err error) error {
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	pos := ye.GetToken().Position
	return fmt.Errorf("%s:%d:%d: %s\n%s", name, pos.Line, pos.Column, ye.GetMessage(), yaml.FormatError(err, false, true))
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[fold(w)] = true
	}
	return m
}

// Version names the list for a score.
func (l *Lexicon) Version() string { return fmt.Sprintf("lexicon/%d", l.version) }

// Words lists the words with a feeling, sorted.
func (l *Lexicon) Words() []string {
	words := make([]string, 0, len(l.words))
	for w := range l.words {
		words = append(words, w)
	}
	slices.Sort(words)
	return words
}

func fold(s string) string { return strings.ToLower(s) }
