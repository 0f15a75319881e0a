package server

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What searching by meaning brings to the pages, as a reader meets it. One archive
// and one tab serve all, since both take their time.
func TestBrowserMeaning(t *testing.T) {
	chromium(t)
	b := browse(t, conceptServer(t))
	for name, look := range map[string]func(*browser){
		"rewriting is shown and undone": lookAtRewriting, "why is opened": lookAtWhy, "the best sentence is marked": lookAtBest,
		"a claim is compared": lookAtClaim, "the way of searching is switched": lookAtModes, "more like this": lookAtSimilar,
		"suggestions by keyboard": lookAtSuggestions, "on every screen": lookAtScreens,
	} {
		t.Run(name, func(t *testing.T) {
			b.t = t
			look(b)
			b.clean()
		})
	}
}

const lay = "爷爷瘫痪谁来照顾" // no word of it is in the archive

func lookAtRewriting(b *browser) {
	b.open("/search?q=" + escape("长护险") + "&sort=-date")
	b.wants(`document.querySelector(".note").innerText`, "“长护险”也作“长期护理保险”，一并检索。 只按原样检索")
	b.wants(`document.querySelector(".hit mark").innerText`, "长期护理保险")
	b.run(chromedp.Click(".note a"))
	b.wants(`new URLSearchParams(location.search).get("rewrite")`, "off")
	b.wants(`new URLSearchParams(location.search).get("sort")`, "-date")
	b.wants(`document.querySelector("#q").value`, "长护险")
	b.wants(`document.querySelector(".note").innerText`, "按原样检索，没有换用别的说法。 也换用别的说法")
	b.wants(`document.querySelectorAll(".hit mark").length`, "0")
	b.run(chromedp.Click(".note a"))
	b.wants(`document.querySelector(".hit mark").innerText`, "长期护理保险")
	b.open("/search?q=" + escape("「长护险」"))
	b.wants(`document.querySelectorAll(".note").length`, "0")
}

func lookAtWhy(b *browser) {
	b.open("/search?q=" + escape("长护险"))
	b.wants(`document.querySelector(".why li").checkVisibility()`, "false")
	b.wants(`document.querySelector(".why summary").firstChild.textContent`, "词语相关、词义相近")
	b.eval(`document.querySelector(".why summary").focus(), 0`)
	b.press("Enter")
	b.wants(`document.querySelector(".why li").checkVisibility()`, "true")
	b.wants(`[...document.querySelectorAll(".hit:first-of-type .why li")].slice(0, 3).map(e => e.innerText).join("|")`, "含换用的词语：长期护理保险|按词语排第 1|按意思排第 1")
}

// A long passage is clipped round the sentence that is nearest in meaning, and
// unfolded whole.
func lookAtBest(b *browser) {
	b.open("/search?q=" + escape(lay+"失能"))
	hit := fmt.Sprintf(`[...document.querySelectorAll(".hit")].find(e => e.querySelector(".title").innerText === %q)`, "养老服务通知")
	b.wants(hit+`.querySelector(".clip .best").innerText`, careSentence)
	b.wants(hit+`.querySelector(".clip").innerText.includes("各地要统筹")`, "false")
	b.wants(`getComputedStyle(`+hit+`.querySelector(".best")).textDecorationStyle`, "dotted")
	b.wants(`document.querySelector(".legends .best").checkVisibility()`, "true")
	b.eval(hit + `.querySelector(".whole summary").click(), 0`)
	b.wants(hit+`.querySelector(".clip").checkVisibility()`, "false")
	b.wants(hit+`.querySelector(".whole summary").innerText`, "收起全文")
	b.wants(hit+`.querySelector(".whole .best").innerText`, careSentence)
	b.wants(hit+`.querySelector(".whole .text").innerText.endsWith("限期整改。")`, "true")
}

func lookAtClaim(b *browser) {
	b.open("/search?q=" + escape("卧床的高龄人员每月可以领八百元津贴"))
	b.wants(`document.querySelector(".hit .claim .differs").innerText`, "不同：八百元（此处为五百元）")
	b.wants(`document.querySelector(".hit mark.differs").innerText`, "五百元")
	b.wants(`document.querySelector(".legends mark.differs").checkVisibility()`, "true")
}

func lookAtModes(b *browser) {
	b.open("/search?q=" + escape(lay) + "&year=unknown&sort=-date")
	param := func(name string) string { return `new URLSearchParams(location.search).get("` + name + `")` }
	for _, step := range []struct{ label, mode, hits string }{
		{"按词语", "words", "false"}, {"按意思", "meaning", "true"}, {"综合", "<nil>", "true"},
	} {
		b.eval(fmt.Sprintf(`[...document.querySelectorAll(".modes a")].find(a => a.innerText === %q).click(), 0`, step.label))
		b.wants(`document.querySelector(".modes [aria-current]").innerText`, step.label)
		b.wants(param("mode"), step.mode)
		for name, want := range map[string]string{"q": lay, "year": "unknown", "sort": "-date"} {
			b.wants(param(name), want)
		}
		b.wants(`document.querySelector("#f-year input[value=unknown]").checked`, "true")
		b.wants(`document.querySelector(".hit .why")?.innerText.startsWith("词义相近") === true`, step.hits)
	}
}

