package answer_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huiyin/dialog/answer"
)

var (
	why      = []string{"速度慢", "赔款金额", "服务态度", "其他"}
	whyEn    = []string{"It was slow", "The amount paid", "The way I was treated", "Something else"}
	opinion  = []string{"满意", "不满意", "非常满意"}
	how      = []string{"0 次", "1 次", "2 次", "3 次以上"}
	matters  = []string{"定点医院多、离得近", "保障范围全", "可以自由组合", "价格", "赔付额度高", "免责少、等待期短", "理赔快、材料少", "疫苗体检等增值服务"}
	long     = []string{"甲地", "乙地", "丙地", "丁地", "戊地", "己地", "庚地", "辛地", "壬地", "癸地", "子地", "丑地", "寅地"}
	bracketd = []string{"微信（推荐）", "电话（工作日）", "其他（请说明）"}
)

func TestChoice(t *testing.T) {
	for _, c := range []struct {
		text    string
		options []string
		want    int // -1: not ok
	}{
		{"1", why, 0},
		{"a cat", []string{"Dog", "Cat"}, 1},
		{"a dog", []string{"Dog", "Cat"}, 0},
		{"a", []string{"Dog", "Cat"}, 0},
		{"１", why, 0},
		{"1.", why, 0},
		{"①", why, 0},
		{"2️⃣", why, 1},
		{"一", why, 0},
		{"第二个", why, 1},
		{"第3", why, 2},
		{"选2", why, 1},
		{"选２吧", why, 1},
		{"我选第三个", why, 2},
		{"3号", why, 2},
		{"选项4", why, 3},
		{"A", why, 0},
		{"b", why, 1},
		{"选C", why, 2},
		{"（B）", why, 1},
		{"option 2", whyEn, 1},
		{"number 3", whyEn, 2},
		{"the first one", whyEn, 0},
		{"second", whyEn, 1},
		{"two", whyEn, 1},
		{"B please", whyEn, 1},
		{"選第一個", why, 0},
		{"速度慢", why, 0},
		{"速度慢！", why, 0},
		{"是速度慢", why, 0},
		{"主要是速度慢", why, 0},
		{"速度", why, 0},
		{"赔款金额不对", why, 1},
		{"服务态度吧", why, 2},
		{"态度", why, 2},
		{"其他", why, 3},
		{"其他吧", why, 3},
		{"IT WAS SLOW", whyEn, 0},
		{"slow", whyEn, 0},
		{"the amount", whyEn, 1},
		{"something else", whyEn, 3},
		{"I think it was slow", whyEn, 0},
		{"2. 赔款金额", why, 1},
		{"b、赔款金额", why, 1},
		{"速度慢，别的还行", why, 0},
		{"满意", opinion, 0},
		{"不满意", opinion, 1},
		{"bu满意", opinion, 1},
		{"非常满意", opinion, 2},
		{"我不满意你们的服务", opinion, 1},
		{"微信", bracketd, 0},
		{"电话", bracketd, 1},
		{"其他", bracketd, 2},
		{"用微信就行", bracketd, 0},
		{"12", long, 11},
		{"十三", long, 12},
		{"1次", how, 1},
		{"3次以上", how, 3},
		{"0次", how, 0},
		{"第一个", how, 0},

		{"", why, -1},
		{"5", why, -1},
		{"0", why, -1},
		{"E", why, -1},
		{"第五个", why, -1},
		{"不知道", why, -1},
		{"速度慢，服务态度也差", why, -1},
		{"不是速度慢", why, -1},
		{"1和2", why, -1},
		{"1,3", why, -1},
		{"13", why, -1},
		{"慢慢", why, -1},
		{"其他都挺好", why, -1},
		{"2. 速度慢", why, -1},
		{"1", how, -1},
		{"2", how, -1},
		{"the", whyEn, -1},
		{"it was", whyEn, -1},
		{"was", whyEn, -1},
		{"slower", whyEn, -1},
		{"not slow", whyEn, -1},
		{"速度慢", nil, -1},
		{"地", long, -1},
		{"什么", why, -1},
	} {
		got, ok := pick(c.text, c.options)
		if ok != (c.want >= 0) || ok && got != c.want {
			t.Errorf("Choice(%q, %q) = %d, %v; want %d", c.text, c.options, got, ok, c.want)
		}
	}
}

