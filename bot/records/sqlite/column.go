package sqlite

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// A table's fields are listed once, as pointers into a record: database/sql writes what they point
// to and reads into it. stamp and object do the same for times and for JSON.

// stamp is a time as unix milliseconds; the zero time is 0.
type stamp struct{ t *time.Time }

func (s stamp) Value() (driver.Value, error) { return millis(*s.t), nil }

func (s stamp) Scan(src any) error {
	ms, ok := src.(int64)
	if !ok {
		return fmt.Errorf("time: want an integer, have %T", src)
	}
	*s.t = time.Time{}
	if ms != 0 {
		*s.t = time.UnixMilli(ms).UTC()
	}
	return nil
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// object is whatever v points to as JSON; nothing is NULL.
type object struct{ v any }

func (o object) Value() (driver.Value, error) {
	data, err := json.Marshal(o.v)
	if err != nil {
		return nil, err
	}
	if string(data) == "null" {
		return nil, nil
	}
	return string(data), nil
}

func (o object) Scan(src any) error {
	switch src := src.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(src), o.v)
	case []byte:
		return json.Unmarshal(src, o.v)
	}
	return fmt.Errorf("json: want text, have %T", src)
}

// scanner is a *sql.Row or *sql.Rows.
type scanner interface{ Scan(dest ...any) error }

// insert writes the INSERT of a table's columns.
func insert(table, columns string) string {
	n := strings.Count(columns, ",") + 1
	return "INSERT INTO " + table + " (" + columns + ") VALUES (?" + strings.Repeat(", ?", n-1) + ")"
}

// replacing writes the SET of an upsert: every column as it came.
func replacing(columns string) string {
	var set []string
	for _, c := range strings.Split(columns, ",") {
		c = strings.TrimSpace(c)
		set = append(set, c+" = excluded."+c)
	}
	return " DO UPDATE SET " + strings.Join(set, ", ")
}
