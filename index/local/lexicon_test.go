package local

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/index"
)

// Every word comes with its passages, in a shard of several batches too, where a word
// of one passage is kept in a form of its own.
func TestEachWord(t *testing.T) {
	docs := []*index.Document{patterned("通知", 1), patterned("意见", 2)}
	texts := []string{"一次", "养老服务", "养老保险", "公共交通"}
	for i := range batchSize + 2 {
		addPassage(docs[i%2], texts[min(i, 1+i%3)])
	}
	want := map[string]int{}
	for _, p := range plainCorpus(docs) {
		for word := range p.words {
			want[word]++
		}
	}
	e, got := build(t, docs), map[string]int{}
	if err := e.EachWord(func(word string, n int) bool { got[word] = n; return true }); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for word, n := range want {
		if e.Frequency(word) != n {
			t.Errorf("Frequency(%s) = %d, want %d", word, e.Frequency(word), n)
		}
	}
}

// Together counts what a search for all of the words matches, removed passages apart.
func TestTogether(t *testing.T) {
	docs := realDocuments(t, 1200)
	e := build(t, docs)
	for _, words := range [][]string{{"发展"}, {"发展", "改革"}, {"企业", "服务", "政府"}, {"发展", "没有这个词"}} {
		found, err := e.Search(t.Context(), index.Request{Wording: index.Wording{Terms: words, Strict: true}, Size: 1})
		if err != nil {
			t.Fatal(err)
		}
		if n := e.Together(words...); n != found.Matched {
			t.Errorf("%v: %d passages, a search matches %d", words, n, found.Matched)
		}
	}
}
