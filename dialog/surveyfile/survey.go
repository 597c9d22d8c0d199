package surveyfile

import (
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"huiyin/dialog"
)

// The silences of a survey that names none.
const (
	defaultRemind = 24 * time.Hour
	defaultExpire = 72 * time.Hour
)

func (r *reader) survey(n ast.Node) *dialog.Survey {
	sv := &dialog.Survey{Remind: defaultRemind, Expire: defaultExpire}
	r.mapping("", n, []field{
		{"id", r.into(&sv.ID), true},
		{"kind", r.into(&sv.Kind), true},
		{"title", r.wordsInto(&sv.Title), true},
		{"langs", func(at string, n ast.Node) { sv.Langs = r.list(at, n) }, true},
		{"notice", r.wordsInto(&sv.Notice), true},
		{"consent", r.boolInto(&sv.Consent), false},
		{"thanks", r.wordsInto(&sv.Thanks), false},
		{"screened", r.wordsInto(&sv.Screened), false},
		{"remind", r.durationInto(&sv.Remind), false},
		{"expire", r.durationInto(&sv.Expire), false},
		{"after_case", r.into(&sv.AfterCase), false},
		{"resurvey", func(at string, n ast.Node) { sv.Resurvey = r.list(at, n) }, false},
		{"enough", func(at string, n ast.Node) { sv.Enough = r.list(at, n) }, false},
		{"quiet", func(at string, n ast.Node) {
			if sv.Quiet = r.text(at, n); sv.Quiet == "" {
				sv.Quiet = "none"
			}
		}, false},
		{"vars", func(at string, n ast.Node) {
			r.items(at, n, func(at string, n ast.Node) { sv.Vars = append(sv.Vars, r.variable(at, n)) })
		}, false},
		{"questions", func(at string, n ast.Node) {
			r.items(at, n, func(at string, n ast.Node) { sv.Questions = append(sv.Questions, r.item(at, n)) })
		}, true},
		{"quotas", func(at string, n ast.Node) {
			r.items(at, n, func(at string, n ast.Node) { sv.Quotas = append(sv.Quotas, r.quota(at, n)) })
		}, false},
	})
	return sv
}

func (r *reader) into(s *string) func(string, ast.Node) {
	return func(at string, n ast.Node) { *s = r.text(at, n) }
}

func (r *reader) wordsInto(t *dialog.Text) func(string, ast.Node) {
	return func(at string, n ast.Node) { *t = r.words(at, n) }
}

func (r *reader) numberInto(f *float64) func(string, ast.Node) {
	return func(at string, n ast.Node) { *f = r.number(at, n) }
}

func (r *reader) boolInto(b *bool) func(string, ast.Node) {
	return func(at string, n ast.Node) { *b = r.bool(at, n) }
}

func (r *reader) durationInto(d *time.Duration) func(string, ast.Node) {
	return func(at string, n ast.Node) {
		text := r.text(at, n)
		parsed, err := time.ParseDuration(text)
		if err != nil {
			r.at(at, "%q is no length of time: want 24h, 90m or 0", text)
			return
		}
		*d = parsed
	}
}

func (r *reader) variable(at string, n ast.Node) dialog.Variable {
	var v dialog.Variable
	r.mapping(at, n, []field{
		{"name", r.into(&v.Name), true},
		{"type", r.into(&v.Type), true},
		{"default", func(at string, n ast.Node) { v.Default = r.value(at, n) }, false},
	})
	return v
}

// value reads the default of a variable.
func (r *reader) value(at string, n ast.Node) any {
	switch n := n.(type) {
	case *ast.BoolNode:
		return n.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.NanNode, *ast.InfinityNode:
		return r.number(at, n)
	case *ast.SequenceNode:
		return append([]string{}, r.list(at, n)...)
	}
	return r.text(at, n)
}

