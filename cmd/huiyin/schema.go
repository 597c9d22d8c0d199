package main

import (
	"context"
	"flag"
	"fmt"

	"huiyin/configs/schema"
)

// schemaCommand prints a JSON Schema for editors.
func schemaCommand(_ context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	names, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usagef("which schema: survey or journeys?")
	}
	var text []byte
	switch names[0] {
	case "survey":
		text = schema.Survey()
	case "journeys":
		text = schema.Journeys()
	default:
		return usagef("there is no schema %q: want survey or journeys", names[0])
	}
	if _, err := t.out.Write(text); err != nil {
		return fmt.Errorf("write schema: %w", err)
	}
	return nil
}
