package server

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"yinju/web"
)

// Text has a contrast of at least 4.5 with the paper and with marks, borders of
// controls 3, in both modes.
func TestContrast(t *testing.T) {
	css, err := web.Static.ReadFile("static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(css), "@media screen and (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("the style sheet has no dark mode")
	}
	dark, _, _ = strings.Cut(dark, "* {")
	for mode, block := range map[string]string{"light": light, "dark": dark} {
		colours := palette(block)
		for _, c := range []struct {
			front, back string
			least       float64
		}{
			{"ink", "paper", 4.5}, {"dim", "paper", 4.5}, {"accent", "paper", 4.5}, {"ink", "tint", 4.5},
			{"add", "paper", 4.5}, {"cut", "paper", 4.5}, {"both", "paper", 4.5}, {"paper", "accent", 4.5},
			{"ink", "gone", 4.5}, {"ink", "come", 4.5}, {"dim", "gone", 4.5}, {"dim", "come", 4.5},
			{"ink", "near", 4.5}, {"dim", "near", 4.5}, {"add", "near", 3},
			{"edge", "paper", 3}, {"under", "paper", 3}, {"bar", "paper", 3},
		} {
			if got := contrast(colours[c.front], colours[c.back]); got < c.least {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", mode, c.front, c.back, got, c.least)
			}
		}
	}
}

// palette reads the custom properties that are colours.
func palette(css string) map[string][3]float64 {
	colours := map[string][3]float64{}
	for _, m := range regexp.MustCompile(`--(\w+): #([0-9a-f]{6});`).FindAllStringSubmatch(css, -1) {
		n, _ := strconv.ParseUint(m[2], 16, 32)
		colours[m[1]] = [3]float64{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}
	}
	return colours
}

// contrast is the contrast ratio of WCAG 2.
func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(c [3]float64) float64 {
	var sum float64
	for i, weight := range []float64{.2126, .7152, .0722} {
		v := c[i] / 255
		if v <= .04045 {
			sum += weight * v / 12.92
			continue
		}
		sum += weight * math.Pow((v+.055)/1.055, 2.4)
	}
	return sum
}

// Nothing is loaded from elsewhere, and nothing weighs much.
func TestAssetsAreSmallAndOwn(t *testing.T) {
	// The marks of meaning and the suggestions, then both columns and the forms of
	// corrections brought the first two to this.
	limits := map[string]int{"style.css": 27 << 10, "app.js": 15 << 10, "icon.svg": 1 << 10}
	for name, limit := range limits {
		content, err := web.Static.ReadFile("static/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if len(content) > limit {
			t.Errorf("%s has %d bytes, limit %d", name, len(content), limit)
		}
		if name != "icon.svg" && regexp.MustCompile(`https?://|//\w+\.\w+/|@import|@font-face`).Match(content) {
			t.Errorf("%s loads from elsewhere", name)
		}
	}
}
