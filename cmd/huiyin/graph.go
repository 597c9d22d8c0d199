package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"huiyin/dialog/diagram"
)

// graphCommand draws a survey.
func graphCommand(_ context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	format := fset.String("format", "mermaid", "`format` of the drawing: svg, mermaid or dot (Graphviz)")
	lang := fset.String("lang", "", "`language` of the words in it; default: the survey's first")
	all := fset.Bool("all", false, "draw too what every survey has: stop, a person takes over, expire, remind")
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
	if *lang == "" {
		*lang = sv.Langs[0]
	}
	if !slices.Contains(sv.Langs, *lang) {
		return usagef("survey %s is not in %q: it has %s", sv.ID, *lang, strings.Join(sv.Langs, ", "))
	}
	drawn := diagram.Of(sv, *lang, *all)
	switch *format {
	case "svg":
		fmt.Fprint(t.out, drawn.SVG())
	case "mermaid":
		fmt.Fprint(t.out, drawn.Mermaid())
	case "dot", "graphviz":
		fmt.Fprint(t.out, drawn.Graphviz())
	default:
		return usagef("there is no format %q: want svg, mermaid or dot", *format)
	}
	return nil
}
