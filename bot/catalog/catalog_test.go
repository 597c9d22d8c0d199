package catalog_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"huiyin/adapters"
	"huiyin/bot/catalog"
	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/configs"
	"huiyin/scoring"
)

// visit is a survey of two questions whose second one differs by edition.
func visit(second string) []byte {
	return fmt.Appendf(nil, `id: visit
kind: experience
title: {zh: 到店回访}
langs: [zh]
notice: {zh: 您好！}
questions:
  - {id: first, type: yesno, text: {zh: 您到店了吗？}}
  - {id: second, type: text, text: {zh: %s}}
`, second)
}

func load(t *testing.T, files map[string][]byte) *catalog.Catalog {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys["surveys/"+name] = &fstest.MapFile{Data: data}
	}
	c, err := catalog.Load(fsys, "surveys")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// serve loads an edition of the visit survey and keeps it, as a start of the program does.
func serve(t *testing.T, dir, second string) *catalog.Catalog {
	t.Helper()
	c := load(t, map[string][]byte{"visit.yaml": visit(second)})
	if unreadable, err := c.Keep(dir); err != nil || len(unreadable) > 0 {
		t.Fatalf("%v, unreadable %v", err, unreadable)
	}
	return c
}

// customer writes into one chat, through whatever catalog is served.
type customer struct {
	*testing.T
	doc conversation.Document
	n   int
}

type silent struct{}

func (silent) Score(context.Context, scoring.Reply) (scoring.Score, error) {
	return scoring.UnknownScore(""), nil
}

func (c *customer) hears(surveys *catalog.Catalog, m conversation.Message) string {
	c.Helper()
	c.n++
	h := conversation.Handler{Surveys: surveys, Scorer: silent{}, Policy: handoff.DefaultPolicy()}
	r, err := h.Handle(context.Background(), c.doc, conversation.Turn{ID: fmt.Sprint(c.n), Message: m, Now: time.Unix(0, 0)})
	if err != nil {
		c.Fatal(err)
	}
	stored, err := json.Marshal(r.Document)
	if err != nil {
		c.Fatal(err)
	}
	if c.doc, err = conversation.ParseDocument("web:default:1", stored); err != nil {
		c.Fatal(err)
	}
	if len(r.Out) != 1 {
		c.Fatalf("heard %+v", r.Out)
	}
	return r.Out[0].Text
}

func (c *customer) says(surveys *catalog.Catalog, text string) string {
	c.Helper()
	return c.hears(surveys, conversation.Message{Customer: &adapters.Inbound{ID: fmt.Sprint(c.n + 1), Kind: adapters.KindText, Text: text}})
}

func TestASessionGoesOnInTheVersionItBeganWith(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	old := serve(t, dir, "接待怎么样？")
	invite := func(id string) conversation.Message {
		return conversation.Message{Invite: &conversation.Invite{ID: id, Survey: "visit"}}
	}
	ann := &customer{T: t}
	ann.hears(old, invite("I1"))

	t.Log("the file is edited, and the program starts again")
	edited := serve(t, dir, "环境怎么样？")
	if got := ann.says(edited, "是"); !strings.Contains(got, "接待怎么样？") {
		t.Errorf("the old session is asked %q", got)
	}
	bob := &customer{T: t}
	bob.hears(edited, invite("I2"))
	if got := bob.says(edited, "是"); !strings.Contains(got, "环境怎么样？") {
		t.Errorf("the new session is asked %q", got)
	}

	t.Log("the survey is withdrawn, and its sessions still end in peace")
	withdrawn := load(t, map[string][]byte{"other.yaml": bytes.Replace(visit("x"), []byte("id: visit"), []byte("id: other"), 1)})
	if unreadable, err := withdrawn.Keep(dir); err != nil || len(unreadable) > 0 {
		t.Fatalf("%v, unreadable %v", err, unreadable)
	}
	if _, ok := withdrawn.Latest("visit"); ok {
		t.Error("what is withdrawn can be begun")
	}
	ann.says(withdrawn, "很好")
	bob.says(withdrawn, "一般")
	if ann.doc.Session.State != "completed" || bob.doc.Session.State != "completed" {
		t.Errorf("%s, %s", ann.doc.Session.State, bob.doc.Session.State)
	}
}

func TestAKeptFileThatNoLongerLoadsIsNamedAndTheOthersLoad(t *testing.T) {
	dir := t.TempDir()
	old, _ := serve(t, dir, "接待怎么样？").Latest("visit")
	for name, text := range map[string]string{"visit@broken.yaml": "id: [", "notes.txt": "not a survey"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := load(t, map[string][]byte{"visit.yaml": visit("环境怎么样？")})
	unreadable, err := c.Keep(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"visit@broken.yaml"}, unreadable); diff != "" {
		t.Error(diff)
	}
	if _, ok := c.Version("visit", old.Version); !ok {
		t.Error("the readable older version is lost")
	}
}

func TestKeepingAgainChangesNothing(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir, "接待怎么样？")
	serve(t, dir, "接待怎么样？")
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 { // the survey, and which is the latest
		t.Fatalf("%v %v", entries, err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info, err)
		}
	}
}

// A file may end in .yml as well, and is kept like the others.
func TestASurveyOfTheOtherEndingIsKept(t *testing.T) {
	dir := t.TempDir()
	c := load(t, map[string][]byte{"visit.yml": visit("接待怎么样？")})
	if _, err := c.Keep(dir); err != nil {
		t.Fatal(err)
	}
	sv, _ := c.Latest("visit")
	later := load(t, map[string][]byte{"visit.yml": visit("环境怎么样？")})
	if _, err := later.Keep(dir); err != nil {
		t.Fatal(err)
	}
	if _, ok := later.Version("visit", sv.Version); !ok {
		t.Error("the version of a .yml file is lost after its edit")
	}
}

func TestNoFolderToKeepIn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := load(t, map[string][]byte{"visit.yaml": visit("x")}).Keep(file); err == nil || !strings.Contains(err.Error(), "keep surveys") {
		t.Errorf("%v", err)
	}
}

func TestWhatCanBeBegun(t *testing.T) {
	c, err := catalog.Load(configs.FS, "surveys")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{
		"accident-claim", "app", "complaint-followup", "employee-feedback", "experience-officer", "health-claim", "home-claim",
		"motor-claim", "pet-research", "purchase", "renewal", "service-contact", "value-added",
	}, c.IDs()); diff != "" {
		t.Error(diff)
	}
	sv, ok := c.Latest("motor-claim")
	if !ok {
		t.Fatal("the shipped survey is missing")
	}
	if same, ok := c.Version("motor-claim", sv.Version); !ok || same != sv {
		t.Error("the newest version is not found by its version")
	}
	if _, ok := c.Latest("no-such"); ok {
		t.Error("a survey that is not there was found")
	}
	if _, ok := c.Version("motor-claim", "0"); ok {
		t.Error("a version that never was is found")
	}
}

func TestABrokenFolderSaysWhatIsWrong(t *testing.T) {
	fsys := fstest.MapFS{"surveys/visit.yaml": {Data: []byte("id: Visit!\n")}}
	if _, err := catalog.Load(fsys, "surveys"); err == nil || !strings.Contains(err.Error(), "visit.yaml") {
		t.Errorf("%v", err)
	}
}
