package invite_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"huiyin/bot/invite"
	"huiyin/configs"
	"huiyin/dialog/surveyfile"
)

func TestTheShippedJourneysAskTheShippedSurveys(t *testing.T) {
	data, err := configs.FS.ReadFile("journeys.yaml")
	if err != nil {
		t.Fatal(err)
	}
	j, err := invite.ParseJourneys("journeys.yaml", data, func(id string) bool {
		_, err := configs.FS.Open("surveys/" + id + ".yaml")
		return err == nil
	})
	if err != nil {
		t.Fatal(err)
	}
	claim, _ := j.Touchpoint("motor.claim.closed")
	if claim.Survey != "motor-claim" || claim.ID != "motor.claim.settlement" || claim.Journey != "motor.claim" ||
		claim.Expires != 168*time.Hour || claim.Kind != "experience" {
		t.Errorf("motor.claim.closed: %+v", claim)
	}
	pets, _ := j.Touchpoint("pet.research.invited")
	if pets.Survey != "pet-research" || pets.Kind != "research" {
		t.Errorf("pet.research.invited: %+v", pets)
	}
	if zh, en := j.Name("motor.claim.settlement", "zh"), j.Name("motor.claim", "en"); zh != "结案赔付" || en != "Motor claims" {
		t.Errorf("names %q, %q", zh, en)
	}
	if j.Name("nobody", "zh") != "" || len(j.All()) < 2 {
		t.Error("an unknown name, or too few journeys")
	}
}

const good = `journeys:
  - id: motor.claim
    name: {zh: 车险理赔, en: Motor claims}
    touchpoints:
      - id: motor.claim.settlement
        name: {zh: 结案, en: Settlement}
        event: motor.claim.closed
        survey: motor-claim
`

func TestJourneysWithoutExtrasHaveDefaults(t *testing.T) {
	j, err := invite.ParseJourneys("j.yaml", []byte(strings.ReplaceAll(good, "\n", "\r\n")), nil)
	if err != nil {
		t.Fatal(err)
	}
	if tp, ok := j.Touchpoint("motor.claim.closed"); !ok || tp.Expires != 7*24*time.Hour || tp.Kind != "experience" {
		t.Errorf("%+v", tp)
	}
	if len(j.Events()) != 1 {
		t.Errorf("events %v", j.Events())
	}
}

func TestWhatIsWrongWithJourneysIsShownAtItsPlace(t *testing.T) {
	second := strings.ReplaceAll(strings.TrimPrefix(good, "journeys:\n"), "motor.claim.settlement", "motor.claim.second")
	for _, c := range []struct{ name, yaml, want string }{
		{"empty", "# nothing\n", "j.yaml:1:1: no journeys: the file needs a list called journeys"},
		{"empty list", "journeys: []\n", "j.yaml:1:1: no journeys: the file needs a list called journeys"},
		{"no YAML", "journeys: [\n", "j.yaml:1:11: "},
		{"wrong shape", "journeys: 5\n", "j.yaml:1:11: "},
		{"a tag", "journeys: !list []\n", "j.yaml:1:11: tags, anchors and aliases are not supported here"},
		{"an alias", "journeys: &a [*a]\n", "tags, anchors and aliases are not supported here"},
		{"unknown key", good + "        surveys: x\n", "j.yaml:9:9: unknown field \"surveys\"\n  |         surveys: x\n  |         ^"},
		{"key twice", good + "        survey: x\n", "j.yaml:9:9: "},
		{"unknown survey", strings.Replace(good, "motor-claim", "motor-clam", 1), "j.yaml:8:17: there is no survey \"motor-clam\"\n  |         survey: motor-clam\n  |                 ^"},
		{"no survey", strings.Replace(good, "        survey: motor-claim\n", "", 1), "j.yaml:5:9: key survey is missing: which survey does the event ask?"},
		{"bad event", strings.Replace(good, "motor.claim.closed", "Motor Claim", 1), "j.yaml:7:16: event \"Motor Claim\": want lower-case words joined by dots, as motor.claim.closed"},
		{"no English", strings.Replace(good, ", en: Settlement", "", 1), "j.yaml:6:16: name in en is missing"},
		{"a third language", strings.Replace(good, "en: Settlement", "en: Settlement, fr: x", 1), "j.yaml:6:44: language \"fr\": names are in zh and en"},
		{"no touchpoints", "journeys:\n  - id: a\n    name: {zh: 甲, en: A}\n", "j.yaml:2:5: journey \"a\" has no touchpoints"},
		{"too long", good + "        expires: 721h\n", "j.yaml:9:18: expires \"721h\": want hours from 1h to 720h, as 168h for a week"},
		{"no duration", good + "        expires: soon\n", "j.yaml:9:18: expires \"soon\": want hours from 1h to 720h, as 168h for a week"},
		{"bad kind", good + "        kind: fun\n", "j.yaml:9:15: kind \"fun\": want experience, research or employee"},
		{"journey twice", good + second, "j.yaml:9:9: id \"motor.claim\" is there twice"},
		{"event twice", good + second, "j.yaml:14:16: event \"motor.claim.closed\" belongs to another touchpoint already"},
	} {
		t.Run(c.name, func(t *testing.T) {
			j, err := invite.ParseJourneys("j.yaml", []byte(c.yaml), func(id string) bool { return id == "motor-claim" })
			var problems surveyfile.Errors
			if !errors.As(err, &problems) || j != nil {
				t.Fatalf("err = %v", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

func TestAllProblemsAreShownAtOnce(t *testing.T) {
	text := strings.NewReplacer("motor-claim", "nope", "motor.claim.closed", "X").Replace(good)
	_, err := invite.ParseJourneys("j.yaml", []byte(text), func(string) bool { return false })
	var problems surveyfile.Errors
	if !errors.As(err, &problems) || len(problems) != 2 {
		t.Errorf("err = %v", err)
	}
}

func FuzzParseJourneys(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("journeys: [{id: a, name: {zh: 甲}, touchpoints: [{}]}]"))
	f.Add([]byte("a: &a [*a]\n---\nb"))
	f.Fuzz(func(t *testing.T, data []byte) {
		j, err := invite.ParseJourneys("j.yaml", data, nil)
		if (j == nil) == (err == nil) {
			t.Errorf("journeys %v, err %v", j, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "j.yaml:") {
			t.Errorf("err without its place: %v", err)
		}
	})
}
