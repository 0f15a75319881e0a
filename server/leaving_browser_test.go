package server

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yinju/archive"
)

// versionsBrowser looks at a notice in two versions and at two texts of a rule.
func versionsBrowser(t *testing.T) (b *browser, notice, oldOne, newOne string) {
	t.Helper()
	chromium(t)
	s := archiveOf(t, archive.Text{Key: "x/通知.txt", Data: []byte(firstText)},
		archive.Text{Key: "x/通知.txt", Data: []byte(strings.Replace(firstText, "两年", "三年", 1))},
		archive.Text{Key: "a/旧.txt", Data: []byte(oldRule)}, archive.Text{Key: "b/新.txt", Data: []byte(newRule)})
	return browse(t, s), firstHit(t, s, "「试点期限为三年」").Doc,
		firstHit(t, s, "「为了管理试验区」").Doc, firstHit(t, s, "「管理和保护试验区」").Doc
}

// A reader gets from a permanent link of an old passage to the old text, from there
// to the differences and to the newest text, without scripts too.
func TestBrowserOldVersionAndDifferences(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		b, notice, _, _ := versionsBrowser(t)
		call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
		b.open("/d/" + notice + "?version=1")
		gone := b.eval(`[...document.querySelectorAll(".para")].find(p => p.innerText.includes("两年")).id`)
		b.open("/p/" + gone)
		b.wants(`location.pathname + location.search + location.hash`, "/d/"+notice+"?version=1#"+gone)
		b.wants(`document.querySelector(":target .text").innerText.includes("试点期限为两年")`, "true")
		b.wants(`document.querySelector(".notice").innerText.startsWith("已有新版")`, "true")
		b.run(chromedp.Click(`.notice a[href*="compare"]`))
		b.wants(`[...document.querySelectorAll("del, ins")].filter(e => e.closest(".changed")).map(e => e.innerText).join()`, "两,三")
		b.wants(`[...document.querySelectorAll(".changed del, .changed ins")].every(e => getComputedStyle(e).textDecorationLine !== "none")`, "true")
		b.run(chromedp.Click(`.heads p:last-child a`))
		b.wants(`document.querySelector(".notice")`, "<nil>")
		b.clean()
	}
}

// On a phone the two texts stand one under the other.
func TestBrowserDifferencesOnAPhone(t *testing.T) {
	b, _, oldOne, newOne := versionsBrowser(t)
	path := "/d/" + oldOne + "/compare?with=" + newOne
	folder := os.Getenv("YINJU_SCREENSHOTS")
	if folder == "" {
		folder = t.TempDir()
	}
	for _, width := range []int64{360, 1600} {
		for _, scheme := range []string{"light", "dark"} {
			b.screen(filepath.Join(folder, fmt.Sprintf("compare-%d-%s.png", width, scheme)), path, width, scheme)
		}
		under := fmt.Sprint(width == 360)
		b.wants(`(p => p.querySelector(".to").getBoundingClientRect().top >= p.querySelector(".from").getBoundingClientRect().bottom)(document.querySelector(".changed"))`, under)
	}
}

// What leads away from a list of results is reached by Tab and large enough.
func TestBrowserLeavingAndFolding(t *testing.T) {
	b := openBrowser(t)
	b.open("/search?q=" + escape("人工智能"))
	rows := b.eval(`document.querySelectorAll(".hit").length`)
	b.wants(`document.querySelector(".more a") !== null`, "true")
	b.wants(`[...document.querySelectorAll(".more a, .same > summary, .switch, .scales a, .leave > summary")].filter(e => e.tabIndex < 0).length`, "0")
	b.run(chromedp.Click(".leave > summary"))
	b.wants(`[...document.querySelectorAll(".leave a")].map(a => new URL(a.href).pathname).join()`, "/search.csv,/search.jsonl,/search.atom")
	b.wants(`[...document.querySelectorAll(".leave a")].filter(a => a.getBoundingClientRect().height < 24).length`, "0")
	b.run(chromedp.Click(".scales a:last-child"))
	b.wants(`new URLSearchParams(location.search).get("bars")`, "share")
	b.run(chromedp.Click(".switch"))
	b.wants(`new URLSearchParams(location.search).get("fold")`, "off")
	b.wants(`new URLSearchParams(location.search).get("bars")`, "share")
	b.wants(`document.querySelectorAll(".hit").length > `+rows, "true")
	b.clean()
}

// On paper stand the places of what was folded, without scripts too.
func TestBrowserPrintsFoldedPlaces(t *testing.T) {
	chromium(t)
	shared := "为了管理试验区，制定本办法，并由省人民政府公布名录。"
	s := archiveOf(t, archive.Text{Key: "a.txt", Data: []byte("甲办法\n\n第一条 " + shared + "\n\n第二条 试验区由县级以上人民政府管理。\n\n第三条 试验区可以收费。")},
		archive.Text{Key: "b.txt", Data: []byte("乙办法\n\n第一条 " + shared)})
	for _, scripts := range []bool{true, false} {
		b := browse(t, s)
		call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
		b.open("/search?q=" + escape("试验区"))
		b.wants(`document.querySelector(".same li").checkVisibility({contentVisibilityAuto: true})`, "false")
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		b.wants(`document.querySelector(".more").innerText`, "本文另有 1 段")
		b.wants(`document.querySelector(".same > summary").innerText`, "另见 1 处同文")
		b.wants(`document.querySelector(".same li").innerText.includes("办法")`, "true")
		b.wants(`[...document.querySelectorAll(".more, .same > summary, .same li")].every(e => e.checkVisibility() && e.getBoundingClientRect().height > 0)`, "true")
		b.clean()
	}
}

// A copied link says that it opens here only.
func TestBrowserCopiedLinkSaysWhereItOpens(t *testing.T) {
	b := openBrowser(t)
	b.open("/search?q=" + escape("「前景广阔」"))
	b.catchCopies()
	b.press("j")
	b.press("c")
	b.press("y")
	b.wants(`window.copied.length`, "2")
	b.wants(`window.copied.every(text => text.endsWith("（此链接仅在本机可打开）"))`, "true")
	b.open("/d/" + firstHit(t, testServer(t), "「前景广阔」").Doc)
	b.catchCopies()
	b.press("c")
	b.wants(`window.copied.length`, "1")
	b.wants(`window.copied[0].endsWith("（此链接仅在本机可打开）")`, "true")
	b.clean()
}
