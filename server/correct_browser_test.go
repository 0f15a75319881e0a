package server

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A label is corrected by a key, in place, and taken back.
func TestBrowserCorrect(t *testing.T) {
	s, p, _ := correctable(t)
	b := browse(t, s)
	b.open("/d/" + p.Doc + "#" + p.ID)
	b.press("e")
	b.wants(`location.search`, "?correct="+p.ID)
	b.wants(`document.activeElement.name`, "category")
	b.press("Escape")
	b.wants(`location.search + location.hash`, "#"+p.ID)
	b.wants(`document.documentElement.classList.contains("scripted") && document.querySelector(".para.current")?.id && document.readyState`, "complete") // a key before that is lost
	b.press("e")
	b.wants(`document.activeElement.name`, "category")
	b.run(chromedp.Click(`.correcting input[value="无"]`), chromedp.Click(`.correcting button`))
	b.wants(`document.querySelector(".para.current .undo")?.innerText.startsWith("已记下更正")`, "true")
	b.wants(`document.querySelector(".para.current summary").innerText.includes("人工更正")`, "true")
	b.run(chromedp.Click(`.undo button`))
	b.wants(`document.querySelector("p.undo")?.innerText`, "已撤销，恢复先前的标签。")
	b.clean()
}

// The same without a script.
func TestBrowserCorrectsWithoutScript(t *testing.T) {
	s, p, _ := correctable(t)
	b := browse(t, s)
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open("/d/" + p.Doc + "#" + p.ID)
	b.run(chromedp.Click(`.para a.correct`), chromedp.WaitVisible(`.correcting`))
	b.run(chromedp.Click(`.correcting input[value="无"]`), chromedp.Click(`.correcting button`), chromedp.WaitVisible(`form.undo`))
	if kept, err := s.archive.CorrectionsOf(t.Context(), p.Doc); err != nil || len(kept) != 1 || kept[0].Category != "无" {
		t.Errorf("kept %+v, %v", kept, err)
	}
	b.run(chromedp.Click(`form.undo button`), chromedp.WaitVisible(`p.undo`))
	if kept, _ := s.archive.CorrectionsOf(t.Context(), p.Doc); len(kept) != 0 {
		t.Errorf("after undoing %+v", kept)
	}
	b.clean()
}

// Cues are marked by line, not by colour alone.
func TestBrowserReasons(t *testing.T) {
	s, p, _ := correctable(t)
	b := browse(t, s)
	b.open("/d/" + p.Doc + "#" + p.ID)
	b.press("w")
	b.wants(`location.search`, "?why="+p.ID)
	b.wants(`[...document.querySelectorAll(".text .cue")].length > 0 && [...document.querySelectorAll(".text .cue")].every(c => getComputedStyle(c).textDecorationLine === "underline")`, "true")
	b.open("/search?q=" + escape("不合理的收费"))
	b.press("j")
	b.press("w")
	b.wants(`document.querySelector(".hit.current details.label").open`, "true")
	b.clean()
}

// The columns have equal room, and the filter for 待定 keeps the question.
func TestBrowserSides(t *testing.T) {
	b := openBrowser(t)
	b.open("/sides?q=" + escape("人工智能"))
	b.wants(`(c => Math.abs(c[0].offsetWidth - c[1].offsetWidth) < 2 && c[0].offsetTop === c[1].offsetTop)(document.querySelectorAll(".pair2 .column"))`, "true")
	b.run(chromedp.Click(`.uncertain a`))
	b.wants(`location.pathname + new URLSearchParams(location.search).get("uncertain")`, "/sides1")
	b.wants(`[...document.querySelectorAll(".hit")].every(h => h.querySelector(".unsure"))`, "true")
	b.clean()
}

// TestBrowserLabelScreens looks at the pages of labels at both widths and in both
// modes, and refuses those that scroll sideways.
func TestBrowserLabelScreens(t *testing.T) {
	s, p, other := correctable(t)
	sendForm(s, "/p/"+other.ID+"/correct", map[string][]string{"category": {"无"}, "note": {"只是陈述"}})
	b := browse(t, s)
	folder := os.Getenv("YINJU_SCREENSHOTS")
	if folder == "" {
		folder = t.TempDir()
	}
	for _, width := range []int64{360, 1600} {
		for _, scheme := range []string{"light", "dark"} {
			for name, path := range map[string]string{
				"labels": "/labels", "sides": "/sides?q=" + escape("企业 收费"), "sidesstart": "/sides", "correct": "/d/" + p.Doc + "?correct=" + p.ID + "#" + p.ID,
				"corrected": "/d/" + other.Doc + "?why=" + other.ID + "#" + other.ID, "fields": "/d/" + p.Doc + "?correct=fields",
			} {
				b.screen(filepath.Join(folder, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), path, width, scheme)
			}
		}
	}
}
