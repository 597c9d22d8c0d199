package xlsform

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"huiyin/dialog/surveyimport"
)

// Read gives the form in an .xlsx file as a draft. Its errors name sheet and cell.
func Read(data []byte) (*surveyimport.Draft, error) {
	tables, err := open(data)
	if err != nil {
		return nil, err
	}
	return read(tables)
}

// form is an XLSForm that is being read.
type form struct {
	survey  *columns
	choices *choices
	draft   *surveyimport.Draft
	seldom  surveyimport.Seldom
	open    []*surveyimport.Group // groups that have begun; the first is the form itself
	asked   int                   // questions so far
}

// maxGroups bounds how deep groups lie in groups.
const maxGroups = 20

func read(tables map[string]*table) (*surveyimport.Draft, error) {
	sheet := tables["survey"]
	if sheet == nil {
		return nil, errors.New("this is no XLSForm: it has no sheet called survey")
	}
	f := &form{survey: columnsOf(sheet), draft: &surveyimport.Draft{}, open: []*surveyimport.Group{{}}}
	if !f.survey.has("type") || !f.survey.has("name") {
		return nil, fmt.Errorf("%s: the first row must name the columns, type and name among them", sheet.place(0, 0))
	}
	if t := tables["choices"]; t != nil {
		f.choices = choicesOf(t)
		f.draft.Notes = append(f.draft.Notes, f.choices.of.foreignNotes()...)
	} else {
		f.choices = &choices{lists: map[string]*list{}}
	}
	f.draft.Notes = append(f.survey.foreignNotes(), f.draft.Notes...)
	f.pictures()
	if t := tables["settings"]; t != nil {
		f.settings(columnsOf(t))
	}
	for row := 1; row < len(sheet.cells); row++ {
		if err := f.row(row); err != nil {
			return nil, err
		}
	}
	if n := len(f.open); n > 1 {
		return nil, fmt.Errorf("%s: group %q is not ended", f.open[n-1].Where, f.open[n-1].Name)
	}
	f.draft.Items = f.open[0].Items
	if len(f.draft.Items) == 0 {
		return nil, fmt.Errorf("sheet %s asks nothing", sheet.name)
	}
	f.draft.Notes = append(f.draft.Notes, f.seldom.Notes()...)
	return f.draft, nil
}

// pictures tells of pictures and sounds that options have.
func (f *form) pictures() {
	c := f.choices.of
	for _, column := range []string{"media", "image", "audio", "video"} {
		for row := 1; c != nil && row < len(c.of.cells); row++ {
			if c.get(row, column) != "" {
				f.seldom.Add("column "+column+" of the options", c.place(row, column), "options are words")
			}
		}
	}
}

func (f *form) settings(c *columns) {
	if len(c.of.cells) < 2 {
		return
	}
	f.draft.ID = c.get(1, "form_id")
	if f.draft.ID == "" {
		f.draft.ID = c.get(1, "form_title")
	}
	title := surveyimport.Plain(c.get(1, "form_title"))
	f.draft.Title = surveyimport.Words{Where: c.place(1, "form_title"), In: map[string]string{"": surveyimport.Piping(title, "${")}}
	f.draft.Lang, _ = surveyimport.Language(c.get(1, "default_language"))
	for _, key := range []string{"style", "submission_url", "public_key", "instance_name", "sms_keyword", "allow_choice_duplicates"} {
		if c.get(1, key) != "" {
			f.seldom.Add("the setting "+key, c.place(1, key), "it has no counterpart")
		}
	}
}

// row reads one row of the survey sheet.
func (f *form) row(row int) error {
	kind := strings.Join(strings.Fields(strings.ToLower(f.survey.get(row, "type"))), " ")
	switch kind := strings.ReplaceAll(kind, "_", " "); kind {
	case "":
		return nil
	case "begin group", "begin repeat":
		return f.begin(row, kind == "begin repeat")
	case "end group", "end repeat":
		if len(f.open) == 1 {
			return fmt.Errorf("%s: this ends a group that has not begun", f.survey.place(row, "type"))
		}
		g := f.open[len(f.open)-1]
		f.open = f.open[:len(f.open)-1]
		f.add(surveyimport.Item{Group: g})
		return nil
	}
	if f.asked++; f.asked > surveyimport.MaxQuestions {
		return fmt.Errorf("%s: there are more than %d questions", f.survey.place(row, "type"), surveyimport.MaxQuestions)
	}
	f.unsupported(row)
	f.question(row)
	return nil
}

func (f *form) add(item surveyimport.Item) {
	g := f.open[len(f.open)-1]
	g.Items = append(g.Items, item)
}

func (f *form) begin(row int, loop bool) error {
	if len(f.open) > maxGroups {
		return fmt.Errorf("%s: groups lie deeper than %d", f.survey.place(row, "type"), maxGroups)
	}
	g := &surveyimport.Group{
		Name: f.survey.get(row, "name"), Where: f.survey.place(row, "type"), Title: f.survey.words(row, "label"), Loop: loop,
		When: condition(f.survey.place(row, "relevant"), f.survey.get(row, "relevant")),
	}
	if count := f.survey.get(row, "repeat_count"); count != "" {
		f.lost(row, "repeat_count", "how often it is repeated, "+count, "a loop goes through a list that the event carries")
	}
	f.open = append(f.open, g)
	return nil
}

func (f *form) lost(row int, column, what, do string) {
	f.draft.Notes = append(f.draft.Notes, surveyimport.Note{Kind: surveyimport.Lost, Where: f.survey.place(row, column), What: what, Do: do})
}

// The columns that surveys of ours have nothing for, and what is done instead. Columns that are not named
// here or elsewhere are the author's own and mean nothing to the form.
var unsupported = []struct{ column, do string }{
	{"choice_filter", "every option is offered to everybody"},
	{"constraint_message", "the bot has its own words for what it cannot read"},
	{"required_message", "the bot has its own words for what it cannot read"},
	{"guidance_hint", "put it into help where customers need it"},
	{"default", "no answer is filled in beforehand"},
	{"read_only", "every question can be answered"},
	{"trigger", "nothing is computed"},
	{"image", "pictures are not sent"},
	{"media", "pictures and sounds are not sent"},
	{"audio", "sounds are not sent"},
	{"video", "films are not sent"},
}

func (f *form) unsupported(row int) {
	for _, u := range unsupported {
		if u.column == "default" && f.survey.get(row, "type") == "hidden" {
			continue
		}
		if f.survey.get(row, u.column) != "" {
			f.seldom.Add("column "+u.column, f.survey.place(row, u.column), u.do)
		}
	}
	if slices.Contains([]string{"yes", "true", "true()", "1"}, strings.ToLower(f.survey.get(row, "required"))) {
		f.seldom.Add("required", f.survey.place(row, "required"), "a customer may always pass on a question")
	} else if required := f.survey.get(row, "required"); strings.Contains(required, "$") {
		f.seldom.Add("required", f.survey.place(row, "required"), "a customer may always pass on a question")
	}
}
