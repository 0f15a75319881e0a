package server

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// browser is a tab of a headless Chromium, with what it asked for and complained
// about.
type browser struct {
	t        *testing.T
	ctx      context.Context
	base     string
	mu       sync.Mutex
	requests []string
	logged   []string
}

// chromium returns the path of a Chromium, or skips; with YINJU_BROWSER=required
// a missing one is a failure.
func chromium(t *testing.T) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("YINJU_BROWSER") == "required" {
		t.Fatal("no Chromium found, and YINJU_BROWSER=required")
	}
	t.Skip("no Chromium found: browser tests skipped")
	return ""
}

// openBrowser starts a server over the test archive and a tab to look at it.
func openBrowser(t *testing.T) *browser { return browse(t, testServer(t)) }

// browse starts a tab that looks at a server.
func browse(t *testing.T, s *Server) *browser {
	path := chromium(t)
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.DisableGPU,
		chromedp.WindowSize(1280, 900))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	limited, cancel := context.WithTimeout(allocator, 90*time.Second)
	t.Cleanup(cancel)
	b := &browser{t: t, base: web.URL}
	var closeTab context.CancelFunc
	b.ctx, closeTab = chromedp.NewContext(limited, chromedp.WithListener(b.observe))
	t.Cleanup(closeTab)
	b.run(chromedp.Navigate("about:blank"))
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, cdp.Empty{})
	return b
}

func (b *browser) observe(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *log.EventEntryAdded:
		b.logged = append(b.logged, e.Entry.Text)
	}
}

func (b *browser) run(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// call runs a command of the browser's protocol.
func call[P, R any](b *browser, command cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.base+path), chromedp.WaitReady("footer"))
}

// eval returns what an expression gives in the page.
func (b *browser) eval(js string) string {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return fmt.Sprint(got)
}

// wants waits up to five seconds for an expression to give want.
func (b *browser) wants(js, want string) {
	b.t.Helper()
	var got string
	for range 50 {
		// What is not there yet is an exception, and may be there soon; so may a page
		// that is being left for another.
		value, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](`(() => { try { return `+js+` } catch (e) { return "exception: " + e } })()`))
		if got = fmt.Sprint(value); err != nil {
			got = err.Error()
		}
		if got == want {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("%s = %q, want %q", js, got, want)
}

// press is one key, as a keyboard sends it: text follows only if the page lets the
// key through.
func (b *browser) press(key string) {
	b.t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Text: key}
	switch key {
	case "Enter":
		down.Text, down.WindowsVirtualKeyCode = "\r", 13
	case "Escape", "Tab", "ArrowLeft", "ArrowUp", "ArrowDown":
		down.Text, down.WindowsVirtualKeyCode = "", map[string]int64{"Escape": 27, "Tab": 9, "ArrowLeft": 37, "ArrowUp": 38, "ArrowDown": 40}[key]
	}
	call(b, input.DispatchKeyEvent, down)
	call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: key,
		WindowsVirtualKeyCode: down.WindowsVirtualKeyCode})
}

// catchCopies puts what is copied into window.copied.
func (b *browser) catchCopies() {
	b.t.Helper()
	b.eval(`window.copied = []; Object.defineProperty(navigator, "clipboard",
		{value: {writeText: async (text) => { window.copied.push(text); }}}); 0`)
}

// clean checks that nothing left this host and no policy was violated.
func (b *browser) clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, url := range b.requests {
		if !strings.HasPrefix(url, b.base) && !strings.HasPrefix(url, "about:") && !strings.HasPrefix(url, "data:") {
			b.t.Errorf("request left the machine: %s", url)
		}
	}
	for _, line := range b.logged {
		b.t.Errorf("browser logged: %s", line)
	}
}

func TestBrowserSearchFacetAndOpen(t *testing.T) {
	b := openBrowser(t)
	b.open("/")
	b.press("/")
	b.wants(`document.activeElement.id`, "q")
	b.run(chromedp.SendKeys("#q", "人工智能\r"))
	b.wants(`location.pathname`, "/search")
	b.wants(`document.querySelector("#q").value`, "人工智能")
	b.wants(`location.search.includes("from=")`, "false")

	b.run(chromedp.Click(`#f-category input[value="加"]`))
	b.wants(`new URLSearchParams(location.search).get("category")`, "加")
	b.wants(`document.querySelector('#f-category input[value="加"]').checked`, "true")
	b.wants(`document.activeElement.value`, "加")
	b.run(chromedp.Click(`.chips a`))
	b.wants(`location.search.includes("category")`, "false")

	b.run(chromedp.Click(`.hit:first-of-type .title`))
	b.wants(`location.pathname.startsWith("/d/")`, "true")
	b.wants(`document.querySelector(":target")?.matches(".para.found") === true`, "true")
	b.wants(`document.querySelector(":target mark") !== null`, "true")
	b.wants(`(e => !!e && (r => r.top >= 0 && r.top < innerHeight)(e.getBoundingClientRect()))(document.querySelector(":target"))`, "true")
	b.clean()
}

