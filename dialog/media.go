package dialog

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"huiyin/dialog/answer"
)

// Media is what a customer sends that is not words: photos, a place, or whom to call. As an answer it
// is small: a photo is named by the message that brought it, whose image the bot keeps elsewhere.
type Media struct {
	Photos []string `json:"photos,omitempty"` // ids of the messages that brought them, in their order
	Lat    float64  `json:"lat,omitempty"`    // degrees; both are 0 where only Place is known
	Lon    float64  `json:"lon,omitempty"`
	Place  string   `json:"place,omitempty"` // an address, or what the place is called
	Name   string   `json:"name,omitempty"`  // of a person
	Phone  string   `json:"phone,omitempty"`
}

// Type is the type of question that m answers.
func (m *Media) Type() Type {
	switch {
	case len(m.Photos) > 0:
		return Photo
	case m.Phone != "":
		return Contact
	}
	return Location
}

// String shows a place as "31.2304, 121.4737 人民广场" and a person as "王芳 13800138000"; of photos how
// many there are.
func (m *Media) String() string {
	var parts []string
	if m.Lat != 0 || m.Lon != 0 {
		parts = append(parts, degrees(m.Lat)+", "+degrees(m.Lon))
	}
	if n := len(m.Photos); n > 0 {
		parts = append(parts, fmt.Sprintf("📷×%d", n))
	}
	parts = append(parts, m.Place, m.Name, m.Phone)
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// named is String, of a place that has a name the name alone.
func (m *Media) named() string {
	if m.Place != "" {
		return m.Place
	}
	return m.String()
}

// degrees writes a coordinate to a tenth of a metre.
func degrees(d float64) string {
	text := strconv.FormatFloat(d, 'f', 6, 64)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}

// Request is what the customer's app may offer to send with one tap: a channel that has such a button
// shows it with Label, the others leave it out.
type Request struct {
	Type  Type // Photo, Location or Contact
	Label string
}

// isMedia reports whether the type's answer is Media.
func (t Type) isMedia() bool { return t == Photo || t == Location || t == Contact }

// request gives what is offered with the question, nil for questions that words answer.
func (q *Question) request(lang string) *Request {
	w := wordsIn(lang)
	switch q.Type {
	case Photo:
		return &Request{Photo, w.SendPhoto}
	case Location:
		return &Request{Location, w.SendLocation}
	case Contact:
		return &Request{Contact, w.SendContact}
	}
	return nil
}

// maxPhotos bounds the photos of one answer.
const maxPhotos = 5

// photos is how many photos answer the question at most.
func (q *Question) photos() int { return max(1, int(q.Max)) }

// sent reads what was sent that is not words, with its caption. What the question does not ask for
// is received all the same, unless the caption is an answer.
func (l listener) sent(ev Event) Reading {
	r, q := l.reading(), l.q
	if c := CommandOf(ev.Text); c == CmdStop || c == CmdHuman {
		r.Command = c
		return r
	}
	if ev.Media.Type() == q.Type {
		a, media := l.blank(), *ev.Media
		if given := l.sess.Answer(q.ID); given != nil && l.follow == followPhotos && given.Media != nil {
			media.Photos = slices.Concat(given.Media.Photos, media.Photos)
			a.Text = given.Text
		}
		media.Photos = media.Photos[:min(len(media.Photos), q.photos())]
		a.Media, a.Text = &media, joined(a.Text, ev.Text)
		r.How, r.Confidence = "sent", 1
		r.take(q, a, nil, nil)
		return r
	}
	if a, picked, got := l.read(ev.Text); got.Status == answer.OK {
		r.How, r.Confidence = got.How, got.Confidence
		r.take(q, a, l.labels, picked)
		return r
	}
	r.Received = true
	return r
}

// joined puts more words on a line of their own.
func joined(words, more string) string {
	return cut(strings.TrimSpace(words+"\n"+strings.TrimSpace(more)), maxWords)
}

// readSent reads typed words as a place or as whom to call. Words are no photo.
func (q *Question) readSent(a *Answer, text string) bool {
	switch q.Type {
	case Location:
		at, ok := answer.Place(text)
		a.Media = &Media{Lat: at.Lat, Lon: at.Lon, Place: cut(at.Words, maxWords)}
		return ok
	case Contact:
		name, phone, ok := answer.Contact(text)
		a.Media = &Media{Name: name, Phone: phone}
		if ok && wordy(text) { // “下午三点后打 138…” says when
			a.Text = cut(text, maxWords)
		}
		return ok
	}
	return false
}

// followPhotos: a photo came and more may follow. Who writes that this was all goes on.
const followPhotos = "photos"

// sendsNoMore reads the words that end the photos, or say that there is none. Other words join the
// photos that are there.
func (q *Question) sendsNoMore(sess *Session, text string) bool {
	s := plain(text)
	return noPhotoWords.MatchString(s) || sess.Follow == followPhotos && doneWords.MatchString(s)
}

var (
	doneWords = regexp.MustCompile(`^(?:好|好的|好了|行了?|可以了?|就这些|就这么多|没有?了|完了?|完成|发完了?|传完了?|结束|下一题|继续|嗯|是的?|ok|okay|done|that's (?:all|it)|thats all|finished|no more|next|no|yes|go on|continue)(?:吧|啦|了|哈|,? ?(?:thanks|thank you|谢谢))?$`)
	// noPhotoWords say that there is no photo to send.
	noPhotoWords = regexp.MustCompile(`^(?:我|这里|现在|手上|暂时|都)*(?:没有?|没拍|无|不方便拍?|拍不了|发不了)(?:照片?|图片?|相片)?(?:可以?发|可拍)?(?:了|啊|呢)?$|` +
		`^(?:sorry,? )?(?:i )?(?:have |got )?(?:no|don't have|do not have|haven't got|didn't take|can't send)(?: a| an| any| one)? ?(?:photos?|pictures?|pics?|one|any)?$|^none$`)
)

// morePhotos asks for the next photo, or gives "" when there are enough.
func (t *step) morePhotos(q *Question, a Answer) string {
	if t.ev.Media == nil || a.Media == nil || len(a.Media.Photos) >= q.photos() {
		return ""
	}
	return fmt.Sprintf(t.words.MorePhotos, len(a.Media.Photos), q.photos())
}

// album is how long after a photo that answered another one belongs to it: apps send several photos
// picked together one after the other.
const album = time.Minute

// received thanks for what was not asked for, and asks again. It is not misunderstood: a person
// will see it. The rest of an album needs no words.
func (t *step) received(r Reading) error {
	if n := len(t.sess.Answers); n > 0 && t.ev.Media.Type() == Photo {
		if last := t.sess.Answers[n-1]; last.Type == Photo && last.Status == answered && t.now.Sub(last.At) < album {
			return nil
		}
	}
	lead := t.words.GotPhoto
	switch t.ev.Media.Type() {
	case Location:
		lead = t.words.GotLocation
	case Contact:
		lead = t.words.GotContact
	}
	if t.sess.Follow != "" { // the answer is there already
		return t.goOn(lead)
	}
	t.emit(t.survey.askAgain(r.Question, &t.sess, lead))
	return nil
}

// media checks what a question for a photo, a place or a person may declare.
func (c *checker) media(at string, q *Question) {
	if q.Type == Photo && q.Max >= 0 && q.Max <= maxPhotos && q.Max == float64(int(q.Max)) && q.Min == 0 {
		return
	}
	if q.Type == Photo {
		c.at(at+".max", "max of a photo is how many may be sent: 1 to %d, without min", maxPhotos)
	} else if q.Min != 0 || q.Max != 0 {
		c.at(at+".max", "a %s is one: min and max are for numbers and photos; leave them out", q.Type)
	}
}
