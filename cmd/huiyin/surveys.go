package main

import (
	"errors"
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