// More like this: shared wording marked in both passages, nearness of meaning apart
// from it.
func lookAtSimilar(b *browser) {
	b.open("/search?q=" + escape("「村（居）民委员会安排专人上门照看」") + "&fold=off")
	b.eval(`[...document.querySelectorAll(".hit")].find(e => e.querySelector(".title").innerText === "居家照护办法").querySelector('.acts a[href^="/similar/"]').click(), 0`)
	b.wants(`location.pathname.startsWith("/similar/")`, "true")
	b.wants(`document.querySelector(".asked a").innerText`, "居家照护办法")
	section := func(id string) string { return `document.querySelector("section[aria-labelledby=` + id + `]")` }
	b.wants(section("shared")+`.querySelector(".clip mark").innerText`, strings.TrimSuffix(careSentence, "。"))
	b.wants(section("shared")+`.querySelector(".whole summary").innerText.startsWith("展开全文（2")`, "true")
	b.eval(section("shared") + `.querySelector(".own summary").click(), 0`)
	b.wants(section("shared")+`.querySelector(".own mark").checkVisibility()`, "true")
	b.wants(section("near")+`.innerText.includes("粮食")`, "false")
	b.wants(section("near")+`.querySelector(".hit .title").innerText`, "养老服务通知")
	b.wants(section("near")+`.querySelectorAll("mark, .best, .more").length`, "0")
}

func lookAtSuggestions(b *browser) {
	b.open("/")
	b.run(chromedp.SendKeys("#q", "养老"))
	list := `document.querySelector("#suggestions")`
	b.wants(list+`.hidden`, "false")
	b.wants(`document.querySelector("#q").getAttribute("aria-expanded")`, "true")
	b.press("ArrowDown")
	b.wants(`document.querySelector("#q").value === `+list+`.children[0].dataset.text`, "true")
	b.wants(`document.querySelector("#q").getAttribute("aria-activedescendant")`, "suggestion-0")
	b.press("ArrowUp")
	b.wants(`document.querySelector("#q").value`, "养老")
	b.press("ArrowUp") // the last one: titles follow words
	b.wants(`document.querySelector("#q").value`, "养老服务通知")
	b.press("Escape")
	b.wants(list+`.hidden`, "true")
	b.wants(`document.querySelector("#q").value`, "养老")
	b.run(chromedp.SendKeys("#q", "服务"))
	b.wants(list+`.hidden`, "false")
	b.press("ArrowUp")
	b.press("Enter")
	b.wants(`location.pathname`, "/search")
	b.wants(`document.querySelector("#q").value`, "养老服务通知")
}

// Nothing of it scrolls sideways, is too small to hit or too pale to read, on a phone
// in the dark and on a wide screen in the light.
func lookAtScreens(b *browser) {
	folder := os.Getenv("YINJU_SCREENSHOTS")
	if folder == "" {
		folder = b.t.TempDir()
	}
	b.open("/search?q=" + escape("「村（居）民委员会安排专人上门照看」"))
	similar := b.eval(`document.querySelector('.acts a[href^="/similar/"]').pathname`)
	for name, path := range map[string]string{"meaning": "/search?bars=share&q=" + escape(lay+"失能"), "claim": "/search?q=" + escape("长护险卧床的高龄人员每月可以领八百元津贴"),
		"weak": "/search?q=" + escape("养老机构的量子引力波望远镜"), "similar": similar} {
		for width, scheme := range map[int64]string{360: "dark", 1600: "light"} {
			b.screen(filepath.Join(folder, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), path, width, scheme)
			b.wants(`[...document.querySelectorAll(".why summary, .whole > summary, .own > summary, .acts a")].filter(e => e.getBoundingClientRect().height < 24).length`, "0")
			b.wants(tooPale, "")
		}
	}
	call(b, emulation.ClearDeviceMetricsOverride, struct{}{})
}

// tooPale names the words of a page whose contrast with what is behind them is
// less than 4.5.
const tooPale = `(() => {
	const rgb = (c) => (c.match(/[\d.]+/g) || []).map(Number);
	const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > .99) return c; } return [255, 255, 255]; };
	const pale = (e) => { const a = light(rgb(getComputedStyle(e).color)) + .05, b = light(behind(e)) + .05; return Math.max(a, b) / Math.min(a, b) < 4.5; };
	const written = (e) => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
	return [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && written(e) && pale(e)).map(e => e.className + ":" + e.innerText).join("|");
})()`
