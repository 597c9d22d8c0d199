package main

import (
	"context"
	"flag"
	"fmt"
)

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
