package invite

import (
	"maps"
	"slices"
	"time"

	"huiyin/dialog"
)

// Journey is what a customer goes through with the insurer, by the touchpoints at which we ask.
type Journey struct {
	ID          string
	Name        dialog.Text
	Touchpoints []Touchpoint
}

// Touchpoint is one moment of a journey, the event that tells of it, and the survey it asks.
type Touchpoint struct {
	ID      string
	Journey string
	Name    dialog.Text
	Event   string
	Survey  string
	Expires time.Duration // how long an invitation may be opened
	Kind    string        // "experience", "research", "employee"
}

// Journeys is a checked catalogue. It is immutable and safe for concurrent use; the nil one is empty.
type Journeys struct {
	all     []Journey
	byEvent map[string]Touchpoint
	names   map[string]dialog.Text // of journeys and touchpoints by id
}

func newJourneys(all []Journey) *Journeys {
	j := &Journeys{all: all, byEvent: map[string]Touchpoint{}, names: map[string]dialog.Text{}}
	for _, journey := range all {
		j.names[journey.ID] = journey.Name
		for _, tp := range journey.Touchpoints {
			j.names[tp.ID] = tp.Name
			j.byEvent[tp.Event] = tp
		}
	}
	return j
}

// All gives the journeys in the order of the file.
func (j *Journeys) All() []Journey {
	if j == nil {
		return nil
	}
	return slices.Clone(j.all)
}

// Touchpoint gives the touchpoint of an event type.
func (j *Journeys) Touchpoint(event string) (Touchpoint, bool) {
	if j == nil {
		return Touchpoint{}, false
	}
	tp, ok := j.byEvent[event]
	return tp, ok
}

// Events gives the known event types, sorted.
func (j *Journeys) Events() []string {
	if j == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(j.byEvent))
}

// Name gives the shown name of a journey or touchpoint, "" for one that is not known.
func (j *Journeys) Name(id, lang string) string {
	if j == nil {
		return ""
	}
	return j.names[id].In(lang)
}
