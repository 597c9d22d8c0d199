package desk_test

import (
	"strings"
	"testing"
	"time"

	"huiyin/bot/desk/browsertest"
	"huiyin/bot/handoff"
	"huiyin/bot/records"
)

// signIn uses a one-time link in a browser, as an agent does on the first day.
func (o *office) signIn(t *testing.T, p *browsertest.Page, name string) {
	t.Helper()
	p.Open(o.link(t))
	p.Type("#name", name)
	p.Type("#password", goodPassword)
	p.Click(".door .btn.primary")
	p.WaitText(".list .me", name)
	p.Wait("document.body.classList.contains('live')")
}

// openCase opens a case and waits until its stream stands.
func (o *office) openCase(p *browsertest.Page, id string) {
	p.Open(o.server.URL + "/desk/c/" + id)
	p.Wait("document.body.classList.contains('live')")
}

func TestANewCaseAppearsWithoutReloading(t *testing.T) {
	o := openOffice(t)
	p := browsertest.New(t)
	o.signIn(t, p, "王敏")
	p.WaitText("#queue", "现在没有需要人工的会话")
	p.Value("window.sameDocument = 1")
	o.seedChen(func(d time.Duration) time.Time { return o.now().Add(-d) })
	p.WaitText("#queue", "陈立伟")
	p.WaitText("#tabs [aria-current]", "1")
	p.WaitText("#badge", "1")
	p.Wait("document.title.startsWith('(1) ')")
	p.Wait("window.sameDocument === 1")
}

func TestAnAgentTakesRepliesAndResolves(t *testing.T) {
	o := openOffice(t)
	o.seed()
	p := browsertest.New(t)
	o.signIn(t, p, "王敏")
	p.Press("j") // the first of the queue
	p.WaitText(".who h2", "赵国强")
	p.Wait("document.body.classList.contains('live')")
	p.Press("j")
	p.WaitText(".who h2", "陈立伟")
	p.WaitText("#thread mark", "银保监投诉")
	p.Wait("document.body.classList.contains('live')")
	p.Press("t")
	p.Wait("document.body.dataset.standing === 'mine'")
	p.Wait("document.activeElement.name === 'text'")

	p.Type("#composer textarea", "陈先生您好，我是王敏，")
	p.Enter()
	p.WaitText("#thread .agent", "我是王敏")
	p.Wait("document.querySelector('#composer textarea').value === ''")
	p.WaitText("#thread .agent .sent", "已送达平台")

	p.Type("#composer textarea", "正在核实")
	o.says("C7F3K", records.Message{ID: "more", Text: "好的，请尽快", At: o.now()})
	p.WaitText("#thread", "好的，请尽快")
	if got := p.Value("document.querySelector('#composer textarea').value"); got != "正在核实" {
		t.Errorf("the draft became %q when a message came", got)
	}
	p.Open(o.server.URL + "/desk/c/C7F3K")
	p.Wait("document.querySelector('#composer textarea').value === '正在核实'")

	p.Wait("document.body.classList.contains('live')")
	p.Press("e")
	p.Wait("document.querySelector('#resolve').open")
	p.Value("document.querySelector('#root_cause').value = 'delay'")
	p.Type("#action", "已催办定损，今日 18 点前出具结果")
	p.Click("#resolve .btn.primary")
	p.Wait("document.body.dataset.standing === 'resolved'")
	p.WaitText("#notice", "时效太慢")
	if c := o.caseNow("C7F3K"); c.State != handoff.Resolved || c.RootCause != "delay" || c.Action == "" {
		t.Errorf("case = %+v", c.Case)
	}
}

func TestOfTwoAgentsAtOnceTheSlowerSeesWhoWon(t *testing.T) {
	o := openOffice(t)
	o.seed()
	wang := browsertest.New(t)
	o.signIn(t, wang, "王敏")
	li := wang.Another()
	o.signIn(t, li, "李航")
	o.openCase(wang, "C7F3K")
	o.openCase(li, "C7F3K")
	li.Expect("status of 409")
	// Li's click is under way when Wang's is done: the stream has not told Li yet.
	li.Value("window.form = document.querySelector('#take').cloneNode(true)")
	wang.Click("#take button")
	wang.Wait("document.body.dataset.standing === 'mine'")
	li.Value("document.querySelector('#actions').append(window.form), window.form.requestSubmit()")
	li.WaitText("#toast", "王敏 已接手这个会话")
	li.Wait("document.body.dataset.standing === 'other'")
	li.WaitText("#notice", "正在接待")
	li.Wait("getComputedStyle(document.querySelector('#composer')).display === 'none'")
	if c := o.caseNow("C7F3K"); c.Owner != "王敏" {
		t.Errorf("owner = %s", c.Owner)
	}
}

func TestAReplyThatCouldNotBeSentComesBack(t *testing.T) {
	o := openOffice(t)
	o.seed()
	p := browsertest.New(t)
	o.signIn(t, p, "王敏")
	o.openCase(p, "C7F3K")
	p.Expect("status of 503")
	o.mu.Lock()
	o.actionErr = errDown
	o.mu.Unlock()
	p.Type("#composer textarea", "您好")
	p.Enter()
	p.WaitText("#toast", "内容已保留")
	p.Wait("document.querySelector('#composer textarea').value === '您好'")
	o.mu.Lock()
	o.actionErr = nil
	o.mu.Unlock()
	p.Click("#composer .btn.primary")
	p.WaitText("#thread .agent", "您好")
	if n := strings.Count(p.Value("document.querySelector('#thread').textContent"), "您好，陈先生"); n != 1 {
		t.Errorf("the bot's greeting is shown %d times", n)
	}
}

func TestTheThreadStaysWhereTheAgentReads(t *testing.T) {
	o := openOffice(t)
	o.seed()
	for i := range 40 {
		o.says("C7F3K", records.Message{ID: "old" + strings.Repeat("x", i), Text: "已经等了很久了", At: o.now()})
	}
	p := browsertest.New(t)
	o.signIn(t, p, "王敏")
	o.openCase(p, "C7F3K")
	const left = "(t => t.scrollHeight - t.scrollTop - t.clientHeight)(document.querySelector('#thread'))"
	p.Wait(left + " < 2")
	o.says("C7F3K", records.Message{ID: "n1", Text: "第一条新消息", At: o.now()})
	p.WaitText("#thread", "第一条新消息")
	p.Wait(left + " < 2")
	p.Value("document.querySelector('#thread').scrollTop = 0")
	o.says("C7F3K", records.Message{ID: "n2", Text: "第二条新消息", At: o.now()})
	p.WaitText("#thread", "第二条新消息")
	p.Wait("document.querySelector('#thread').scrollTop === 0")
	p.Click("#newer")
	p.Wait(left + " < 2")
}

func TestEnterInAnInputMethodDoesNotSend(t *testing.T) {
	o := openOffice(t)
	o.seed()
	p := browsertest.New(t)
	o.signIn(t, p, "王敏")
	o.openCase(p, "C7F3K")
	p.Type("#composer textarea", "ni hao")
	p.Value(`document.querySelector('#composer textarea').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))`)
	p.Value(`document.querySelector('#composer textarea').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', shiftKey: true, bubbles: true, cancelable: true}))`)
	if got := p.Value("document.querySelector('#composer textarea').value"); got != "ni hao" {
		t.Errorf("the text became %q", got)
	}
	if c := o.caseNow("C7F3K"); c.State != handoff.Open {
		t.Error("Enter in the input method sent the reply")
	}
}
