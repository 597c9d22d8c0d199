package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"huiyin/dialog"
	"huiyin/dialog/answer"
)

// maxLine bounds one line of input, in bytes.
const maxLine = 1 << 20

// readCommand shows what the bot would make of replies, outside any conversation.
func readCommand(_ context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	survey := fset.String("survey", "", "survey `file`, or a shipped survey's id: read plain replies, one a line, and print a table;\nwithout it: one JSON object a line, {\"type\", \"lang\", \"reply\", \"options\", \"min\", \"max\", \"today\"}")
	question := fset.String("question", "", "`id` of the question that the replies answer; with -survey")
	lang := fset.String("lang", "", "`language` of the replies, zh or en; with -survey (default: the survey's first)")
	day := fset.String("today", "", "the day, `YYYY-MM-DD`, that 昨天 is reckoned from (default: the day it is)")
	rest, err := parse(fset, args)
	switch {
	case err != nil:
		return err
	case len(rest) > 0:
		return usagef("replies are read from standard input, not from %q", rest[0])
	case (*survey == "") != (*question == ""):
		return usagef("-survey and -question go together")
	case *survey == "" && *lang != "":
		return usagef("-lang goes with -survey; a JSON line has its own lang")
	}
	today := time.Now()
	if *day != "" {
		if today, err = time.Parse(time.DateOnly, *day); err != nil {
			return usagef("-today %q is not a day, want YYYY-MM-DD", *day)
		}
	}
	if *survey == "" {
		return readJSON(t, today)
	}
	sv, err := loadSurvey(*survey)
	if err != nil {
		return err
	}
	q, err := questionOf(sv, *question, *lang)
	if err != nil {
		return err
	}
	return readTable(t, q, today)
}

// asked is one line of input. Keys that it does not know are let be, so that a line may carry what
// was expected, or an id.
type asked struct {
	Type    string          `json:"type"`
	Lang    string          `json:"lang"`
	Reply   *string         `json:"reply"`
	Options []answer.Option `json:"options"`
	Min     *float64        `json:"min"`
	Max     *float64        `json:"max"`
	Today   string          `json:"today"`
}

// understood is one line of output.
type understood struct {
	Status     answer.Status `json:"status"`
	Value      any           `json:"value"`
	How        string        `json:"how"`
	Confidence float64       `json:"confidence"`
}

// readJSON reads JSON lines. A line that cannot be read is told of with its number; the others are
// read all the same.
func readJSON(t terminal, today time.Time) error {
	out := json.NewEncoder(t.out)
	out.SetEscapeHTML(false)
	bad := 0
	err := eachLine(t.in, func(n int, line string) error {
		r, err := readLine(line, today)
		if err != nil {
			fmt.Fprintf(t.err, "line %d: %v\n", n, err)
			bad++
			return nil
		}
		if err := out.Encode(understood{r.Status, r.Value, r.How, r.Confidence}); err != nil {
			return fmt.Errorf("write the reading: %w", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case bad == 1:
		return errors.New("1 line was not read")
	case bad > 1:
		return fmt.Errorf("%d lines were not read", bad)
	}
	return nil
}

func readLine(line string, today time.Time) (answer.Reading, error) {
	var a asked
	if err := json.Unmarshal([]byte(line), &a); err != nil {
		return answer.Reading{}, fmt.Errorf("not a JSON object as described by -h: %w", err)
	}
	lang, _, _ := strings.Cut(a.Lang, "-")
	switch {
	case !slices.Contains(answer.Types(), a.Type):
		return answer.Reading{}, fmt.Errorf("type is %q, want one of %s", a.Type, strings.Join(answer.Types(), ", "))
	case a.Reply == nil:
		return answer.Reading{}, errors.New("there is no reply")
	case lang != "" && lang != "zh" && lang != "en":
		return answer.Reading{}, fmt.Errorf("lang is %q, want zh or en", a.Lang)
	case (a.Type == "choice" || a.Type == "multi") && len(a.Options) == 0:
		return answer.Reading{}, fmt.Errorf("a question of type %s needs options", a.Type)
	case a.Min != nil && a.Max != nil && *a.Min > *a.Max:
		return answer.Reading{}, fmt.Errorf("min %v is above max %v", *a.Min, *a.Max)
	}
	if a.Today != "" {
		day, err := time.Parse(time.DateOnly, a.Today)
		if err != nil {
			return answer.Reading{}, fmt.Errorf("today is %q, want YYYY-MM-DD", a.Today)
		}
		today = day
	}
	q := answer.Question{Type: a.Type, Lang: lang, Options: a.Options, Min: a.Min, Max: a.Max}
	return answer.Read(q, *a.Reply, today), nil
}

// eachLine gives each line that is not blank, with its number from 1.
func eachLine(in io.Reader, do func(n int, line string) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" {
			continue
		}
		if err := do(n, line); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: read: %w", n+1, err)
	}
	return nil
}

// questionOf gives a survey's question as the reader needs it.
func questionOf(sv *dialog.Survey, id, lang string) (answer.Question, error) {
	q := sv.Question(id)
	if q == nil {
		var ids []string
		for _, q := range sv.Questions {
			if q.Type != dialog.Section {
				ids = append(ids, q.ID)
			}
		}
		return answer.Question{}, fmt.Errorf("the survey %s has no question %q; it has %s", sv.ID, id, strings.Join(ids, ", "))
	}
	if lang == "" && len(sv.Langs) > 0 {
		lang = sv.Langs[0]
	}
	if q.Type == dialog.Ranking || !q.Type.Asks() {
		return answer.Question{}, fmt.Errorf("the question %s of type %s takes no typed answer", id, q.Type)
	}
	return sv.ForReading(q, &dialog.Session{Lang: lang}).Folded(), nil
}

// readTable reads plain replies and prints what each is understood to be.
func readTable(t terminal, q answer.Question, today time.Time) error {
	rows := [][]string{{"reply", "status", "value", "confidence", "how"}}
	err := eachLine(t.in, func(_ int, line string) error {
		r := answer.Read(q, line, today)
		rows = append(rows, []string{line, string(r.Status), valueShown(r.Value), strconv.FormatFloat(r.Confidence, 'f', 2, 64), r.How})
		return nil
	})
	if err != nil {
		return err
	}
	printTable(t.out, rows)
	return nil
}

func valueShown(v any) string {
	switch v := v.(type) {
	case nil:
		return "-"
	case []string:
		return strings.Join(v, ", ")
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case answer.Corrected:
		return valueShown(v.Value)
	}
	return fmt.Sprint(v)
}

// printTable prints rows in columns, Chinese characters counted as two.
func printTable(out io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-columns(cell)+2))
			}
		}
		fmt.Fprintln(out, b.String())
	}
}

// columns is how wide a terminal shows s.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 || r >= 0x1F300 {
			n++
		}
	}
	return n
}
