package dialog_test

import (
	"encoding/json"
	"math"
	"testing"

	"huiyin/dialog"
)

// What Check lets through arrives in the session; what it refuses would be the default there.
func TestAVariableIsCheckedAsASessionTakesIt(t *testing.T) {
	for _, c := range []struct {
		typ  string
		x    any
		want any // nil: refused
	}{
		{"number", 3.5, 3.5},
		{"number", "12", 12.0},
		{"number", " 1e3 ", 1000.0},
		{"number", 7, 7.0},
		{"number", "三千", nil},
		{"number", "NaN", nil}, // a session that held it could not be stored
		{"number", " -Infinity", nil},
		{"number", "1e999", nil},
		{"number", math.NaN(), nil},
		{"number", math.Inf(1), nil},
		{"number", "", nil},
		{"number", true, nil},
		{"number", nil, nil},
		{"number", []any{1.0}, nil},
		{"bool", true, true},
		{"bool", "false", false},
		{"bool", "是", nil},
		{"bool", 1.0, nil},
		{"bool", "", nil},
		{"string", "陈先生", "陈先生"},
		{"string", 12.0, "12"},
		{"string", false, "false"},
		{"string", "", ""},
		{"string", map[string]any{}, nil},
	} {
		v := dialog.Variable{Name: "x", Type: c.typ}
		err := v.Check(c.x)
		if (err == nil) != (c.want != nil) {
			t.Errorf("%s %#v: %v", c.typ, c.x, err)
		}
		sv := short(t, func(s *dialog.Survey) { s.Vars = []dialog.Variable{v} })
		sess := dialog.New(sv, "s", "zh", 1, map[string]any{"x": c.x}, monday)
		if _, err := json.Marshal(sess); err != nil {
			t.Errorf("%s %#v cannot be stored: %v", c.typ, c.x, err)
		}
		got := sess.Vars["x"]
		if c.want != nil && got != c.want {
			t.Errorf("%s %#v arrives as %#v", c.typ, c.x, got)
		}
	}
}