func TestBrowserKeys(t *testing.T) {
	b := openBrowser(t)
	b.open("/search?fold=off&q=" + escape("人工智能"))
	focused := `[...document.querySelectorAll(".hit")].indexOf(document.activeElement.closest(".hit"))`
	for _, step := range []struct{ key, want string }{{"j", "0"}, {"j", "1"}, {"j", "2"}, {"k", "1"}} {
		b.press(step.key)
		b.wants(focused, step.want)
	}
	b.press("?")
	b.wants(`document.querySelector("#keys").open`, "true")
	b.press("Escape")
	b.wants(`document.querySelector("#keys").open`, "false")
	b.press("Enter")
	b.wants(`location.pathname.startsWith("/d/")`, "true")
	b.wants(`document.querySelector(".para:target") !== null`, "true")
	first := b.eval(`document.querySelector(":target").id`)
	b.press("n")
	b.wants(`document.querySelector(".para.current").id !== "`+first+`"`, "true")
	b.press("p")
	b.wants(`document.querySelector(".para.current").id`, first)
	b.clean()
}

// In a document one passage is current, however the reader came to it: by n, by a
// link, by the outline, by Tab. It has the bar, the address, and is what c copies.
func TestBrowserOneCurrentPassage(t *testing.T) {
	b := openBrowser(t)
	b.open("/d/" + firstHit(t, testServer(t), "「前景广阔」").Doc + "?q=" + escape("人工智能"))
	b.catchCopies()
	bars := `[...document.querySelectorAll(".para")].filter(p => getComputedStyle(p).borderLeftColor !== "rgba(0, 0, 0, 0)").map(p => p.id).join()`
	copies := 0
	agree := func(after string) {
		t.Helper()
		id := b.eval(`document.querySelector(".para.current").id`)
		b.wants(bars, id)
		b.press("c")
		copies++
		b.wants(`window.copied.length`, fmt.Sprint(copies))
		if got := b.eval(`window.copied.at(-1)`); !strings.Contains(got, "/p/"+id+"（") || !strings.HasPrefix(got, b.eval(`document.querySelector(".para.current .text").textContent.slice(0, 9)`)) {
			t.Errorf("after %s, %s is current and c copied %s", after, id, got)
		}
	}
	found := func(n int) string { return b.eval(fmt.Sprintf(`document.querySelectorAll(".para.found")[%d].id`, n)) }
	hash := `location.hash.slice(1)`
	entries := b.eval(`history.length`)
	b.press("n")
	b.wants(hash, found(0))
	agree("n")
	b.press("n")
	b.wants(hash, found(1))
	b.wants(`history.length`, entries)
	b.press("Tab")
	b.wants(`document.activeElement.closest(".para").id`, found(1))
	agree("n and Tab")

	b.run(chromedp.Click(fmt.Sprintf(`.steps a[href="#%s"]`, found(2))))
	b.wants(hash, found(2))
	b.wants(`document.querySelector(".para.current").id`, found(2))
	agree("a click on 下一处")
	b.run(chromedp.Click(`.outline li:last-child a`))
	b.wants(`document.querySelector(location.hash).matches("h2")`, "true")
	b.wants(`document.querySelector(".para.current").previousElementSibling === document.querySelector(location.hash)`, "true")
	agree("a click on the outline")
	b.press("k")
	agree("k")
	b.run(chromedp.Click(`.para:nth-of-type(3) > footer > a`))
	b.wants(hash, b.eval(`document.querySelector(".para:nth-of-type(3)").id`))
	b.wants(`location.pathname.startsWith("/d/")`, "true")
	agree("a click on ¶")
	b.clean()
}

