package simulate

import (
	"fmt"

	"huiyin/dialog"
)

// sends gives the photo, place or card that the respondent sends to a question for one, nil when words
// it is.
func (r respondent) sends(w *way) *dialog.Media {
	q := w.survey.Question(string(w.sess.State))
	if q == nil {
		return nil
	}
	switch q.Type {
	case dialog.Photo:
		if r.chance(70) {
			return &dialog.Media{Photos: []string{fmt.Sprintf("p%d", w.heard)}}
		}
	case dialog.Location:
		if r.chance(50) {
			return &dialog.Media{Lat: 31.2304, Lon: 121.4737, Place: "人民广场"}
		}
	case dialog.Contact:
		if r.chance(30) {
			return &dialog.Media{Name: "王芳", Phone: "13800138000"}
		}
	}
	return nil
}

// describes gives words for a question that asks for something to be sent.
func (r respondent) describes(q *dialog.Question) (words string, ok bool) {
	switch q.Type {
	case dialog.Photo:
		return r.pick("好了", "没有照片", "左前门有划痕", "done", "no photos"), true
	case dialog.Location:
		return r.pick("上海市人民大道120号", "31.2304,121.4737", "G60高速嘉兴服务区", "near the station", "老地方"), true
	case dialog.Contact:
		return r.pick("王芳 13800138000", "13800138000", "021-62881234", "Wang Fang +86 138 0013 8000", "王芳"), true
	}
	return "", false
}