func TestMulti(t *testing.T) {
	for _, c := range []struct {
		text    string
		options []string
		want    []int // nil: not ok
	}{
		{"1", why, []int{0}},
		{"1,3", why, []int{0, 2}},
		{"1，3", why, []int{0, 2}},
		{"1、3和4", why, []int{0, 2, 3}},
		{"3 1", why, []int{0, 2}},
		{"13", why, []int{0, 2}},
		{"１３", why, []int{0, 2}},
		{"134", matters, []int{0, 2, 3}},
		{"选1和2", why, []int{0, 1}},
		{"①③", why, []int{0, 2}},
		{"1.3", why, []int{0, 2}},
		{"1,1", why, []int{0}},
		{"A B", why, []int{0, 1}},
		{"a,c", why, []int{0, 2}},
		{"1 and 2", whyEn, []int{0, 1}},
		{"1 & 3", whyEn, []int{0, 2}},
		{"1到3", why, []int{0, 1, 2}},
		{"2 to 4", whyEn, []int{1, 2, 3}},
		{"全选", why, []int{0, 1, 2, 3}},
		{"都要", matters, []int{0, 1, 2, 3, 4, 5, 6, 7}},
		{"all of them", whyEn, []int{0, 1, 2, 3}},
		{"速度慢", why, []int{0}},
		{"速度慢、服务态度", why, []int{0, 2}},
		{"速度慢，还有服务态度也不行", why, []int{0, 2}},
		{"价格", matters, []int{3}},
		{"价格和保障范围", matters, []int{1, 3}},
		{"一、三", why, []int{0, 2}},
		{"第一个和第二个", why, []int{0, 1}},
		{"12", long, []int{11}},
		{"1,12", long, []int{0, 11}},
		{"1 3", why, []int{0, 2}},

		{"", why, nil},
		{"5", why, nil},
		{"1,5", why, nil},
		{"15", why, nil},
		{"11", why, nil},
		{"1-3", why, []int{0, 1, 2}},
		{"0", why, nil},
		{"除了1都选", why, []int{1, 2, 3}},
		{"不知道", why, nil},
		{"123", long, nil},
		{"不是速度慢", why, nil},
		{"3到1", why, nil},
		{"1,3都不好说", why, nil},
		{"all but 2", whyEn, []int{0, 2, 3}},
	} {
		got, ok := pickSome(c.text, c.options)
		if ok != (c.want != nil) || ok && !cmp.Equal(got, c.want) {
			t.Errorf("Multi(%q, %q) = %v, %v; want %v", c.text, c.options, got, ok, c.want)
		}
	}
}

// among makes a question of options that are called by their places.
func among(typ string, labels []string) answer.Question {
	q := answer.Question{Type: typ, Lang: "zh"}
	for i, l := range labels {
		q.Options = append(q.Options, answer.Option{ID: strconv.Itoa(i), ZH: l})
	}
	return q
}

func pick(text string, options []string) (int, bool) {
	id, ok := answer.Read(among("choice", options), text, today).Value.(string)
	i, _ := strconv.Atoi(id)
	return i, ok
}

func pickSome(text string, options []string) (places []int, ok bool) {
	ids, ok := answer.Read(among("multi", options), text, today).Value.([]string)
	for _, id := range ids {
		i, _ := strconv.Atoi(id)
		places = append(places, i)
	}
	return places, ok
}

// What an unclear choice may mean is offered again.
func TestAnUnclearChoiceOffersWhatFits(t *testing.T) {
	for _, c := range []struct {
		text    string
		options []string
		want    []string
	}{
		{"速度慢，服务态度也差", why, []string{"0", "2"}},
		{"1或2", why, []string{"0", "1"}},
		{"1和3", why, []string{"0", "2"}},
		{"1", how, []string{"0", "1"}},
		{"是慢还是态度", why, nil},
		{"不是速度慢", why, nil},
		{"地", long, nil},
		{"说不好", why, nil},
		{"保单", []string{"查保单", "改保单", "随便看看"}, []string{"0", "1"}},
	} {
		got := answer.Read(among("choice", c.options), c.text, today)
		if d := cmp.Diff(c.want, got.Fitting); d != "" || got.Status == answer.OK {
			t.Errorf("%q among %q is %+v: %s", c.text, c.options, got, d)
		}
	}
}
