package catalog

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"huiyin/dialog/surveyfile"
)

// latestFile, beside the kept versions, tells which of each survey was served last: {"visit": "3fa2…"}.
const latestFile = "latest.json"

// Published is the version of a survey that customers met last.
type Published struct {
	ID      string
	Version string
	File    string // where its source is
	Source  []byte
}

// LastPublished gives the version of each survey that was published last, by the survey's id. dir is a
// folder in which Keep kept them, or any folder of survey files, or one such file. Where nothing says
// which of several versions was the last, it is the one whose file is the youngest. What is no survey
// is left out.
func LastPublished(dir string) (map[string]Published, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("published surveys: %w", err)
	}
	if !info.IsDir() {
		p, err := published(dir)
		if err != nil {
			return nil, err
		}
		return map[string]Published{p.ID: p}, nil
	}
	latest, err := readLatest(dir)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("published surveys: %w", err)
	}
	found, age := map[string]Published{}, map[string]time.Time{}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); e.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		p, err := published(filepath.Join(dir, e.Name()))
		if errors.As(err, new(surveyfile.Errors)) {
			continue // Keep names it at every start
		}
		if err != nil {
			return nil, err
		}
		info, err := e.Info()
		if err != nil {
			return nil, fmt.Errorf("published surveys: %w", err)
		}
		written := info.ModTime()
		if strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())) == key(p.ID, latest[p.ID]) {
			written = forever
		}
		if !written.Before(age[p.ID]) {
			found[p.ID], age[p.ID] = p, written
		}
	}
	return found, nil
}

// forever is later than any file.
var forever = time.Unix(1<<40, 0)

func published(file string) (Published, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return Published{}, fmt.Errorf("published survey: %w", err)
	}
	sv, err := surveyfile.Parse(file, data)
	if err != nil {
		return Published{}, err
	}
	return Published{ID: sv.ID, Version: sv.Version, File: file, Source: data}, nil
}

// readLatest gives the version of each survey that was served last; none where no Keep wrote it down.
func readLatest(dir string) (map[string]string, error) {
	latest := map[string]string{}
	data, err := os.ReadFile(filepath.Join(dir, latestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return latest, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &latest)
	}
	if err != nil {
		return nil, fmt.Errorf("published surveys: %s: %w", latestFile, err)
	}
	return latest, nil
}

// writeLatest notes which versions are served now; of surveys that are withdrawn the last stays.
func (c *Catalog) writeLatest(dir string) error {
	latest, err := readLatest(dir)
	if err != nil {
		latest = map[string]string{} // half of it is worth less than the start of the program
	}
	for id, sv := range c.latest {
		latest[id] = sv.Version
	}
	data, err := json.MarshalIndent(latest, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(dir, latestFile), append(data, '\n'))
}
