package conversation

import "time"

// defaultZone is that of customers of whom no other is known: China's, which has had no summer time
// since 1991.
var defaultZone = time.FixedZone("Asia/Shanghai", 8*60*60)

// localize puts the time of the turn, and the session's last sign of life, on the customer's clock:
// “yesterday”, the hours in which nobody is reminded and the conditions of routes go by it.
func (w *work) localize() {
	zone := w.zone()
	w.turn.Now = w.turn.Now.In(zone)
	if w.doc.Session != nil {
		sess := *w.doc.Session // the caller's document stays as it is
		sess.Heard = sess.Heard.In(zone)
		w.doc.Session = &sess
	}
}

// zone is the customer's, else the operator's.
func (w *work) zone() *time.Location {
	if w.doc.Zone != "" {
		if zone, err := time.LoadLocation(w.doc.Zone); err == nil { // checked when the event came
			return zone
		}
	}
	if w.Zone != nil {
		return w.Zone
	}
	return defaultZone
}