// item reads an item of questions: a question, or a section.
func (r *reader) item(at string, n ast.Node) *dialog.Question {
	if !hasKey(n, "section") {
		return r.question(at, n)
	}
	s := &dialog.Question{Type: dialog.Section}
	r.mapping(at, n, []field{
		{"section", r.into(&s.ID), true},
		{"title", r.wordsInto(&s.Text), false},
		{"when", r.into(&s.When), false},
		{"shuffle", r.boolInto(&s.Shuffle), false},
		{"loop", r.into(&s.Loop), false},
		{"most", func(at string, n ast.Node) { s.Most = r.whole(at, n) }, false},
		{"questions", func(at string, n ast.Node) {
			r.items(at, n, func(at string, n ast.Node) { s.Questions = append(s.Questions, r.item(at, n)) })
		}, true},
	})
	return s
}

func (r *reader) question(at string, n ast.Node) *dialog.Question {
	q := &dialog.Question{}
	var kind string
	r.mapping(at, n, []field{
		{"id", r.into(&q.ID), true},
		{"type", r.into(&kind), true},
		{"text", r.wordsInto(&q.Text), false},
		{"when", r.into(&q.When), false},
		{"anchored", r.boolInto(&q.Anchored), false},
		{"options", func(at string, n ast.Node) {
			r.items(at, n, func(at string, n ast.Node) { q.Options = append(q.Options, r.option(at, n)) })
		}, false},
		{"min", r.numberInto(&q.Min), false},
		{"max", r.numberInto(&q.Max), false},
		{"shuffle", r.boolInto(&q.Shuffle), false},
		{"rows", func(at string, n ast.Node) {
			r.items(at, n, func(at string, n ast.Node) { q.Rows = append(q.Rows, r.row(at, n)) })
		}, false},
		{"unsure", r.boolInto(&q.Unsure), false},
		{"refuse", r.boolInto(&q.Refuse), false},
		{"help", r.wordsInto(&q.Help), false},
		{"min_length", func(at string, n ast.Node) { q.MinLength = r.whole(at, n) }, false},
		{"probe", r.wordsInto(&q.Probe), false},
		{"labels", func(at string, n ast.Node) { q.Labels = r.labels(at, n) }, false},
		{"routes", func(at string, n ast.Node) {
			r.items(at, n, func(at string, n ast.Node) { q.Routes = append(q.Routes, r.route(at, n)) })
		}, false},
	})
	q.Type = dialog.Type(kind)
	if (q.Type == dialog.NPS || q.Type == dialog.ENPS) && q.Text != nil {
		r.at(at+".text", "the wording of %s is standard and kept with the engine: leave text out", kind)
		q.Text = nil
	}
	return q
}

func (r *reader) option(at string, n ast.Node) dialog.Option {
	var o dialog.Option
	r.mapping(at, n, []field{
		{"id", r.into(&o.ID), true},
		{"text", r.wordsInto(&o.Text), true},
		{"valence", r.numberInto(&o.Valence), false},
		{"exclusive", r.boolInto(&o.Exclusive), false},
		{"anchored", r.boolInto(&o.Anchored), false},
		{"other", r.boolInto(&o.Other), false},
	})
	return o
}

func (r *reader) row(at string, n ast.Node) dialog.Row {
	var row dialog.Row
	r.mapping(at, n, []field{
		{"id", r.into(&row.ID), true},
		{"text", r.wordsInto(&row.Text), true},
	})
	return row
}

func (r *reader) labels(at string, n ast.Node) map[int]dialog.Text {
	out := map[int]dialog.Text{}
	r.pairs(at, n, func(key, at string, value ast.Node) {
		point, err := strconv.Atoi(key)
		if err != nil {
			r.at(at, "label of %q: want a point of the scale, as 1", key)
			return
		}
		out[point] = r.words(at, value)
	})
	return out
}

func (r *reader) route(at string, n ast.Node) dialog.Route {
	var route dialog.Route
	r.mapping(at, n, []field{
		{"name", r.into(&route.Name), false},
		{"when", r.into(&route.When), false},
		{"to", r.into(&route.To), true},
	})
	return route
}

func (r *reader) quota(at string, n ast.Node) dialog.Quota {
	var q dialog.Quota
	r.mapping(at, n, []field{
		{"id", r.into(&q.ID), true},
		{"at", r.into(&q.At), true},
		{"when", r.into(&q.When), false},
		{"limit", func(at string, n ast.Node) { q.Limit = r.whole(at, n) }, true},
		{"full", r.into(&q.Full), false},
	})
	return q
}
