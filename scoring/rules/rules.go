package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"huiyin/scoring"
)

// Rules are the compiled rules; immutable.
type Rules struct {
	version  int
	negation *regexp.Regexp
	rules    []rule
}

var _ scoring.RuleReader = (*Rules)(nil)

type rule struct {
	id      string
	phrases []*regexp.Regexp
	unless  []*regexp.Regexp
}

type file struct {
	Version  int    `yaml:"version"`
	Negation string `yaml:"negation"`
	Rules    []struct {
		ID      string   `yaml:"id"`
		Phrases []string `yaml:"phrases"`
		Unless  []string `yaml:"unless"`
	} `yaml:"rules"`
}

// Parse reads rules. Errors of form are name:line:col with the line shown; of content, they name
// the rule.
func Parse(name string, data []byte) (*Rules, error) {
	var f file
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		var ye yaml.Error
		if errors.As(err, &ye) && ye.GetToken() != nil {
			pos := ye.GetToken().Position
			return nil, fmt.Errorf("%s:%d:%d: %s\n%s", name, pos.Line, pos.Column, ye.GetMessage(), yaml.FormatError(err, false, true))
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Rules{version: f.Version}
	var err error
	if r.negation, err = regexp.Compile(f.Negation); err != nil || f.Negation == "" {
		return nil, fmt.Errorf("%s: negation: want a regular expression: %v", name, err)
	}
	seen := map[string]bool{}
	for _, raw := range f.Rules {
		if raw.ID == "" || seen[raw.ID] || len(raw.Phrases) == 0 {
			return nil, fmt.Errorf("%s: rule %q: its id is missing or used twice, or it has no phrases", name, raw.ID)
		}
		seen[raw.ID] = true
		compiled := rule{id: raw.ID}
		if compiled.phrases, err = compile(raw.Phrases); err == nil {
			compiled.unless, err = compile(raw.Unless)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: rule %s: %w", name, raw.ID, err)
		}
		r.rules = append(r.rules, compiled)
	}
	if len(r.rules) == 0 {
		return nil, fmt.Errorf("%s: there are no rules in it", name)
	}
	return r, nil
}

func compile(expressions []string) ([]*regexp.Regexp, error) {
	var out []*regexp.Regexp
	for _, e := range expressions {
		re, err := regexp.Compile(e)
		if err != nil {
			return nil, err
		}
		out = append(out, re)
	}
	return out, nil
}

// Version names the rules for a score.
func (r *Rules) Version() string { return fmt.Sprintf("rules/%d", r.version) }

// ReadRules gives the rules that fire on text, in the order of the list.
func (r *Rules) ReadRules(text string) []scoring.Hit {
	folded := strings.ToLower(text)
	if len(folded) != len(text) { // a letter whose lower case is longer: show the folded words
		text = folded
	}
	var hits []scoring.Hit
	for _, rule := range r.rules {
		if words := rule.words(text, folded, r.negation); len(words) > 0 {
			hits = append(hits, scoring.Hit{ID: rule.id, Words: words})
		}
	}
	return hits
}

// words gives what fires the rule, as written.
func (r rule) words(text, folded string, negation *regexp.Regexp) []string {
	var words []string
	for _, p := range r.phrases {
		for _, at := range p.FindAllStringIndex(folded, -1) {
			w := text[at[0]:at[1]]
			if negation.MatchString(folded[:at[0]]) || r.excused(folded, at) || slices.Contains(words, w) {
				continue
			}
			words = append(words, w)
		}
	}
	return words
}

// excused reports whether an unless phrase overlaps the hit.
func (r rule) excused(folded string, hit []int) bool {
	for _, u := range r.unless {
		for _, at := range u.FindAllStringIndex(folded, -1) {
			if at[0] < hit[1] && hit[0] < at[1] {
				return true
			}
		}
	}
	return false
}
