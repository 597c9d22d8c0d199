package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"huiyin/bot/catalog"
	"huiyin/configs"
	"huiyin/dialog"
	"huiyin/dialog/revision"
	"huiyin/dialog/surveyfile"
)

// versions compares surveys with what customers met before.
type versions struct {
	t         terminal
	config    configs.Options
	folder    string // "" the data folder of the configuration, if there is one
	strict    bool
	published map[string]catalog.Published // by survey id; nil: there is nothing to compare with
}

func (v *versions) bind(fset *flag.FlagSet, t terminal) {
	v.t, v.config = t, configs.Options{Env: t.env}
	fset.StringVar(&v.folder, "published", "", "`folder` or file of the surveys as published; default: those kept in the data folder")
	fset.BoolVar(&v.strict, "strict", false, "refuse edits that change what answers mean (with -published)")
	fset.Func("config", "configuration `file` that names the data folder (default ./"+configs.DefaultFile+")", func(file string) error {
		v.config.File, v.config.FileSet = file, true
		return nil
	})
}

// load reads what was published.
func (v *versions) load() (err error) {
	folder := v.folder
	if folder == "" {
		folder = v.kept()
	}
	if folder != "" {
		if v.published, err = catalog.LastPublished(folder); err != nil {
			return err
		}
		if len(v.published) == 0 && v.folder != "" {
			return fmt.Errorf("%s: there are no published surveys here", folder)
		}
	}
	if v.strict && v.published == nil {
		return usagef("-strict has nothing to compare with: name the published surveys with -published")
	}
	return nil
}

// kept is where serve keeps the versions that it serves, or "" when it never ran here. A
// configuration that is wrong is said, and keeps no survey from being checked.
func (v *versions) kept() string {
	cfg, err := configs.Load(v.config)
	if err != nil {
		fmt.Fprintf(v.t.err, "not compared with published versions, for the configuration is wrong:\n%v\n", err)
		return ""
	}
	folder := keptIn(cfg)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return ""
	}
	return folder
}

// keptIn is the folder of the data folder in which served versions are kept.
func keptIn(cfg *configs.Config) string { return filepath.Join(cfg.Data, "surveys") }

// edit is what became of a survey since it was published.
type edit struct {
	told     string            // for people, in lines
	problems surveyfile.Errors // what -strict refuses
}

func (v *versions) edit(file string, data []byte, sv *dialog.Survey) (edit, error) {
	old, ok := v.published[sv.ID]
	switch {
	case v.published == nil:
		return edit{}, nil
	case !ok:
		return edit{told: "      new: no version of it was published\n"}, nil
	case old.Version == sv.Version:
		return edit{told: "      unchanged since it was published\n"}, nil
	}
	changes, err := revision.Compare(old.Source, data)
	if err != nil {
		return edit{}, fmt.Errorf("compare %s with %s: %w", file, old.File, err)
	}
	if v.strict {
		if problems := refused(file, data, old.Version, changes); len(problems) > 0 {
			return edit{problems: problems}, nil
		}
	}
	return edit{told: story(file, sv, old.Version, changes)}, nil
}

// story tells the changes, then what follows from them.
func story(file string, sv *dialog.Survey, before string, changes []revision.Change) string {
	var b strings.Builder
	if len(changes) == 0 {
		fmt.Fprintf(&b, "      reads like version %s; the program that published it worded or read it otherwise\n", before)
		return b.String()
	}
	fmt.Fprintf(&b, "      changed since version %s was published:\n", before)
	var broken []string
	notice := false
	for _, c := range changes {
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s\n", file, c.Line, c.Col, c.Kind, subject(c))
		for _, line := range []struct{ mark, text string }{{"-", c.Was}, {"+", c.Is}} {
			if line.text != "" {
				fmt.Fprintf(&b, "  %s %s\n", line.mark, line.text)
			}
		}
		if c.Kind == revision.Meaning && !slices.Contains(broken, c.Question) {
			broken = append(broken, c.Question)
		}
		notice = notice || c.Notice
	}
	if len(broken) > 0 {
		fmt.Fprintf(&b, "      answers to %s are not comparable with those of version %s: a new series.\n"+
			"      Give the question a new id, or accept that charts show a break.\n", strings.Join(broken, ", "), before)
	}
	switch {
	case notice && sv.Consent:
		fmt.Fprintf(&b, "      The notice changed: from now on customers consent to version %s; earlier consents stay with theirs.\n", sv.Version)
	case notice:
		fmt.Fprintf(&b, "      The notice changed: from now on customers read that of version %s.\n", sv.Version)
	}
	return b.String()
}

// subject names what changed.
func subject(c revision.Change) string {
	if c.Question == "" {
		return c.What
	}
	return fmt.Sprintf("question %q: %s", c.Question, c.What)
}

// refused are the changes of meaning, as errors at their places.
func refused(file string, data []byte, before string, changes []revision.Change) surveyfile.Errors {
	lines := strings.Split(string(data), "\n")
	var out surveyfile.Errors
	for _, c := range changes {
		if c.Kind != revision.Meaning {
			continue
		}
		was := ""
		if c.Was != "" {
			was = fmt.Sprintf("; it was: %s", c.Was)
		}
		e := surveyfile.Error{File: file, Line: c.Line, Col: c.Col, Msg: fmt.Sprintf(
			"%s: answers are not comparable with those of version %s; give the question a new id, or check without -strict and accept that charts show a break%s",
			subject(c), before, was)}
		if c.Line <= len(lines) {
			e.Source = strings.TrimRight(lines[c.Line-1], "\r")
		}
		out = append(out, e)
	}
	return out
}
