package rewrite

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"yinju/corpus/hanzi"
	"yinju/index/zh"
)

// bench holds the real passages that testArchive is made of.
var bench = []string{"../../../shared/bench/policy/corpus.jsonl.gz", "../../../shared/bench/statutes/corpus.jsonl.gz"}

// testArchive returns an archive of real policy texts and statutes, and a rewriter
// that has learned its words.
func testArchive(t testing.TB) (Holdings, *Rewriter) {
	t.Helper()
	for _, file := range bench {
		if _, err := os.Stat(file); err != nil {
			t.Skip("needs " + file)
		}
	}
	a := realArchive()
	return a.h, a.r
}

type archive struct {
	h Holdings
	r *Rewriter
}

var realArchive = sync.OnceValue(func() archive {
	tokenizer := must(zh.New())
	r := must(New(must(zh.NewSounds()).Readings, tokenizer.Query))
	words := map[string]int{}
	var skeletons bytes.Buffer
	var introduced []string
	for _, file := range bench {
		for text := range texts(file) {
			seen := map[string]bool{}
			for _, w := range tokenizer.Index(text) {
				if !seen[w] {
					seen[w] = true
					words[w]++
				}
			}
			skeletons.WriteString(hanzi.Skeleton(text).String() + "\n")
			for short, full := range Introduced(text) {
				introduced = append(introduced, short+"="+full)
			}
		}
	}
	h := holding(words, skeletons.Bytes())
	h.Shorts = pairs(introduced...)
	r.Learn(h)
	return archive{h, r}
})

// holding returns an archive of words with their passages, and of folded texts.
func holding(words map[string]int, skeletons []byte) Holdings {
	return Holdings{
		Frequency: func(w string) int { return words[w] },
		Literal:   func(s string) bool { return bytes.Contains(skeletons, []byte(hanzi.Skeleton(s).String())) },
		Words:     func() iter.Seq2[string, int] { return maps.All(words) },
		Together:  func(words ...string) int { return linesWith(skeletons, words) },
	}
}

// linesWith counts the texts that hold all of some words.
func linesWith(skeletons []byte, words []string) int {
	n := 0
	for line := range bytes.Lines(skeletons) {
		if !slices.ContainsFunc(words, func(w string) bool { return !bytes.Contains(line, []byte(w)) }) {
			n++
		}
	}
	return n
}

// texts yields the passages of a bench.
func texts(file string) iter.Seq[string] {
	return func(yield func(string) bool) {
		f := must(os.Open(file))
		defer f.Close()
		lines := bufio.NewScanner(must(gzip.NewReader(f)))
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var p struct{ Title, Text string }
			if json.Unmarshal(lines.Bytes(), &p) == nil && !yield(strings.TrimSpace(p.Text)) {
				return
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
