package evidence_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"yinju/index/evidence"
	"yinju/index/zh"
)

// answered is a question with a passage of three sentences and more, and the
// sentences of it that a reader took for the answer.
type answered struct {
	Question, Title, Text string
	Best                  []string
}

func readAnswered(t *testing.T) []answered {
	t.Helper()
	f, err := os.Open("testdata/best.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []answered
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var a answered
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

// idfOver returns the idf of words over the passages.
func idfOver(list []answered, words func(string) []string) func(string) float64 {
	df := map[string]int{}
	for _, a := range list {
		seen := map[string]bool{}
		for _, w := range words(a.Text) {
			if !seen[w] {
				df[w]++
			}
			seen[w] = true
		}
	}
	return func(w string) float64 { return math.Log(1 + float64(len(list))/(float64(df[w])+0.5)) }
}

// leastRight is for how many of the 98 questions ByWords finds a sentence that a
// reader chose; it found 77 when the test was written.
const leastRight = 75

func TestBestOfReaders(t *testing.T) {
	tokenizer, err := zh.New()
	if err != nil {
		t.Fatal(err)
	}
	list := readAnswered(t)
	idf := idfOver(list, tokenizer.Index)
	right, first := 0, 0
	for _, a := range list {
		start, end, ok := evidence.Best(a.Text, evidence.ByWords(a.Question, tokenizer.Query(a.Question), idf, tokenizer.Index))
		got := ""
		if ok {
			got = string([]rune(a.Text)[start:end])
		}
		if slices.Contains(a.Best, got) {
			right++
		} else {
			t.Logf("%s\n\twant %q\n\tgot  %q", a.Question, a.Best, got)
		}
		s := evidence.Sentences(a.Text)[0]
		if slices.Contains(a.Best, string([]rune(a.Text)[s[0]:s[1]])) {
			first++
		}
	}
	t.Logf("right %d of %d; the first sentence is right %d times", right, len(list), first)
	if right < leastRight || right <= first {
		t.Errorf("right %d of %d, want %d", right, len(list), leastRight)
	}
}

// A sentence that shares no word with the question, but has what it asks for.
func TestBestByWhatIsAsked(t *testing.T) {
	tokenizer, err := zh.New()
	if err != nil {
		t.Fatal(err)
	}
	question, text := "被老板炒了能领多少钱", "失业保险待遇按月发放。目前标准为每月2250元。以后将会调整。"
	start, end, ok := evidence.Best(text, evidence.ByWords(question, tokenizer.Query(question), func(string) float64 { return 1 }, tokenizer.Index))
	if got := string([]rune(text)[start:end]); !ok || got != "目前标准为每月2250元。" {
		t.Errorf("%q, %v", got, ok)
	}
}
