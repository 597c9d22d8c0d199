package dialog

import (
	"cmp"
	"fmt"
)

// maxRows bounds the rows of a matrix: more tire a customer.
const maxRows = 10

// rows makes of each matrix a question a row: a rating, or a
// choice when it has options. Its id is the matrix's and the row's, joined by _; the routes are the
// last row's, and who routes to the matrix comes to the first.
func (c *checker) rows() {
	var all []*Question
	first, last := map[string]string{}, map[string]string{}
	for _, q := range c.survey.Questions {
		if q.Type != Matrix {
			if len(q.Rows) > 0 {
				c.at(q.path+".rows", "rows are for a matrix: make this one, or leave them out")
			}
			all = append(all, q)
			continue
		}
		c.rowsOf(q)
		for j, row := range q.Rows {
			all = append(all, c.row(q, j, row))
		}
		if len(q.Rows) > 0 {
			first[q.ID] = q.ID + "_" + q.Rows[0].ID
			last[q.ID] = q.ID + "_" + q.Rows[len(q.Rows)-1].ID
		}
	}
	for _, q := range all {
		for i, r := range q.Routes {
			if to, ok := first[r.To]; ok {
				q.Routes[i].To = to
			}
		}
	}
	for i := range c.survey.Quotas {
		quota := &c.survey.Quotas[i]
		quota.At = cmp.Or(last[quota.At], quota.At) // counted when the whole matrix is answered
		quota.Full = cmp.Or(first[quota.Full], quota.Full)
	}
	c.survey.Questions = all
}

func (c *checker) rowsOf(q *Question) {
	if len(q.Rows) < 2 || len(q.Rows) > maxRows {
		c.at(q.path, "a matrix has %d rows: want 2 to %d", len(q.Rows), maxRows)
	}
	for j, row := range q.Rows {
		at := fmt.Sprintf("%s.rows[%d]", q.path, j)
		if !identifier(row.ID) {
			c.at(at+".id", "row id %q: want letters, digits and _", row.ID)
		}
		c.text(at+".text", row.Text)
		for _, before := range q.Rows[:j] {
			if before.ID == row.ID {
				c.at(at+".id", "row id %q is there twice: give each its own", row.ID)
			}
		}
	}
}

func (c *checker) row(matrix *Question, j int, row Row) *Question {
	q := *matrix
	q.ID, q.Rows, q.Type = matrix.ID+"_"+row.ID, nil, Rating
	if len(q.Options) > 0 {
		q.Type = Choice
	}
	if j < len(matrix.Rows)-1 {
		q.Routes = nil
	}
	q.Text = Text{}
	for _, lang := range c.survey.Langs {
		q.Text[lang] = fmt.Sprintf(wordsIn(lang).Row, matrix.Text[lang], j+1, len(matrix.Rows), row.Text[lang])
	}
	if len(matrix.Text) == 0 && j == 0 {
		c.at(matrix.path+".text", "a matrix needs a text: what is asked of every row")
	}
	return &q
}
