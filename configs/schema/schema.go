// Package schema holds the JSON Schemas of the files that people write, for editors: they complete
// keys, show what each is for and underline what is wrong while one types.
//
// A schema sees the shape of a file and not its sense: huiyin check finds what it cannot, such as a
// route to a question that is not there. The schemas are of draft 7, which editors know best. A test
// holds them against the parsers: what ships is valid, and what a schema offers a parser knows.
package schema

import _ "embed"

//go:embed survey.schema.json
var survey []byte

//go:embed journeys.schema.json
var journeys []byte

// Survey gives the schema of a survey file.
func Survey() []byte { return append([]byte(nil), survey...) }

// Journeys gives the schema of a journeys file.
func Journeys() []byte { return append([]byte(nil), journeys...) }
