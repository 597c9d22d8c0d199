package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"huiyin/bot/catalog"
	"huiyin/configs"
	"huiyin/dialog"
	"huiyin/dialog/budget"
	"huiyin/dialog/deadroute"
	"huiyin/dialog/surveyfile"
)

// checkCommand checks files, folders, or what is shipped.
func checkCommand(_ context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	notes := fset.Bool("v", false, "say too what works on WeChat or Telegram otherwise than one might think")
	var against versions
	against.bind(fset, t)
	paths, err := parse(fset, args)
	if err != nil {
		return err
	}
	if err := against.load(); err != nil {
		return err
	}
	c := checker{t: t, notes: *notes, versions: &against}
	if len(paths) == 0 {
		return c.shipped()
	}
	var problems []string
	for _, p := range paths {
		if err := c.either(p); err != nil {
			problems = append(problems, strings.TrimRight(err.Error(), "\n"))
		}
	}
	if len(problems) > 0 {
		return errors.New(strings.Join(problems, "\n"))
	}
	return nil
}

// checker checks surveys and tells which are right.
type checker struct {
	t        terminal
	notes    bool
	versions *versions
}

func (c checker) shipped() error {
	surveys, err := loadCatalog("")
	if err != nil {
		return err
	}
	if _, err := loadJourneys("", surveys); err != nil {
		return err
	}
	var problems surveyfile.Errors
	for _, id := range surveys.IDs() {
		found, err := c.known(surveys, id)
		if err != nil {
			return err
		}
		problems = append(problems, found...)
	}
	if len(problems) > 0 {
		return problems
	}
	fmt.Fprintln(c.t.out, "ok  journeys.yaml")
	return nil
}

func (c checker) either(p string) error {
	info, err := os.Stat(p)
	switch {
	case err != nil:
		return c.named(p)
	case info.IsDir():
		return c.folder(p)
	}
	return c.file(p)
}

func (c checker) file(file string) error {
	sv, err := readSurvey(file)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read survey: %w", err)
	}
	return orNil(c.survey(file, data, sv))
}

// named checks what is no file: a shipped survey by its id.
func (c checker) named(id string) error {
	shipped, err := loadCatalog("")
	if err != nil {
		return err
	}
	if _, ok := shipped.Latest(id); !ok {
		return fmt.Errorf("%s: there is no such file or folder, nor a shipped survey so called", id)
	}
	return orNil(c.known(shipped, id))
}

// known checks a survey of the catalogue.
func (c checker) known(surveys *catalog.Catalog, id string) (surveyfile.Errors, error) {
	sv, _ := surveys.Latest(id)
	file := path.Join("surveys", id+".yaml")
	data, err := fs.ReadFile(configs.FS, file)
	if err != nil {
		return nil, fmt.Errorf("read survey: %w", err)
	}
	return c.survey(file, data, sv)
}

// folder checks every survey of a folder, each file by itself, and that no two have one id.
func (c checker) folder(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("read surveys: %w", err)
	}
	var problems surveyfile.Errors
	files := map[string]string{}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); e.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		file := filepath.Join(folder, e.Name())
		found, err := c.oneOf(files, file)
		if err != nil {
			return err
		}
		problems = append(problems, found...)
	}
	if len(files) == 0 && len(problems) == 0 {
		return fmt.Errorf("%s: there are no .yaml files in this folder", folder)
	}
	return orNil(problems, nil)
}

// oneOf checks one file of a folder; files are those before it by their survey's id.
func (c checker) oneOf(files map[string]string, file string) (problems surveyfile.Errors, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read survey: %w", err)
	}
	sv, err := surveyfile.Parse(file, data)
	switch {
	case errors.As(err, &problems):
		return problems, nil
	case err != nil:
		return nil, err
	case files[sv.ID] != "":
		return surveyfile.Errors{{File: file, Line: 1, Col: 1, Msg: fmt.Sprintf("survey %q is also in %s", sv.ID, files[sv.ID])}}, nil
	}
	files[sv.ID] = file
	return c.survey(file, data, sv)
}

// survey checks what is right as a survey and would still not work, and tells it when nothing is wrong.
func (c checker) survey(file string, data []byte, sv *dialog.Survey) (surveyfile.Errors, error) {
	dead, err := deadroute.Find(sv)
	if err != nil {
		return nil, err
	}
	sends, err := budget.Check(sv, budget.WeChat())
	if err != nil {
		return nil, err
	}
	buttons := budget.Buttons(sv, budget.WeChat())
	if problems := slices.Concat(dead, sends.Problems, buttons.Problems); len(problems) > 0 {
		return placed(file, data, problems), nil
	}
	edit, err := c.versions.edit(file, data, sv)
	if err != nil || len(edit.problems) > 0 {
		return edit.problems, err
	}
	fmt.Fprintf(c.t.out, "ok  %s  version %s  %d questions  %s\n",
		sv.ID, sv.Version, questionsOf(sv), strings.Join(sv.Langs, " "))
	fmt.Fprint(c.t.out, edit.told)
	if c.notes {
		for _, note := range slices.Concat(sends.Notes, buttons.Notes, budget.Cut(sv, "Telegram", budget.TelegramColumns)) {
			fmt.Fprintln(c.t.out, "      "+note)
		}
	}
	return nil, nil
}

// orNil gives the problems as an error, or none: a nil list of problems is not a nil error.
func orNil(problems surveyfile.Errors, err error) error {
	if err != nil || len(problems) == 0 {
		return err
	}
	slices.SortStableFunc(problems, func(a, b surveyfile.Error) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Col-b.Col)
	})
	return problems
}

// questionsOf counts the questions of a survey; a section is none.
func questionsOf(sv *dialog.Survey) int {
	n := 0
	for _, q := range sv.Questions {
		if q.Type != dialog.Section {
			n++
		}
	}
	return n
}
