package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"huiyin/bot/catalog"
	"huiyin/bot/invite"
	"huiyin/configs"
	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// loadCatalog loads the surveys of a folder, or the shipped ones when folder is "".
func loadCatalog(folder string) (*catalog.Catalog, error) {
	if folder == "" {
		return catalog.Load(configs.FS, "surveys")
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("surveys: there is no folder %s", folder)
	}
	surveys, err := catalog.Load(os.DirFS(folder), ".")
	return surveys, inFolder(folder, err)
}

// inFolder names the folder too in what is wrong with its files, so that an editor finds them.
func inFolder(folder string, err error) error {
	var problems surveyfile.Errors
	if !errors.As(err, &problems) {
		return err
	}
	named := slices.Clone(problems)
	for i := range named {
		named[i].File = filepath.Join(folder, named[i].File)
	}
	return named
}

// loadJourneys loads a journeys file, or the shipped one when file is "".
func loadJourneys(file string, surveys *catalog.Catalog) (*invite.Journeys, error) {
	fsys, name := fs.FS(configs.FS), "journeys.yaml"
	if file != "" {
		fsys, name = os.DirFS(filepath.Dir(file)), filepath.Base(file)
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("journeys: %w", err)
	}
	if file != "" {
		name = file
	}
	return invite.ParseJourneys(name, data, func(id string) bool {
		_, ok := surveys.Latest(id)
		return ok
	})
}

// loadSurvey loads a survey file, or a shipped survey by its id.
func loadSurvey(nameOrFile string) (*dialog.Survey, error) {
	if strings.HasSuffix(nameOrFile, ".yaml") || strings.HasSuffix(nameOrFile, ".yml") {
		return readSurvey(nameOrFile)
	}
	shipped, err := loadCatalog("")
	if err != nil {
		return nil, err
	}
	sv, ok := shipped.Latest(nameOrFile)
	if !ok {
		return nil, usagef("there is no survey %q; shipped are %s; or name a .yaml file",
			nameOrFile, strings.Join(shipped.IDs(), ", "))
	}
	return sv, nil
}

func readSurvey(file string) (*dialog.Survey, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s", file)
	}
	if err != nil {
		return nil, fmt.Errorf("read survey: %w", err)
	}
	return surveyfile.Parse(file, data)
}

// checkCommand checks files, folders, or what is shipped.
func checkCommand(_ context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	paths, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return checkShipped(t)
	}
	var problems []string
	for _, p := range paths {
		if err := checkPath(t, p); err != nil {
			problems = append(problems, strings.TrimRight(err.Error(), "\n"))
		}
	}
	if len(problems) > 0 {
		return fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return nil
}

func checkShipped(t terminal) error {
	surveys, err := loadCatalog("")
	if err != nil {
		return err
	}
	if _, err := loadJourneys("", surveys); err != nil {
		return err
	}
	for _, id := range surveys.IDs() {
		sv, _ := surveys.Latest(id)
		reportSurvey(t, sv)
	}
	fmt.Fprintln(t.out, "ok  journeys.yaml")
	return nil
}

func checkPath(t terminal, p string) error {
	info, err := os.Stat(p)
	switch {
	case err != nil:
		return checkNamed(t, p)
	case info.IsDir():
		return checkFolder(t, p)
	}
	sv, err := readSurvey(p)
	if err != nil {
		return err
	}
	reportSurvey(t, sv)
	return nil
}

// checkNamed checks what is no file: a shipped survey by its id.
func checkNamed(t terminal, id string) error {
	shipped, err := loadCatalog("")
	if err != nil {
		return err
	}
	sv, ok := shipped.Latest(id)
	if !ok {
		return fmt.Errorf("%s: there is no such file or folder, nor a shipped survey so called", id)
	}
	reportSurvey(t, sv)
	return nil
}

func checkFolder(t terminal, folder string) error {
	surveys, err := surveyfile.LoadAll(os.DirFS(folder), ".")
	for _, sv := range surveys {
		reportSurvey(t, sv)
	}
	if err == nil && len(surveys) == 0 {
		return fmt.Errorf("%s: there are no .yaml files in this folder", folder)
	}
	return inFolder(folder, err)
}

func reportSurvey(t terminal, sv *dialog.Survey) {
	fmt.Fprintf(t.out, "ok  %s  version %s  %d questions  %s\n",
		sv.ID, sv.Version, len(sv.Questions), strings.Join(sv.Langs, " "))
}

// graphCommand draws a survey.
func graphCommand(_ context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	format := fset.String("format", "mermaid", "`format` of the drawing: mermaid or dot (Graphviz)")
	names, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usagef("one survey is needed: its id or its .yaml file")
	}
	sv, err := loadSurvey(names[0])
	if err != nil {
		return err
	}
	switch *format {
	case "mermaid":
		fmt.Fprintln(t.out, sv.Mermaid())
	case "dot", "graphviz":
		fmt.Fprintln(t.out, sv.Graphviz())
	default:
		return usagef("there is no format %q: want mermaid or dot", *format)
	}
	return nil
}
