package dialog

// standardize fills in what a metric fixes: the scale, its labels and, for NPS, the words. An
// edited NPS question starts a new series, so the words belong to the engine's version and not to
// the survey; an employee survey gets the eNPS wording, which stays a series of its own.
//
// Sources: Reichheld, "The One Number You Need to Grow" (HBR 2003) for 0–10; Dixon et al., "Stop
// Trying to Delight Your Customers" (HBR 2010) for the agreement scale of CES, here 1–7.
func (s *Survey) standardize() {
	for _, q := range s.Questions {
		if q == nil {
			continue
		}
		if q.Type == Amount && q.Min == 0 && q.Max == 0 {
			q.Max = maxAmount
		}
		if !q.Type.isMetric() {
			continue
		}
		low, high := q.Type.scale()
		if q.Min == 0 && q.Max == 0 {
			q.Min, q.Max = float64(low), float64(high)
		}
		if len(q.Labels) == 0 {
			q.Labels = map[int]Text{low: {}, high: {}}
			for _, lang := range s.Langs {
				q.Labels[low][lang], q.Labels[high][lang] = q.Type.ends(lang)
			}
		}
		if q.Type.standardWords() && len(q.Text) == 0 {
			q.Text = s.wording(q.Type)
		}
	}
}

// maxAmount bounds, in yuan, an amount that names no bounds.
const maxAmount = 1e9

func (s *Survey) wording(of Type) Text {
	t := Text{}
	for _, lang := range s.Langs {
		w := wordsIn(lang)
		t[lang] = w.NPS
		if of == ENPS || s.Kind == "employee" {
			t[lang] = w.ENPS
		}
	}
	return t
}

// scale gives the ends of a rating's scale.
func (t Type) scale() (low, high int) {
	switch t {
	case NPS, ENPS:
		return 0, 10
	case CSAT:
		return 1, 5
	default:
		return 1, 7
	}
}

// ends gives the labels of the ends of a rating's scale.
func (t Type) ends(lang string) (low, high string) {
	w := wordsIn(lang)
	switch t {
	case NPS, ENPS:
		return w.NPSLow, w.NPSHigh
	case CSAT:
		return w.CSATLow, w.CSATHigh
	default:
		return w.CESLow, w.CESHigh
	}
}

// closing is the question asked after a case.
func (s *Survey) closing() *Question {
	t := Text{}
	for _, lang := range s.Langs {
		t[lang] = wordsIn(lang).AskSolved
	}
	return &Question{ID: string(Solved), Type: YesNo, Text: t, Min: 0, Max: 1}
}
