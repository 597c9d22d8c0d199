package desk_test

import (
	"bufio"
	"encoding/json"
	"html"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

type shownState struct {
	Waiting, Unread         int
	Standing, Problem, Code string
	Parts                   map[string]string
}

func stateIn(t *testing.T, body string) shownState {
	t.Helper()
	var s shownState
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		t.Fatalf("state %q: %v", body, err)
	}
	return s
}

func TestAnAgentTakesAnswersAndResolvesWithoutScript(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	page := agent.get("/desk/c/C7F3K")
	for _, want := range []string{
		"陈立伟", "<mark>银保监投诉</mark>", "提及监管投诉", "CL20260118-4471", "138****4471", "−84",
		"NPS 2", "2 → 7", "客户提前结束", "定损、电话沟通", "结案赔付", "车险理赔", "排队中", "接手",
	} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the case does not show %q", want)
		}
	}
	if strings.Contains(page.body, "13812344471") {
		t.Error("the phone number is shown in full")
	}
	if got := agent.post("/desk/c/C7F3K/take"); got.code != http.StatusSeeOther || got.header.Get("Location") != "/desk/c/C7F3K" {
		t.Fatalf("take = %d", got.code)
	}
	if got := agent.post("/desk/c/C7F3K/reply", "text", "陈先生您好，我是王敏。", "id", "r1"); got.code != http.StatusSeeOther {
		t.Fatalf("reply = %d", got.code)
	}
	agent.post("/desk/c/C7F3K/reply", "text", "陈先生您好，我是王敏。", "id", "r1") // pressed twice
	if got := agent.get("/desk/c/C7F3K"); strings.Count(got.body, "陈先生您好，我是王敏。") != 1 {
		t.Error("a reply that was pressed twice is not shown once")
	}
	if got := agent.post("/desk/c/C7F3K/resolve", "root_cause", "delay"); got.code != http.StatusSeeOther {
		t.Fatalf("resolve without action = %d", got.code)
	}
	if got := agent.get("/desk/c/C7F3K"); !strings.Contains(got.body, "请写明处理措施") {
		t.Error("the refusal is not shown after the form came back")
	}
	agent.post("/desk/c/C7F3K/resolve", "root_cause", "delay", "action", "今日出具复核结果")
	if c := o.caseNow("C7F3K"); c.State != handoff.Resolved || c.RootCause != "delay" || c.Owner != "王敏" {
		t.Errorf("case = %+v", c.Case)
	}
	if got := agent.get("/desk?view=resolved"); !strings.Contains(got.body, "row-C7F3K") {
		t.Error("the case is not among the resolved")
	}
}

func TestTheSlowerOfTwoAgentsIsToldWhoWasFaster(t *testing.T) {
	o := openOffice(t)
	o.seed()
	wang, li := o.agent(t, "王敏"), o.agent(t, "李航")
	if got := wang.script("/desk/c/C7F3K/take"); got.code != http.StatusOK || stateIn(t, got.body).Standing != "mine" {
		t.Fatalf("first take = %d", got.code)
	}
	got := li.script("/desk/c/C7F3K/take")
	s := stateIn(t, got.body)
	if got.code != http.StatusConflict || s.Code != "taken_by_other" || s.Problem != "王敏 已接手这个会话" || s.Standing != "other" {
		t.Errorf("second take = %d %+v", got.code, s)
	}
	if strings.Contains(s.Parts["actions"], "/take") || !strings.Contains(s.Parts["notice"], "王敏") {
		t.Error("the loser can still take, or is not told who talks")
	}
}

func TestAFailureOfOursKeepsTheReplyForAnotherTry(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	o.actionErr = http.ErrHandlerTimeout
	got := agent.script("/desk/c/C7F3K/reply", "text", "您好", "id", "r1")
	if got.code != http.StatusServiceUnavailable || stateIn(t, got.body).Code != "later" {
		t.Errorf("reply = %d %s", got.code, got.body)
	}
}

func TestRefusalsHaveTheirStatus(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	for _, c := range []struct {
		path string
		form []string
		want int
	}{
		{"/desk/c/NONE/take", nil, http.StatusNotFound},
		{"/desk/c/C7F3K/reply", []string{"text", "  "}, http.StatusBadRequest},
		{"/desk/c/C7F3K/reply", []string{"text", strings.Repeat("长", 2001)}, http.StatusBadRequest},
		{"/desk/c/C7F3K/resolve", []string{"root_cause", "made-up", "action", "x"}, http.StatusBadRequest},
		{"/desk/c/C5HJ1/reply", []string{"text", "您好"}, http.StatusConflict},
		{"/desk/c/C1QS8/take", nil, http.StatusConflict},
	} {
		if got := agent.script(c.path, c.form...); got.code != c.want {
			t.Errorf("%s %v = %d, want %d", c.path, c.form, got.code, c.want)
		}
	}
	if got := agent.get("/desk/c/NONE"); got.code != http.StatusNotFound || !strings.Contains(got.body, "没有找到这个会话") {
		t.Errorf("unknown case = %d", got.code)
	}
}

