package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// Catalog is immutable once loaded; it is safe for concurrent use.
type Catalog struct {
	latest   map[string]*dialog.Survey
	versions map[string]*dialog.Survey // by id@version
	sources  map[string][]byte         // by id@version, of the latest ones
}

// Load compiles every survey file of dir. The error lists what is wrong in all files.
func Load(fsys fs.FS, dir string) (*Catalog, error) {
	files, err := surveyfile.LoadFiles(fsys, dir)
	if err != nil {
		return nil, err
	}
	c := Of()
	for _, f := range files {
		c.add(f.Survey)
		c.sources[key(f.Survey.ID, f.Survey.Version)] = f.Source
	}
	return c, nil
}

func key(id, version string) string { return id + "@" + version }

// Latest gives the newest version of a survey.
func (c *Catalog) Latest(id string) (*dialog.Survey, bool) {
	sv, ok := c.latest[id]
	return sv, ok
}

// Version gives the version that a session is pinned to.
func (c *Catalog) Version(id, version string) (*dialog.Survey, bool) {
	sv, ok := c.versions[key(id, version)]
	return sv, ok
}

// IDs gives the ids of all surveys, sorted.
func (c *Catalog) IDs() []string {
	ids := make([]string, 0, len(c.latest))
	for id := range c.latest {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Keep writes the sources of the current versions into dir, notes that they are the latest, and loads the versions that were kept
// there before, so that a session goes on in the survey it began with after the file was edited.
// A kept file that no longer loads is returned by name; its sessions go on in the newest version.
func (c *Catalog) Keep(dir string) (unreadable []string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("keep surveys: %w", err)
	}
	for k, src := range c.sources {
		if err := replaceFile(filepath.Join(dir, k+".yaml"), src); err != nil {
			return nil, fmt.Errorf("keep survey %s: %w", k, err)
		}
	}
	if err := c.writeLatest(dir); err != nil {
		return nil, fmt.Errorf("keep surveys: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("keep surveys: %w", err)
	}
	kept := os.DirFS(dir)
	for _, e := range entries {
		k, isYAML := strings.CutSuffix(e.Name(), ".yaml")
		if _, known := c.versions[k]; known || !isYAML {
			continue
		}
		sv, err := surveyfile.Load(kept, e.Name())
		if err != nil {
			unreadable = append(unreadable, e.Name())
			continue
		}
		c.versions[key(sv.ID, sv.Version)] = sv
	}
	return unreadable, nil
}

// replaceFile writes a file whole or not at all, for its owner alone: half a survey would lose the
// sessions that need it.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "unfinished-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Of makes a catalog of compiled surveys that are kept nowhere.
func Of(surveys ...*dialog.Survey) *Catalog {
	c := &Catalog{latest: map[string]*dialog.Survey{}, versions: map[string]*dialog.Survey{}, sources: map[string][]byte{}}
	for _, sv := range surveys {
		c.add(sv)
	}
	return c
}

func (c *Catalog) add(sv *dialog.Survey) {
	c.latest[sv.ID] = sv
	c.versions[key(sv.ID, sv.Version)] = sv
}
