package rules

import (
	"regexp"

	"huiyin/scoring/internal/listfile"
)

// file is the list as written.
type file struct {
	Version  int           `yaml:"version"`
	Negation listfile.Text `yaml:"negation"`
	Past     listfile.Text `yaml:"past"`
	Settled  listfile.Text `yaml:"settled"`
	Rules    []struct {
		ID      listfile.Text   `yaml:"id"`
		Settles bool            `yaml:"settles"`
		Phrases []listfile.Text `yaml:"phrases"`
		Unless  []listfile.Text `yaml:"unless"`
	} `yaml:"rules"`
}

// Parse reads rules. An error is name:line:col with the line, where it has a place.
func Parse(name string, data []byte) (*Rules, error) {
	var f file
	at, err := listfile.Decode(name, data, &f)
	if err != nil {
		return nil, err
	}
	r := &Rules{version: f.Version}
	if f.Negation.Value == "" {
		return nil, at.Whole("negation: want a regular expression")
	}
	for _, c := range []struct {
		from listfile.Text
		to   **regexp.Regexp
	}{{f.Negation, &r.negation}, {f.Past, &r.past}, {f.Settled, &r.settled}} {
		if *c.to, err = compile(at, c.from); err != nil {
			return nil, err
		}
	}
	seen := map[string]bool{}
	for _, raw := range f.Rules {
		if raw.ID.Value == "" || seen[raw.ID.Value] || len(raw.Phrases) == 0 {
			return nil, at.Errorf(raw.ID, "rule %q: its id is missing or used twice, or it has no phrases", raw.ID.Value)
		}
		seen[raw.ID.Value] = true
		one := rule{id: raw.ID.Value, settles: raw.Settles}
		if one.phrases, err = compileAll(at, raw.Phrases); err != nil {
			return nil, err
		}
		if one.unless, err = compileAll(at, raw.Unless); err != nil {
			return nil, err
		}
		r.rules = append(r.rules, one)
	}
	if len(r.rules) == 0 {
		return nil, at.Whole("there are no rules in it")
	}
	return r, nil
}

// nothing matches nothing: it stands for an expression left out.
var nothing = regexp.MustCompile(`[^\x{0}-\x{10FFFF}]`)

func compile(at *listfile.File, t listfile.Text) (*regexp.Regexp, error) {
	if t.Value == "" {
		return nothing, nil
	}
	re, err := regexp.Compile(t.Value)
	if err != nil {
		return nil, at.Errorf(t, "%v", err)
	}
	return re, nil
}

func compileAll(at *listfile.File, texts []listfile.Text) ([]*regexp.Regexp, error) {
	var out []*regexp.Regexp
	for _, t := range texts {
		re, err := compile(at, t)
		if err != nil {
			return nil, err
		}
		out = append(out, re)
	}
	return out, nil
}
