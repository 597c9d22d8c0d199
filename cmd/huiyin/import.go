package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"huiyin/dialog/surveyfile"
	"huiyin/dialog/surveyimport"
	"huiyin/dialog/surveyimport/surveyjs"
	"huiyin/dialog/surveyimport/xlsform"
)

// importCommand makes a survey file of another program's survey.
func importCommand(_ context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	var opts surveyimport.Options
	out := fset.String("o", "", "write the survey to this `file` instead of the output")
	force := fset.Bool("force", false, "write over the file of -o when it is there")
	fset.StringVar(&opts.ID, "id", "", "the survey's `id` (default: what the form is called, else its file)")
	fset.StringVar(&opts.Lang, "lang", "", "zh or en: the `language` of words that name none, and the survey's first")
	fset.StringVar(&opts.Kind, "kind", "", "`kind` of the survey: experience, research (the default) or employee")
	names, err := parse(fset, args)
	switch {
	case err != nil:
		return err
	case len(names) != 1:
		return usagef("one file is needed: an XLSForm (.xlsx) or the JSON of a SurveyJS survey (.json)")
	case !slices.Contains([]string{"", "zh", "en"}, opts.Lang):
		return usagef("language %q: want zh or en", opts.Lang)
	}
	draft, err := readForeign(names[0])
	if err != nil {
		return err
	}
	if draft.ID == "" {
		draft.ID = strings.TrimSuffix(filepath.Base(names[0]), filepath.Ext(names[0]))
	}
	made := draft.Survey(opts)
	file := cmp.Or(*out, "the survey")
	if *out == "" {
		_, err = t.out.Write(made.YAML)
	} else {
		err = writeNew(*out, made.YAML, *force)
	}
	if err != nil {
		return fmt.Errorf("write survey: %w", err)
	}
	tellImport(t, made)
	return checkImport(t, file, made.YAML)
}

// readForeign reads a survey of another program by what the file holds: a workbook is a ZIP file.
func readForeign(file string) (*surveyimport.Draft, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	var draft *surveyimport.Draft
	switch start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n"); {
	case bytes.HasPrefix(data, []byte("PK")):
		draft, err = xlsform.Read(data)
	case bytes.HasPrefix(start, []byte("{")):
		draft, err = surveyjs.Read(data)
	default:
		err = errors.New("neither a workbook (.xlsx) nor JSON; save an older workbook (.xls) as .xlsx")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return draft, nil
}

// writeNew writes a file that must not be there yet, unless over says so.
func writeNew(file string, data []byte, over bool) error {
	mode := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if over {
		mode = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(file, mode, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already; -force writes over it", file)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// tellImport lists on the error output what the survey file does not have as the source has it.
func tellImport(t terminal, made *surveyimport.Result) {
	fmt.Fprintln(t.err, made.Summary())
	for _, part := range []struct {
		head string
		kind surveyimport.Kind
	}{{"", surveyimport.Lost}, {"changed:", surveyimport.Changed}, {"write this yourself:", surveyimport.Write}} {
		notes := made.Of(part.kind)
		if len(notes) > 0 && part.head != "" {
			fmt.Fprintln(t.err, part.head)
		}
		for _, n := range notes {
			fmt.Fprintln(t.err, "  "+n.String())
		}
	}
}

// checkImport checks the survey as huiyin check does, and tells what is left to mend. One that loads is no
// error: it can be tried, and mended.
func checkImport(t terminal, file string, data []byte) error {
	t.out = t.err // the output is the survey's
	const left = "left to mend before customers can meet it:\n"
	sv, err := surveyfile.Parse(file, data)
	if err != nil {
		return fmt.Errorf(left+"%w", err)
	}
	if err := orNil(checker{t: t, versions: &versions{}}.survey(file, data, sv)); err != nil { // it was never published
		fmt.Fprintln(t.err, left+err.Error())
	}
	return nil
}
