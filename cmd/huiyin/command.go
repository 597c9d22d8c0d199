package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// Exit codes.
const (
	exitOK    = 0
	exitError = 1 // something is wrong with what was asked for
	exitUsage = 2 // the command was not understood
)

// terminal is the process's surroundings.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	env      []string
}

// command is one of huiyin's commands.
type command struct {
	name  string
	args  string // "SURVEY", shown in the help
	about string
	run   func(ctx context.Context, t terminal, fs *flag.FlagSet, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "", "run the bot, the agents' desk and the API", serveCommand},
		{"chat", "SURVEY", "try a survey in the terminal (-v shows scores and routes)", chatCommand},
		{"check", "[FILE|FOLDER ...]", "check surveys; without a name, what ships", checkCommand},
		{"graph", "SURVEY", "draw a survey: SVG, Mermaid or Graphviz", graphCommand},
		{"import", "FILE", "make a survey of an XLSForm (.xlsx) or a SurveyJS survey (.json)", importCommand},
		{"simulate", "SURVEY", "send made-up respondents through a survey and report", simulateCommand},
		{"schema", "survey|journeys", "print a JSON Schema, for editors", schemaCommand},
		{"read", "", "show what the bot makes of replies (JSON lines, or -survey)", readCommand},
		{"play", "FILE ...", "play golden transcripts", playCommand},
		{"export", "answers", "write all answers with their scores as CSV", exportCommand},
	}
}

// usageError is a command line that was not understood.
type usageError struct{ problem string }

func (e usageError) Error() string { return e.problem }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run finds the command, runs it and gives the exit code.
func run(ctx context.Context, args []string, t terminal) int {
	if len(args) == 0 {
		help(t.err)
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		if len(args) == 1 {
			help(t.out)
			return exitOK
		}
		args = []string{args[1], "-h"}
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.execute(ctx, args[1:], t)
		}
	}
	fmt.Fprintf(t.err, "huiyin: there is no command %q\n\n", args[0])
	help(t.err)
	return exitUsage
}

func (c command) execute(ctx context.Context, args []string, t terminal) int {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	err := c.run(ctx, t, fs, args)
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, flag.ErrHelp):
		c.help(t.out, fs)
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(t.err, "huiyin %s: %v\n\n", c.name, err)
		c.help(t.err, fs)
		return exitUsage
	default:
		fmt.Fprintln(t.err, strings.TrimRight(err.Error(), "\n"))
		return exitError
	}
}

// parse reads flags, before and after the arguments, and gives the arguments.
func parse(fs *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usageError{err.Error()}
		}
		if fs.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

func help(w io.Writer) {
	fmt.Fprint(w, "huiyin (回音): every voice gets an answer.\n\nusage: huiyin COMMAND [flags]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-24s %s\n", c.name+" "+c.args, c.about)
	}
	fmt.Fprint(w, "\n“huiyin COMMAND -h” tells more. To begin: huiyin serve\n")
}

func (c command) help(w io.Writer, fs *flag.FlagSet) {
	fmt.Fprintf(w, "usage: huiyin %s [flags]\n\n%s\n", strings.TrimSpace(c.name+" "+c.args), c.about)
	flags := false
	fs.VisitAll(func(*flag.Flag) { flags = true })
	if flags {
		fmt.Fprintln(w)
		fs.SetOutput(w)
		fs.PrintDefaults()
	}
}