// The strip of years is one stop of Tab; its bars are wide enough to hit.
func TestBrowserYears(t *testing.T) {
	b := openBrowser(t)
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 360, Height: 800, DeviceScaleFactor: 1, Mobile: true})
	b.open("/search?q=" + escape("人工智能 企业"))
	b.wants(`[...document.querySelectorAll(".strip .slot")].every(e => e.getBoundingClientRect().width >= 8)`, "true")
	b.wants(`document.querySelectorAll(".strip [tabindex='0']").length`, "1")
	b.eval(`for (let i = 0; i < 80; i++) document.querySelector(".strip").append(document.querySelector(".strip button").cloneNode()); 0`)
	b.wants(`[...document.querySelectorAll(".strip .slot")].every(e => e.getBoundingClientRect().width >= 8)`, "true")
	b.wants(`(s => s.scrollWidth > s.clientWidth)(document.querySelector(".years .scroll"))`, "true")
	b.wants(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`, "true")
	b.open("/search?q=" + escape("人工智能 企业"))
	b.wants(`[...document.querySelectorAll(".strip a, .strip button")].every(e => e.title !== "")`, "true")
	b.run(chromedp.Click(`.slot[value="2018"]`))
	b.wants(`new URLSearchParams(location.search).getAll("year").join()`, "2018")
	b.run(chromedp.Click(`.slot[value="unknown"]`))
	b.wants(`new URLSearchParams(location.search).getAll("year").join()`, "unknown")
	b.wants(`new URLSearchParams(location.search).get("q")`, "人工智能 企业")
	b.eval(`document.querySelector(".slot.on").focus(), 0`)
	b.press("ArrowLeft")
	b.wants(`document.activeElement.matches("button.slot")`, "true")
	b.run(chromedp.Click(`.slot.on`))
	b.wants(`new URLSearchParams(location.search).has("year")`, "false")
	b.open("/coverage") // its bars are not cut off either
	b.wants(`[...document.querySelectorAll("td.bars svg")].every(e => e.getBoundingClientRect().right <= innerWidth)`, "true")
	b.wants(`document.querySelector(".peak").innerText.startsWith("最高 1 份（")`, "true")
	b.clean()
}

// What is small to read is still large enough to hit.
func TestBrowserTargets(t *testing.T) {
	b := openBrowser(t)
	for _, path := range []string{"/search?q=" + escape("人工智能"), "/d/" + firstHit(t, testServer(t), "「前景广阔」").Doc} {
		b.open(path)
		b.wants(`[...document.querySelectorAll(".copy, .acts a, .para > footer a, .para summary")].filter(e => e.getBoundingClientRect().height < 24).length`, "0")
	}
}

func TestBrowserCopiesWithSource(t *testing.T) {
	b := openBrowser(t)
	b.open("/search?q=" + escape("「前景广阔」"))
	b.catchCopies()
	b.press("j")
	b.press("c")
	b.wants(`window.copied.length`, "1")
	for _, part := range []string{"前景广阔", "——《以辩证思维准确把握和开展“人工智能+”行动》", "日期不详", b.base + "/p/"} {
		if text := b.eval(`window.copied[0]`); !strings.Contains(text, part) {
			t.Errorf("copied text lacks %q:\n%s", part, text)
		}
	}
	b.wants(`document.querySelector("#said").textContent`, "已复制段落与出处")
	b.press("y")
	b.wants(`window.copied[1].startsWith(location.origin + "/p/")`, "true")
	b.run(chromedp.Click(".hit:first-of-type [data-copy]"))
	b.wants(`window.copied.length`, "3")
	b.clean()
}

// While an input method is composing, and while typing, keys are text.
func TestBrowserLeavesComposingAlone(t *testing.T) {
	b := openBrowser(t)
	b.open("/search?q=" + escape("人工智能"))
	const send = `((key, init) => { const e = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...init});
		if (init.code229) Object.defineProperty(e, "keyCode", {value: 229});
		return (init.at ? document.querySelector(init.at) : document.body).dispatchEvent(e); })`
	for _, c := range []struct{ name, call, taken string }{
		{"j while composing", `("j", {isComposing: true})`, "true"},
		{"j with key code 229", `("j", {code229: true})`, "true"},
		{"slash while composing", `("/", {isComposing: true})`, "true"},
		{"j in the search box", `("j", {at: "#q"})`, "true"},
		{"Enter that confirms a candidate", `("Enter", {at: "#q", isComposing: true})`, "false"},
		{"Enter that searches", `("Enter", {at: "#q"})`, "true"},
		{"j with control", `("j", {ctrlKey: true})`, "true"},
		{"j alone", `("j", {})`, "false"},
	} {
		b.eval(`document.activeElement.blur(), 0`)
		if got := b.eval(send + c.call); got != c.taken {
			t.Errorf("%s: event went on = %s, want %s", c.name, got, c.taken)
		}
	}
	b.clean()
}

func TestBrowserWithoutScripts(t *testing.T) {
	b := openBrowser(t)
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open("/")
	b.run(chromedp.SendKeys("#q", "人工智能"), chromedp.Click(".box button"), chromedp.WaitVisible(".hit"))
	b.run(chromedp.Click(`#f-category input[value="加"]`), chromedp.Click(".apply"), chromedp.WaitVisible(".chips"))
	b.run(chromedp.Click(`.slot[value="unknown"]`), chromedp.WaitVisible(".chips li:nth-child(3)"))
	b.run(chromedp.Click(".hit:first-of-type .title"), chromedp.WaitVisible(".para:target mark"))
	b.wants(`[...document.querySelectorAll(".copy")].filter(e => e.checkVisibility()).length`, "0")
	b.run(chromedp.Click(`.para:nth-of-type(2) > footer > a`), chromedp.WaitVisible(".para:nth-of-type(2):target"))
	b.clean()
}

