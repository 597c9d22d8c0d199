package surveyfile

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"huiyin/dialog"
)

// maxBytes bounds a survey file.
const maxBytes = 1 << 20

// Load reads one survey. Problems with its content are [Errors].
func Load(fsys fs.FS, name string) (*dialog.Survey, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read survey: %w", err)
	}
	return Parse(name, data)
}

// File is a survey and the file that it was read from.
type File struct {
	Name   string
	Source []byte
	Survey *dialog.Survey
}

// LoadAll reads every .yaml and .yml file of a folder, in the order of their names, as LoadFiles does.
func LoadAll(fsys fs.FS, dir string) ([]*dialog.Survey, error) {
	files, err := LoadFiles(fsys, dir)
	var surveys []*dialog.Survey
	for _, f := range files {
		surveys = append(surveys, f.Survey)
	}
	return surveys, err
}

// LoadFiles reads every .yaml and .yml file of a folder, in the order of their names. What is wrong
// with any of them is one [Errors]; the surveys that are right are given with it.
func LoadFiles(fsys fs.FS, dir string) ([]File, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("read surveys: %w", err)
	}
	var files []File
	var all Errors
	seen := map[string]string{}
	for _, e := range entries {
		if ext := path.Ext(e.Name()); e.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		name := path.Join(dir, e.Name())
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read survey: %w", err)
		}
		sv, err := Parse(name, data)
		var wrong Errors
		switch {
		case errors.As(err, &wrong):
			all = append(all, wrong...)
			continue
		case err != nil:
			return nil, err
		case seen[sv.ID] != "":
			all = append(all, Error{File: name, Line: 1, Col: 1, Msg: fmt.Sprintf("survey %q is also in %s: give each its own id", sv.ID, seen[sv.ID])})
			continue
		}
		seen[sv.ID] = name
		files = append(files, File{name, data, sv})
	}
	if len(all) > 0 {
		return files, all
	}
	return files, nil
}

// Parse reads a survey from data; name stands in the errors.
func Parse(name string, data []byte) (*dialog.Survey, error) {
	if len(data) > maxBytes {
		return nil, Errors{{File: name, Line: 1, Col: 1, Msg: fmt.Sprintf("the file is larger than %d bytes: is it a survey?", maxBytes)}}
	}
	text := lineEnds(strings.TrimPrefix(string(data), "\ufeff"))
	if at := notUTF8(text); at >= 0 {
		return nil, Errors{{File: name, Line: 1 + strings.Count(text[:at], "\n"), Col: 1, Msg: "not UTF-8 text: save the file as UTF-8 (Chinese Windows may have saved it as GB18030)"}}
	}
	r := newReader(name, text)
	root, ok := r.parse()
	if !ok {
		return nil, r.errs
	}
	sv := r.survey(root)
	r.unread = len(r.errs)
	var problems dialog.Problems
	if err := sv.Compile(); errors.As(err, &problems) {
		for _, p := range problems {
			r.problem(p)
		}
	} else if err != nil {
		return nil, fmt.Errorf("compile %s: %w", name, err)
	}
	if len(r.errs) > 0 {
		slices.SortStableFunc(r.errs, func(a, b Error) int {
			return cmp.Or(a.Line-b.Line, a.Col-b.Col)
		})
		return nil, slices.Compact(r.errs)
	}
	return sv, nil
}

// notUTF8 finds the first byte that is no UTF-8, or gives -1.
func notUTF8(text string) int {
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)) {
			return i
		}
	}
	return -1
}
