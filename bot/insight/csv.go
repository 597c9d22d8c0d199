package insight

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/bot/records"
)

// csvHeader names the columns of WriteAnswersCSV.
func csvHeader() []string {
	return []string{
		"conversation", "at", "customer", "channel", "journey", "touchpoint", "survey", "version",
		"question", "type", "asked", "status", "value", "text", "score", "label", "rules", "scorer_version", "disposition", "round", "how", "confidence", "item",
	}
}

// WriteAnswersCSV writes every answer, oldest first, one a row: RFC 4180 with CRLF, UTF-8 with the
// byte order mark that makes Excel read it as such. value is the number, the ids of the chosen options, or
// the place, person or count of photos that was sent; text is the words written, or those of the chosen
// options; an answer that no way led to any more after another was put right is withdrawn; times are UTC; disposition is how the conversation counts, empty while it goes on; how
// tells how the reply was understood, and confidence (0 to 1) how sure that is; round is 2
// of a rating that was asked once more after a case; item is the one of a loop that the answer is about.
func WriteAnswersCSV(ctx context.Context, w io.Writer, record records.Insight) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(csvHeader()); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	err := record.EachAnswer(ctx, func(a records.Answer) error { return out.Write(csvRow(a)) })
	if err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func csvRow(a records.Answer) []string {
	value, score := "", ""
	switch {
	case a.Answer.Number != nil:
		value = number(*a.Answer.Number)
	case len(a.Answer.Options) > 0:
		value = inert(strings.Join(a.Answer.Options, ";"))
	case a.Answer.Media != nil:
		value = inert(a.Answer.Media.String())
	}
	if a.Score.Known {
		score = number(a.Score.Value)
	}
	text := a.Answer.Text
	if text == "" {
		text = strings.Join(a.Labels, "; ")
	}
	var rules []string
	for _, hit := range a.Score.Rules {
		rules = append(rules, hit.ID)
	}
	row := []string{
		a.Conversation, a.Answer.At.UTC().Format(time.RFC3339), a.Customer, a.Channel, a.Journey, a.Touchpoint, a.Survey,
		a.Version, a.Answer.Question, string(a.Answer.Type), a.Asked, a.Answer.Status, "", text, "",
		string(a.Score.Label), strings.Join(rules, ";"), a.Score.Version, a.Disposition, strconv.Itoa(max(1, a.Answer.Round)), a.Answer.How, "",
		a.Answer.Item,
	}
	for i := range row {
		row[i] = inert(row[i])
	}
	row[12], row[14] = value, score // numbers may begin with a minus
	if a.Answer.Confidence > 0 {
		row[len(row)-2] = number(a.Answer.Confidence)
	}
	return row
}

// number writes a number without needless digits, at most three of them decimals: 9, -0.62.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64)
}

// inert keeps a spreadsheet from taking a cell for a formula: customers write them. Excel takes the
// full-width signs too (https://owasp.org/www-community/attacks/CSV_Injection).
func inert(cell string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " "))
	if strings.ContainsRune("=+-@＝＋－＠\t\r\n", first) {
		return "'" + cell
	}
	return cell
}
