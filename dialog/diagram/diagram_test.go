package diagram

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"huiyin/dialog"
	"huiyin/dialog/surveyfile"
)

// visit has every kind of way: named, unnamed, back, to itself, past a question, out of a full quota.
const visit = `id: visit
kind: research
title: {zh: 到店回访, en: Your visit}
langs: [zh, en]
consent: true
notice: {zh: "您好！<问两句>", en: "Hello! <Two questions>"}
quotas: [{id: cats, at: pet, when: answer == "cat", limit: 20}]
questions:
  - id: pet
    type: choice
    text: {zh: 您养什么？, en: Which pet do you have?}
    options: [{id: cat, text: {zh: 猫, en: A cat}}, {id: dog, text: {zh: 狗, en: A dog}}]
  - id: cups
    type: number
    min: 0
    max: 20
    when: lang == "zh"
    text: {zh: 您一天喝几杯？, en: How many cups?}
    routes:
      - {name: none, when: answer == 0, to: end}
      - {name: doubt, when: answer > 10 and attempts < 2, to: cups}
  - {id: thanks, type: statement, text: {zh: 谢谢！, en: Thank you!}}
  - id: why
    type: text
    text: {zh: 为什么？, en: Why?}
    routes:
      - {name: again, when: attempts < 2, to: pet}
      - {to: end}
`

