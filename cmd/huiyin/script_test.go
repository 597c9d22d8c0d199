package main

import (
	"errors"
	"flag"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"huiyin/dialog/surveyimport/xlsform/xlsformtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"huiyin": main})
}

var updateScripts = flag.Bool("update", false, "rewrite the expected output of the scripts that differ, and fail")

// TestCommandLine tells what somebody at a terminal meets, a story a file. Beside what testscript
// offers there are
//
//	exits CODE PROGRAM [ARG ...]   runs a program that must end with the exit code
//	workbook FILE.xlsx FOLDER      makes a workbook of a folder's survey.csv, choices.csv and settings.csv
//	$SURVEYS                       the folder of the shipped surveys
//	$FOREIGN                       surveys of other programs
//	$BUSY                          an address where another program listens
func TestCommandLine(t *testing.T) {
	surveys, err := filepath.Abs("../../configs/surveys")
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := filepath.Abs("../../dialog/surveyimport/testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *updateScripts,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "workbook": workbook},
		Setup: func(env *testscript.Env) error {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			env.Defer(func() { l.Close() })
			env.Setenv("SURVEYS", surveys)
			env.Setenv("FOREIGN", foreign)
			env.Setenv("BUSY", l.Addr().String())
			return nil
		},
	})
	if *updateScripts {
		t.Error("scripts that differed are rewritten: read the difference before you commit it")
	}
}

// exits runs a program and compares its exit code: testscript's own exec knows only zero and not.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG ...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exited := (*exec.ExitError)(nil); errors.As(err, &exited) {
		got = exited.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// workbook makes an .xlsx file, so that the forms of the stories can be read as text.
func workbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: workbook FILE.xlsx FOLDER")
	}
	var sheets []xlsformtest.Sheet
	for _, name := range []string{"survey", "choices", "settings"} {
		file := ts.MkAbs(filepath.Join(args[1], name+".csv"))
		if _, err := os.Stat(file); err == nil {
			sheets = append(sheets, xlsformtest.Sheet{Name: name, CSV: ts.ReadFile(file)})
		}
	}
	data, err := xlsformtest.Workbook(sheets...)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// TestScriptsAreThere fails when the stories are lost: none would be run, and nothing fail.
func TestScriptsAreThere(t *testing.T) {
	entries, err := os.ReadDir("testdata/script")
	if err != nil || len(entries) < 10 {
		t.Errorf("%d scripts, %v", len(entries), err)
	}
}