func TestWhoWaitsLongestIsOnTop(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	rows := regexp.MustCompile(`id="row-(\w+)"`)
	order := func(path string) string {
		var ids []string
		for _, m := range rows.FindAllStringSubmatch(agent.get(path).body, -1) {
			ids = append(ids, m[1])
		}
		return strings.Join(ids, " ")
	}
	for path, want := range map[string]string{
		"/desk":               "C4ZH7 C7F3K C9TG2 C2LX5 C5HJ1",
		"/desk?view=waiting":  "C4ZH7 C7F3K C9TG2",
		"/desk?view=mine":     "C2LX5",
		"/desk?view=resolved": "C1QS8",
		"/desk?view=nonsense": "C4ZH7 C7F3K C9TG2 C2LX5 C5HJ1",
	} {
		if got := order(path); got != want {
			t.Errorf("%s = %s, want %s", path, got, want)
		}
	}
}

func TestTheStreamBeginsWithEverythingThenSendsWhatChanged(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	res, err := agent.client.Get(o.server.URL + "/desk/events?case=C7F3K")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("Content-Type = %q", got)
	}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	next := func() shownState {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return stateIn(t, data)
			}
		}
		t.Fatal("the stream ended")
		return shownState{}
	}
	first := next()
	for _, part := range []string{"tabs", "queue", "thread", "status", "actions", "notice", "context"} {
		if _, ok := first.Parts[part]; !ok {
			t.Errorf("the first state lacks %s", part)
		}
	}
	o.says("C7F3K", records.Message{ID: "new", Text: "还在吗？", At: o.now()})
	second := next()
	if !strings.Contains(second.Parts["thread"], "还在吗？") {
		t.Error("the new message was not sent")
	}
	if _, ok := second.Parts["notice"]; ok {
		t.Error("what did not change was sent again")
	}
}

func TestInsightShowsIntervalsSampleSizesAndWarnsOfSmallSamples(t *testing.T) {
	o := openOffice(t)
	o.seed()
	agent := o.agent(t, "王敏")
	body := html.UnescapeString(agent.get("/insight").body)
	for _, want := range []string{"+24", "+20 ~ +28", "n = 1267", "−12", "−21 ~ −2", "样本少", `class="hole"`, "理赔员小周", "139****1234", "答完情况", "57%", "62%", "处理前后", "+4.5", "2.2", "6.8"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, want := range []string{"宠物医疗险调研", `<progress max="200" value="137">`, "<b>150</b> / 150"} {
		if !strings.Contains(body, want) {
			t.Errorf("the quotas lack %q", want)
		}
	}
	if strings.Count(body, "已满") != 1 {
		t.Error("one quota of two is full")
	}
	if strings.Contains(body, "13900001234") {
		t.Error("a phone number in a verbatim is shown in full")
	}
}

func TestEmptyPagesHelp(t *testing.T) {
	o := openOffice(t)
	if got := o.browser(t).get("/desk/login"); !strings.Contains(got.body, "一次性登录链接") {
		t.Error("the sign-in does not say where the first account comes from")
	}
	agent := o.agent(t, "王敏")
	for path, want := range map[string]string{
		"/desk": "立刻出现在这里", "/desk?view=waiting": "没有人在等待", "/desk?view=mine": "按 T 接手",
		"/desk?view=resolved": "还没有已解决", "/insight": "还没有 NPS 数据",
	} {
		if !strings.Contains(agent.get(path).body, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}

func TestEnglishIsComplete(t *testing.T) {
	o := openOffice(t)
	agent := o.agent(t, "Wang")
	if got := agent.post("/desk/lang", "lang", "en", "back", "/insight"); got.header.Get("Location") != "/insight" {
		t.Errorf("language switch leads to %q", got.header.Get("Location"))
	}
	han := regexp.MustCompile(`\p{Han}+`)
	for _, path := range []string{"/desk", "/desk?view=waiting", "/desk?view=mine", "/desk?view=resolved", "/desk/c/NONE", "/insight"} {
		body := agent.get(path).body
		body = strings.ReplaceAll(strings.ReplaceAll(body, ">回<", "><"), "中文", "") // the mark, and the way back
		body = strings.ReplaceAll(body, "切换到中文", "")
		if found := han.FindString(strings.ReplaceAll(body, "切换到", "")); found != "" {
			t.Errorf("%s says %q in English", path, found)
		}
	}
}

func TestPagesCarryNoInlineScriptOrStyle(t *testing.T) {
	files, err := os.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	inline := regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|<style|<script(?:[^>]*)>[^<]|javascript:|hx-on|https?://`)
	for _, f := range files {
		body, err := os.ReadFile("templates/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if found := inline.Find(body); found != nil {
			t.Errorf("%s: %q is blocked by the policy or leaves this server", f.Name(), found)
		}
	}
}

func TestAssetsAreKeptForGoodUnderTheirHash(t *testing.T) {
	o := openOffice(t)
	b := o.browser(t)
	url := regexp.MustCompile(`/desk/static/[0-9a-f]{12}/base\.css`).FindString(b.get("/desk/login").body)
	if url == "" {
		t.Fatal("the page links no hashed stylesheet")
	}
	got := b.get(url)
	if got.code != http.StatusOK || !strings.Contains(got.header.Get("Cache-Control"), "immutable") || got.header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%s = %d %v", url, got.code, got.header)
	}
	old := strings.Replace(url, "/desk/static/", "/desk/static/0", 1)
	if got := b.get(old); got.code != http.StatusNotFound {
		t.Errorf("another version = %d, want 404", got.code)
	}
	if got := b.get("/desk/static/x/../../../desk.go"); got.code == http.StatusOK {
		t.Error("a path out of the assets was served")
	}
}
