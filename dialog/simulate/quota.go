package simulate

// QuotaReport is how a quota filled, with its real limit. The respondents come one after another, so
// a place is held by those alone who completed, or who went away in the middle of a survey that
// never expires.
type QuotaReport struct {
	ID      string
	Limit   int
	Taken   int // places held at the end
	Refused int // times a respondent found none left
}

func (t *tally) openQuotas() {
	t.quotas = map[string]*QuotaReport{}
	for _, quota := range t.survey.Quotas {
		t.quotas[quota.ID] = &QuotaReport{ID: quota.ID, Limit: quota.Limit}
	}
}

// full gives the quotas in which the next respondent finds no place.
func (t *tally) full() []string {
	var out []string
	for _, quota := range t.survey.Quotas {
		if q := t.quotas[quota.ID]; q.Taken >= q.Limit {
			out = append(out, q.ID)
		}
	}
	return out
}

// addPlaces counts the places that one respondent kept, and those that were refused.
func (t *tally) addPlaces(w way) {
	for _, id := range w.sess.Quotas {
		t.quotas[id].Taken++
	}
	for _, quota := range t.survey.Quotas {
		t.quotas[quota.ID].Refused += w.routes[[2]string{quota.At, quota.Route()}]
	}
}
