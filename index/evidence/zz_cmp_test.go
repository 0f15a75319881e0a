package evidence

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"

	"yinju/corpus"
)

func TestPrintCompare(t *testing.T) {
	list := loadPairs(t)
	r := rand.New(rand.NewSource(42))
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	out, _ := os.Create("/tmp/evidence/cmp.jsonl")
	n := 0
	for _, p := range list {
		if len([]rune(p.Text)) > 160 || n >= 110 {
			continue
		}
		parts := Parts(p.Claim)
		if len(parts) == 0 {
			continue
		}
		interesting := false
		var s []string
		for _, v := range Compare(parts, p.Claim, Source{p.Text, p.Title, corpus.Date{}}) {
			if v.Part.Kind != Name && !v.SameForm {
				interesting = true
			}
			s = append(s, show(v))
		}
		if !interesting {
			continue
		}
		n++
		b, _ := json.Marshal(map[string]any{"claim": p.Claim, "title": p.Title, "text": p.Text, "verdicts": s})
		out.Write(append(b, '\n'))
		fmt.Printf("%d %s\n   %s\n   [%s] %s\n", n, p.Claim, strings.Join(s, " | "), p.Title, strings.ReplaceAll(p.Text, "\n", "/"))
	}
}

func show(v Verdict) string {
	s := v.Part.Text + " " + string(v.Status)
	if v.Status != Absent {
		s += " " + string(v.Place) + " " + v.Text
	}
	if v.SameForm {
		s += " alike"
	}
	return s
}
