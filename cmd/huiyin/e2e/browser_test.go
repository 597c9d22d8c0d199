package e2e

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/bot/desk/browsertest"
)

// deskWindow is an agent's browser, signed in.
type deskWindow struct{ *browsertest.Page }

// signIn uses the one-time link that the server printed.
func signIn(t *testing.T, s *server) deskWindow {
	t.Helper()
	return deskWindow{useLink(browsertest.New(t), s)}
}

func useLink(page *browsertest.Page, s *server) *browsertest.Page {
	page.Open(s.link("/desk/welcome/"))
	page.Type("#name", "王敏")
	page.Type("#password", "correct horse battery")
	page.Click(".door form button.primary")
	page.Wait("location.pathname === '/desk'")
	return page
}

// shows waits until the queue shows text.
func (d deskWindow) shows(text string) { d.WaitText("#queue", text) }

// chatWindow is a customer's browser.
type chatWindow struct{ *browsertest.Page }

func (c chatWindow) hears(text string) { c.WaitText("#log", text) }

func (c chatWindow) says(text string) {
	c.Type("#text", text)
	c.Click("#send")
	c.Wait("document.getElementById('text').value === ''")
	c.hears(text)
}

// TestTheFirstRun is what a new user does: start the program, open the printed links, be unhappy,
// and be helped by a person in the same chat.
func TestTheFirstRun(t *testing.T) {
	s := startAsTheReadmeSays(t)
	desk := signIn(t, s)
	desk.Do() // the desk is open before anything happens
	customer := chatWindow{desk.Another()}

	customer.Open(s.link("/try/motor-claim"))
	customer.hears("是否同意开始")
	customer.says("好")
	customer.hears("推荐")
	customer.says("2")
	customer.hears("哪里不满意")
	customer.says("定损拖了九天，没人管")
	customer.hears("人工")

	desk.shows("定损拖了九天，没人管") // without reload
	desk.Click("#queue a")
	desk.WaitText("#context", "没人管")
	desk.WaitText("mark", "没人管")
	desk.Click("#take button")
	desk.WaitText("#status", "王敏")
	desk.Type("#composer textarea", "您好，我是王敏，马上为您核实")
	desk.Enter()
	customer.hears("您好，我是王敏，马上为您核实")
	customer.says("好的，等你消息")
	desk.WaitText("#thread", "好的，等你消息")

	desk.Click("#open-resolve")
	desk.Do()
	desk.Wait("document.querySelector('#resolve').open")
	desk.Value("document.querySelector('#root_cause').selectedIndex = 1")
	desk.Type("#action", "加急定损，今天出结果")
	desk.Click("#resolve button.primary")
	customer.hears("解决")
	customer.says("解决了")
	customer.hears("感谢")
	desk.Wait("location.pathname.startsWith('/desk')")

	desk.Open(s.base + "/insight")
	desk.WaitText("body", "−100") // one detractor, and the typographic minus
	desk.WaitText("body", "定损拖了九天，没人管")

	pet := chatWindow{desk.Another()}
	pet.Open(s.link("/try/pet-research"))
	pet.hears("宠物")

	s.exportsAnswers(t)
}

// exportsAnswers reads the CSV as a spreadsheet does.
func (s *server) exportsAnswers(t *testing.T) {
	t.Helper()
	s.settled()
	file := filepath.Join(t.TempDir(), "answers.csv")
	if out, err := exec.Command(binary, "export", "answers", "-data", s.data, "-o", file).CombinedOutput(); err != nil {
		t.Fatalf("export: %v\n%s", err, out)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if all := fmt.Sprint(rows); len(rows) != 4 || !strings.Contains(all, "定损拖了九天，没人管") || !strings.Contains(all, "solved") {
		t.Errorf("%d rows, want a header and three answers: %v", len(rows), rows)
	}
}
