package desk_test

import (
	"os"
	"path/filepath"
	"testing"

	"huiyin/bot/desk/browsertest"
)

// TestScreens shows every page at both widths, in both languages and colour schemes. The console
// check and the check for sideways scrolling run always; pictures to look at are kept in the folder
// that HUIYIN_SCREENS names.
func TestScreens(t *testing.T) {
	o := openOffice(t)
	o.seed()
	p := browsertest.New(t)
	p.Open(o.server.URL + "/desk/login")
	p.Expect("status of 404") // the page of a case that does not exist
	shot := shooter(t, p)
	shot("login")
	p.Open(o.link(t))
	shot("welcome")
	o.signIn(t, p, "王敏")
	for _, page := range []struct{ name, path string }{
		{"queue", "/desk"},
		{"case", "/desk/c/C7F3K"},
		{"mine", "/desk/c/C2LX5?view=mine"},
		{"other", "/desk/c/C5HJ1"},
		{"resolved", "/desk/c/C1QS8?view=resolved"},
		{"resolve", "/desk/c/C7F3K?resolve"},
		{"insight", "/insight"},
		{"missing", "/desk/c/NONE"},
	} {
		p.Open(o.server.URL + page.path)
		shot(page.name)
	}
	p.Screen(390, 844, false)
	p.Open(o.server.URL + "/desk/c/C7F3K")
	p.Click("#info")
	p.Wait("document.querySelector('#context').checkVisibility()")
	if folder := os.Getenv("HUIYIN_SCREENS"); folder != "" {
		p.Shot(filepath.Join(folder, "context-390-zh-light.png"), false)
	}
}

// shooter gives a function that looks at the page as it stands in every way.
func shooter(t *testing.T, p *browsertest.Page) func(name string) {
	folder := os.Getenv("HUIYIN_SCREENS")
	return func(name string) {
		t.Helper()
		for _, lang := range []string{"zh", "en"} {
			if got := p.Value("document.documentElement.lang"); (got == "en") != (lang == "en") {
				p.Value("document.querySelector('button[name=lang]').click()")
				p.Wait("document.documentElement.lang.startsWith('" + lang + "')")
			}
			for _, w := range []int64{1440, 390} {
				for _, dark := range []bool{false, true} {
					p.Screen(w, map[int64]int64{1440: 900, 390: 844}[w], dark)
					if wide := p.Value("document.documentElement.scrollWidth - innerWidth"); wide > "0" {
						t.Errorf("%s in %s at %d scrolls sideways by %s px", name, lang, w, wide)
					}
					if folder != "" {
						mode := map[bool]string{false: "light", true: "dark"}[dark]
						size := map[int64]string{1440: "1440", 390: "390"}[w]
						p.Shot(filepath.Join(folder, name+"-"+size+"-"+lang+"-"+mode+".png"), name == "insight")
					}
				}
			}
		}
		p.Screen(1440, 900, false)
		p.Value("document.querySelector('button[name=lang]').click()")
		p.Wait("document.documentElement.lang.startsWith('zh')")
	}
}
