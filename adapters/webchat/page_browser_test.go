package webchat_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

func TestAnUnhappyCustomerIsHandedToAPersonOnAPhone(t *testing.T) {
	r := newRecord()
	r.answer = claimSurvey
	url := newServer(t, r)
	ctx := browser(t, "zh-CN")
	do(ctx, t, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2)),
		chromedp.Navigate(url+"/c/Tk1"))
	see(ctx, t, "推荐给亲友")
	picture(ctx, t, "390-scale")
	if small := eval[int](ctx, t, "[...document.querySelectorAll('button:not([hidden]), a')].filter(b => b.offsetParent && (b.offsetHeight < 44 || b.offsetWidth < 44)).length"); small != 0 {
		t.Errorf("%d touch targets are smaller than 44 px", small)
	}
	tap(ctx, t, "2")
	see(ctx, t, "哪一项")
	picture(ctx, t, "390-choices")
	tap(ctx, t, "定损太慢")
	see(ctx, t, "具体说说")
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#text"), "定损拖了九天，打电话也没人管"+kb.Enter))
	see(ctx, t, "今天下午六点前")
	picture(ctx, t, "390-agent")
	if n := eval[int](ctx, t, "document.querySelectorAll('.answers').length"); n != 0 {
		t.Error("answers can still be tapped though a person has taken over")
	}
	if who := eval[string](ctx, t, "document.querySelector('.agent .who').textContent"); who != "李敏 · 客服" {
		t.Errorf("the agent is called %q", who)
	}
	if wide := eval[bool](ctx, t, "document.documentElement.scrollWidth > innerWidth"); wide {
		t.Error("the page scrolls sideways")
	}
	want := []string{"start ", "button 2", "button 定损太慢", "text 定损拖了九天，打电话也没人管"}
	if d := cmp.Diff(want, r.texts()); d != "" {
		t.Errorf("the bot heard something else (-want +got):\n%s", d)
	}
}

func TestTheNewestLineStaysInSightWhenThePhoneTurns(t *testing.T) {
	r := newRecord()
	r.answer = claimSurvey
	url := newServer(t, r)
	ctx := browser(t, "zh-CN")
	portrait := chromedp.EmulateViewport(390, 500, chromedp.EmulateMobile, chromedp.EmulateTouch)
	do(ctx, t, chromedp.EmulateViewport(900, 1400, chromedp.EmulateMobile, chromedp.EmulateTouch), chromedp.Navigate(url+"/c/Tk1"))
	see(ctx, t, "推荐给亲友")
	tap(ctx, t, "2")
	see(ctx, t, "哪一项")
	const below = "(s => Math.round(s.scrollHeight - s.scrollTop - s.clientHeight))(document.getElementById('scroll'))"
	do(ctx, t, portrait)
	wait(ctx, t, "innerHeight === 500 && "+below+" < 2")

	// Somebody who reads older lines is left there. The watchers come after the page's own, and so
	// tell that those are through.
	eval[bool](ctx, t, `(s => {
		s.addEventListener("scroll", () => { window.scrolled = true; }, { once: true });
		new ResizeObserver(() => { window.sizes = (window.sizes ?? 0) + 1; }).observe(s);
		s.scrollTop = 0;
		return true;
	})(document.getElementById("scroll"))`)
	wait(ctx, t, "window.scrolled && window.sizes === 1")
	do(ctx, t, chromedp.EmulateViewport(390, 400, chromedp.EmulateMobile, chromedp.EmulateTouch))
	wait(ctx, t, "window.sizes > 1")
	if top := eval[int](ctx, t, "Math.round(document.getElementById('scroll').scrollTop)"); top != 0 {
		t.Errorf("who reads older lines is moved to %d px", top)
	}
}

func TestAReloadShowsTheConversationOnceAndInOrder(t *testing.T) {
	r := newRecord()
	r.answer = claimSurvey
	url := newServer(t, r)
	ctx := browser(t, "zh-CN")
	do(ctx, t, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(url+"/c/Tk1"))
	tap(ctx, t, "2")
	see(ctx, t, "哪一项")
	picture(ctx, t, "1440-choices")
	do(ctx, t, chromedp.Reload())
	see(ctx, t, "哪一项")
	got := eval[[]string](ctx, t, "[...document.querySelectorAll('#log .bubble')].map(b => b.textContent.slice(0, 6))")
	if d := cmp.Diff([]string{"您好，您的车", "2", "抱歉让您失望"}, got); d != "" {
		t.Errorf("after a reload the page shows (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"start ", "button 2"}, r.texts()); d != "" {
		t.Errorf("the reload changed what the bot heard (-want +got):\n%s", d)
	}
	picture(ctx, t, "1440-reloaded")
}

func TestAMessageThatCannotBeSentIsKeptAndSentOnRetry(t *testing.T) {
	r := newRecord()
	r.answer = claimSurvey
	url := newServer(t, r)
	ctx := browser(t, "en")
	do(ctx, t, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile), chromedp.Navigate(url+"/c/Tk1"))
	see(ctx, t, "推荐给亲友")
	r.setDown(true)
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#text"), "nobody calls back"+kb.Enter))
	see(ctx, t, "Not sent")
	picture(ctx, t, "390-failed-en")
	r.setDown(false)
	do(ctx, t, chromedp.Click(chromedp.CSS(".failed .state button")))
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("!document.querySelector('.failed, .sending')")); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"start ", "text nobody calls back"}, r.texts()); d != "" {
		t.Errorf("after the retry the bot heard (-want +got):\n%s", d)
	}
	if text := eval[string](ctx, t, "document.getElementById('text').value"); text != "" {
		t.Errorf("the composer still holds %q", text)
	}
}

func TestMarkupInMessagesIsShownAsText(t *testing.T) {
	r := newRecord()
	url := newServer(t, r)
	ctx := browser(t, "zh-CN")
	do(ctx, t, chromedp.Navigate(url+"/c/Tk1"), chromedp.WaitVisible(chromedp.CSS("#text")))
	attack := `<img src=x onerror=alert(1)><script>alert(2)</script>`
	do(ctx, t, chromedp.SendKeys(chromedp.CSS("#text"), attack+kb.Enter))
	see(ctx, t, "onerror")
	if n := eval[int](ctx, t, "document.querySelectorAll('#log img, #log script').length"); n != 0 {
		t.Error("markup became elements")
	}
	do(ctx, t, chromedp.Reload())
	see(ctx, t, "onerror")
}

func TestThePageComesBackAfterTheServerWasGone(t *testing.T) {
	r := newRecord()
	r.answer = claimSurvey
	url := newServer(t, r)
	ctx := browser(t, "zh-CN")
	do(ctx, t, chromedp.Navigate(url+"/c/Tk1"))
	see(ctx, t, "推荐给亲友")
	r.chat.Close() // every stream ends at once from now on, as while a server restarts
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("!document.getElementById('banner').hidden")); err != nil {
		t.Fatalf("the page does not tell that it is cut off: %v", err)
	}
	picture(ctx, t, "1280-banner")
	see(ctx, t, "推荐给亲友")
}
