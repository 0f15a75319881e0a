package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
)

// fuzzer makes requests out of the archive's texts: a piece is cut out, changed
// a few times, and asked in one of the forms a search has.
type fuzzer struct {
	random      *rand.Rand
	texts, docs []string
}

func newFuzzer(seed, stream uint64, texts, docs []string) *fuzzer {
	return &fuzzer{rand.New(rand.NewPCG(seed, stream)), texts, docs}
}

func (f *fuzzer) one(list []string) string { return list[f.random.IntN(len(list))] }

// request makes one request.
func (f *fuzzer) request() request {
	text := f.query()
	params := f.params()
	params.Set("q", text)
	target := f.one(forms)
	switch target {
	case "POST":
		return f.post(text)
	case "/d/":
		target += f.one(f.docs)
	}
	raw := params.Encode()
	if f.random.IntN(50) == 0 {
		raw = f.damaged(raw)
	}
	// net/http refuses a longer line before the handlers see it; malformed.go sends some.
	raw = raw[:min(len(raw), lineBytes)]
	return request{target: target + "?" + raw, what: fmt.Sprintf("%s?%.300s", target, raw)}
}

// lineBytes is the longest query string that a handler can get.
const lineBytes = 63 << 10

// forms are where a search can be put. Pages are asked for most often.
var forms = strings.Fields("/search /search /search /api/search /api/search POST POST /d/ /search.csv /search.jsonl /search.atom")

func (f *fuzzer) post(text string) request {
	object := map[string]any{"q": text, "size": f.random.IntN(210)}
	for name, values := range f.params() {
		object[name] = values
	}
	body, _ := json.Marshal(object) // text that is no UTF-8 is mended by it
	if f.random.IntN(20) == 0 {
		body = []byte(f.damaged(string(body)))
	}
	return request{"/api/search", string(body), fmt.Sprintf("POST %.300q", body)}
}

// query is a changed piece of text, or several.
func (f *fuzzer) query() string {
	text := f.piece()
	for range f.random.IntN(5) {
		text = changes[f.random.IntN(len(changes))](f, text)
	}
	return text
}

// piece cuts up to 60 characters out of a passage; most are short.
func (f *fuzzer) piece() string {
	text := []rune(f.one(f.texts))
	if len(text) == 0 {
		return ""
	}
	start := f.random.IntN(len(text))
	longest := []int{2, 4, 8, 16, 60}[f.random.IntN(5)]
	return string(text[start:min(len(text), start+1+f.random.IntN(longest))])
}

// changes are what is done to a text.
var changes = []func(*fuzzer, string) string{
	func(f *fuzzer, s string) string { return "「" + s + "」" },
	func(f *fuzzer, s string) string { return "“" + s },
	func(f *fuzzer, s string) string { return s + f.one(marks) },
	func(f *fuzzer, s string) string { return f.one(marks) + s },
	func(f *fuzzer, s string) string { return s + " " + f.piece() },
	func(f *fuzzer, s string) string { return s + " -" + f.piece() },
	func(f *fuzzer, s string) string { return s + " 标题:" + f.piece() },
	func(f *fuzzer, s string) string { return "文号：" + s },
	func(f *fuzzer, s string) string { return s + "「" + f.piece() + "」" },
	func(f *fuzzer, s string) string { return s + string(f.any()) + f.piece() },
	func(f *fuzzer, s string) string { return strings.Repeat(s+f.one(marks), 1+f.random.IntN(40)) },
	func(f *fuzzer, s string) string { return f.damaged(s) },
	func(f *fuzzer, s string) string { return strings.ToUpper(url.QueryEscape(s)) },
	func(f *fuzzer, s string) string { return f.shuffled(s) },
}

var marks = []string{"「", "」", "“", "”", "\"", "『", "』", "-", "－", "标题:", "文号：", ":", "(", ")", "*", "?", "~2", "/", "\\",
	"\x00", "\n", "\r\n", "\t", "\u3000", "\u200b", "\u202e", "\ufeff", "\ufffd", "\xff", "〔", "〕", "第", "条", "款", " ", "%", "&", "=", "+", "<b>", "'"}

// any is a character of anywhere.
func (f *fuzzer) any() rune {
	ranges := [][2]int{{0, 0x7f}, {0x80, 0x24f}, {0x2000, 0x206f}, {0x3000, 0x33ff}, {0x4e00, 0x9fff}, {0xd800, 0xdfff}, {0xe000, 0xffff}, {0x10000, 0x10ffff}}
	r := ranges[f.random.IntN(len(ranges))]
	return rune(r[0] + f.random.IntN(r[1]-r[0]+1))
}

// damaged changes, drops or doubles single bytes.
func (f *fuzzer) damaged(s string) string {
	b := []byte(s)
	for range 1 + f.random.IntN(3) {
		if len(b) == 0 {
			return string(b)
		}
		at := f.random.IntN(len(b))
		switch f.random.IntN(3) {
		case 0:
			b[at] = byte(f.random.IntN(256))
		case 1:
			b = append(b[:at], b[at+1:]...)
		default:
			b = append(b[:at+1], b[at:]...)
		}
	}
	return string(b)
}

func (f *fuzzer) shuffled(s string) string {
	r := []rune(s)
	f.random.Shuffle(len(r), func(i, j int) { r[i], r[j] = r[j], r[i] })
	return string(r)
}

// params are the other parameters: most requests have none, some have right
// ones, a few have nonsense.
func (f *fuzzer) params() url.Values {
	v := url.Values{}
	for range max(0, f.random.IntN(6)-2) {
		name := f.one(paramNames)
		v.Add(name, f.value(name))
	}
	return v
}

var paramNames = strings.Fields("mode sort rewrite fold page size from to uncertain theme category source issuer level place genre status year version all bars retired q")

// values are right ones by parameter; the last of each is not.
var values = map[string][]string{
	"mode": {"auto", "words", "meaning", "regex"}, "sort": {"date", "-date", "relevance", "x"},
	"rewrite": {"off", "on", "1"}, "fold": {"on", "off", "maybe"}, "uncertain": {"1", "0", "2"},
	"page": {"1", "2", "3", "50", "0"}, "size": {"1", "10", "100", "200", "201"},
	"from": {"2019", "2020-01", "2025-12-31", "2020-02-30"}, "to": {"2026", "2024-06", "9999", "-1"},
	"category": {"加", "减", "加减", "无", "add"}, "theme": {"sci", "gov", "edu", "x"},
	"year": {"2025", "2026", "unknown", "20"}, "status": {"newest", "superseded", "repealed", "unknown", "old"},
}

func (f *fuzzer) value(name string) string {
	if list, ok := values[name]; ok && f.random.IntN(10) > 0 {
		return f.one(list)
	}
	return f.query()
}