func parsed(t *testing.T, text string) *dialog.Survey {
	t.Helper()
	sv, err := surveyfile.Parse("visit.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

func edges(d Diagram) string {
	var out []string
	for _, e := range d.Edges {
		out = append(out, fmt.Sprintf("%s → %s %s", e.From, e.To, e.label(": ")))
	}
	return strings.Join(out, "\n")
}

func TestEveryWayIsDrawnAndWhatEverySurveyHasIsNot(t *testing.T) {
	want := `invited → consent 
consent → pet agree
consent → declined decline
pet → screened full_cats: answer == "cat"
pet → cups 
cups → thanks not asked
cups → completed none: answer == 0
cups → cups doubt: answer > 10 and attempts < 2
cups → thanks 
thanks → why 
why → pet again: attempts < 2
why → completed `
	sv := parsed(t, visit)
	if got := edges(Of(sv, "en", false)); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	all := edges(Of(sv, "zh", true))
	for _, want := range []string{"why → opted_out stop", "why → with_agent escalate", "why → why remind", "with_agent → solved resume", "cups → thanks 不问"} {
		if !strings.Contains(all, want) {
			t.Errorf("with all, there is no %s in:\n%s", want, all)
		}
	}
}

func TestQuestionsShowTheirFirstWordsInTheLanguageAskedFor(t *testing.T) {
	sv := parsed(t, visit)
	for lang, want := range map[string][]string{
		"zh": {"告知与同意 您好！<问两句>", "pet choice of 2 您养什么？", `cups number 0–20 if lang == "zh" 您一天喝几杯？`, "thanks statement 谢谢！", "完成"},
		"en": {"notice and consent Hello! <Two questions>", "pet choice of 2 Which pet do you have?", "thanks statement Thank you!", "completed"},
	} {
		var got []string
		for _, n := range Of(sv, lang, false).Nodes {
			got = append(got, strings.ReplaceAll(n.label(" "), " · ", " "))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: no %q in %q", lang, w, got)
			}
		}
	}
}

// In a shuffled section every question may follow every other. The drawing says so once, and keeps the
// order of the file.
func TestAShuffledSectionIsDrawnInTheOrderOfTheFile(t *testing.T) {
	data, err := os.ReadFile("../surveyfile/testdata/repair.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sv := parsed(t, string(data))
	got := edges(Of(sv, "en", false))
	for _, want := range []string{"staff → polite \n", "polite → prompt \n", "parts_place → overall \n", "overall → why \n", "damage → car no more items\n", "fixed → damage fine: answer\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "polite → parts_price") {
		t.Errorf("another order is drawn:\n%s", got)
	}
	for _, n := range Of(sv, "en", false).Nodes {
		if n.ID == "staff" && n.Sort != "section, in any order" || n.ID == "damage" && n.Sort != "section, for each of items" {
			t.Errorf("%s is a %q", n.ID, n.Sort)
		}
	}
	if all := edges(Of(sv, "en", true)); !strings.Contains(all, "polite → parts_price") {
		t.Error("with all, another order is not drawn")
	}
}

// shipped gives the diagrams of every survey that ships, in each of its languages, whole and not.
func shipped(t *testing.T) map[string]Diagram {
	t.Helper()
	surveys, err := surveyfile.LoadAll(os.DirFS("../../configs"), "surveys")
	if err != nil || len(surveys) == 0 {
		t.Fatalf("%d surveys, %v", len(surveys), err)
	}
	out := map[string]Diagram{}
	for _, sv := range append(surveys, parsed(t, visit)) {
		for _, lang := range sv.Langs {
			out[sv.ID+" "+lang] = Of(sv, lang, false)
			out[sv.ID+" "+lang+" all"] = Of(sv, lang, true)
		}
	}
	return out
}

// Nothing in a drawing covers anything else, and every edge leads down past nothing but room, or back up.
func TestNothingIsDrawnOverAnythingElse(t *testing.T) {
	for name, d := range shipped(t) {
		l := laidOut(d)
		for i, row := range l.rows {
			for j, p := range row {
				if j > 0 && row[j-1].x+row[j-1].reach()+gap > p.x-p.reach()+0.5 {
					t.Errorf("%s: two things touch in row %d", name, i)
				}
				if p.x-p.reach() < -0.5 || p.x+p.reach() > l.width+0.5 {
					t.Errorf("%s: something in row %d is outside of the picture", name, i)
				}
			}
			if i > 0 && l.tops[i] < l.tops[i-1]+l.heights[i-1] {
				t.Errorf("%s: row %d begins in the row above", name, i)
			}
		}
		for _, p := range l.paths {
			for i := 1; i < len(p.points); i++ {
				if p.points[i].row != p.points[i-1].row+1 {
					t.Errorf("%s: the edge %v skips a row", name, p.edge)
				}
			}
		}
		if drawn := len(l.paths) + len(l.loops); drawn < len(d.Edges)-1 || len(l.nodes) != len(d.Nodes) {
			t.Errorf("%s: %d of %d edges, %d of %d nodes", name, drawn, len(d.Edges), len(l.nodes), len(d.Nodes))
		}
	}
}

func TestTheImageIsXMLWithEveryNodeAndAlwaysTheSame(t *testing.T) {
	for name, d := range shipped(t) {
		text := d.SVG()
		dec := xml.NewDecoder(strings.NewReader(text))
		words := ""
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if chars, ok := token.(xml.CharData); ok {
				words += string(chars)
			}
		}
		for _, n := range d.Nodes {
			if n.Kind != Start && !strings.Contains(words, n.Name) {
				t.Errorf("%s: %s is not in the image", name, n.ID)
			}
		}
		if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: something is nowhere", name)
		}
		if d.SVG() != text {
			t.Errorf("%s: the second image differs", name)
		}
	}
}

func TestTextIsBrokenWhereAReaderWouldBreakIt(t *testing.T) {
	for text, want := range map[string]string{
		"":  "",
		"短": "短",
		"一二三四五六七八九十一二三四五六七，八九":                  "一二三四五六七八九十一二三四五六七，|八九",
		"How many cups of coffee do you drink?": "How many cups of coffee do you|drink?",
		"您的健康险理赔已经办结，单号是{claim_no}，请看":          "您的健康险理赔已经办结，单号是|{claim_no}，请看",
		strings.Repeat("x", 40):                 strings.Repeat("x", 34) + "|xxxxxx",
	} {
		if got := strings.Join(wrapped(text, lineColumns), "|"); got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", text, got, want)
		}
	}
	for _, text := range []string{strings.Repeat("很长的一句话。", 20), strings.Repeat("a long sentence ", 20), strings.Repeat("x", 200)} {
		got := beginning(text)
		if lines := wrapped(got, lineColumns); len(lines) > maxLines || !strings.HasSuffix(got, "…") || len(got) < 30 {
			t.Errorf("%q is shown as %q", text, lines)
		}
	}
}
