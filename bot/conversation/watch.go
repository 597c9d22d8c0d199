package conversation

import (
	"huiyin/dialog"
	"huiyin/scoring"
)

// Watcher is told what becomes of a reply within a session while it is handled, for tools that show it.
// A turn that is handled again tells it again.
type Watcher interface {
	// Understood tells what the reply was read as.
	Understood(r dialog.Reading)
	// Scored tells how the customer feels by it.
	Scored(s scoring.Score)
	// Moved tells that the dialog stands elsewhere now. The trail is empty where no question led there: a
	// person takes over, a question is gone back to.
	Moved(from, to dialog.Session, trail []dialog.Move)
}

// watch tells the watcher of a step.
func (w *work) watch(sv *dialog.Survey, before, after dialog.Session, ev dialog.Event) {
	if w.Watcher == nil || before.State == after.State && before.Item == after.Item {
		return
	}
	trail, _ := dialog.Trail(sv, before, after, ev, true) // outside the questions there is none
	w.Watcher.Moved(before, after, trail)
}