// Markup in texts and queries runs nothing: a script or a refused inline handler
// would show in the browser's log.
func TestBrowserMarkupRunsNothing(t *testing.T) {
	b := openBrowser(t)
	hit := firstHit(t, testServer(t), "人工智能标记")
	for _, path := range []string{"/search?q=" + escape("人工智能标记"), "/d/" + hit.Doc + "?q=" + escape("人工智能标记"),
		"/search?q=" + escape(`"><img src=x onerror=alert(1)>`) + "&place=" + escape(`'"><script>alert(1)</script>`), "/coverage"} {
		b.open(path)
		b.wants(`document.querySelectorAll("main img, main script").length`, "0")
	}
	b.clean()
}

// TestBrowserScreens looks at every page at both widths and in both modes, keeps
// the pictures, and refuses pages that scroll sideways.
func TestBrowserScreens(t *testing.T) {
	b := openBrowser(t)
	folder := os.Getenv("YINJU_SCREENSHOTS")
	if folder == "" {
		folder = t.TempDir()
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	b.open("/search?q=" + escape("人工智能"))
	document := b.eval(`(a => a.pathname + a.search + a.hash)(document.querySelectorAll(".hit .title")[2])`)
	for _, width := range []int64{360, 1600} {
		for _, scheme := range []string{"light", "dark"} {
			for name, path := range map[string]string{
				"start": "/", "search": "/search?q=" + escape("人工智能"), "nothing": "/search?q=" + escape("人工智能 不存在的词组合") + "&year=1931",
				"filtered": "/search?q=" + escape("「人工智能」") + "&category=" + escape("加") + "&year=unknown&theme=sci",
				"share":    "/search?q=" + escape("人工智能") + "&bars=share&fold=off",
				"document": strings.Split(document, "#")[0], "hit": document, "coverage": "/coverage", "help": "/help", "error": "/search?q=x&size=999", "missing": "/d/none",
			} {
				b.screen(filepath.Join(folder, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), path, width, scheme)
			}
		}
	}
}

// TestBrowserPrint looks at a document as it is printed: text and source, nothing
// to click.
func TestBrowserPrint(t *testing.T) {
	b := openBrowser(t)
	b.open("/d/" + firstHit(t, testServer(t), "「前景广阔」").Doc)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.wants(`[...document.querySelectorAll("header.top, .outline, .copy, .para details, .foot, .years, dialog")].filter(e => e.checkVisibility()).length`, "0")
	b.wants(`[...document.querySelectorAll("h1, .fields, .para .text")].every(e => e.checkVisibility())`, "true")
	b.wants(`getComputedStyle(document.querySelector(".para > footer > a"), "::after").content.includes(location.origin + "/p/")`, "true")
	b.wants(`document.querySelector(".printed").innerText.includes(location.href + "（仅在本机可打开）")`, "true")
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print",
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	b.wants(`getComputedStyle(document.querySelector(".para")).color`, "rgb(0, 0, 0)")
	b.open("/search?q=" + escape("人工智能") + "&year=unknown")
	b.wants(`document.querySelector(".printed").innerText.includes("年份：日期不详")`, "true")
	b.wants(`[...document.querySelectorAll(".sign")].filter(e => e.checkVisibility()).every(e => getComputedStyle(e).color !== "rgb(108, 199, 189)")`, "true")
	b.wants(`[...document.querySelectorAll("main a:not(.title, .standing a, .beside a), main button")].filter(e => e.checkVisibility()).length`, "0")
}

func (b *browser) screen(file, path string, width int64, scheme string) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 500})
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	b.open(path)
	if over := b.eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`); over != "0" {
		b.t.Errorf("%s at %d px scrolls sideways by %s px", path, width, over)
	}
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, shot, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
