package evidence

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yinju/corpus"
)

type pair struct{ ID, Title, Text, Question, Claim, Key string }

func loadPairs(t *testing.T) []pair {
	all := map[string]pair{}
	ins, _ := filepath.Glob("/tmp/pairs/in/*.jsonl")
	for _, n := range ins {
		f, _ := os.Open(n)
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			var p pair
			json.Unmarshal(sc.Bytes(), &p)
			all[p.ID] = p
		}
	}
	var list []pair
	outs, _ := filepath.Glob("/tmp/pairs/out/*.tsv")
	for _, n := range outs {
		b, _ := os.ReadFile(n)
		for _, l := range strings.Split(string(b), "\n") {
			c := strings.Split(l, "\t")
			if len(c) == 4 && c[1] != "-" {
				p := all[c[0]]
				if p.Text == "" {
					continue
				}
				p.Question, p.Claim = c[1], c[2]
				list = append(list, p)
			}
		}
	}
	return list
}

func TestTry(t *testing.T) {
	list := loadPairs(t)
	n := map[Kind]map[Status]int{Figure: {}, Date: {}, Name: {}}
	for _, p := range list {
		parts := Parts(p.Claim)
		for _, v := range Compare(parts, p.Claim, Source{p.Text, p.Title, corpus.Date{}}) {
			n[v.Part.Kind][v.Status]++
			if v.Status != Contained && os.Getenv("SHOW") == string(v.Part.Kind)+string(v.Status) {
				fmt.Printf("%s | %s %v | %s | %s | %s\n   %s\n", v.Part.Text, v.Part.Value.Number, v.Part.Value.Class, p.Claim, p.Title, v.Text, strings.ReplaceAll(p.Text, "\n", "/"))
			}
		}
	}
	fmt.Println("supported", n)
	// a value changed
	r := rand.New(rand.NewSource(1))
	var tried, found, right, wrong int
	for _, p := range list {
		parts := Parts(p.Claim)
		vs := Compare(parts, p.Claim, Source{p.Text, p.Title, corpus.Date{}})
		for i, part := range parts {
			if part.Kind != Figure || vs[i].Status != Contained || vs[i].Place != InPassage || part.Value.Class == "" || strings.HasPrefix(part.Value.Class, "第") {
				continue
			}
			k := 2 + r.Intn(7)
			rs := []rune(p.Claim)
			num, _ := readNumeral(string(foldText(part.Text).text))
			rest := foldText(part.Text).text[num.length:]
			other := fmt.Sprintf("%d%s", k*13, rest)
			claim := string(rs[:part.Span[0]]) + other + string(rs[part.Span[1]:])
			ps := Parts(claim)
			for _, v := range Compare(ps, claim, Source{p.Text, p.Title, corpus.Date{}}) {
				if v.Part.Span[0] != part.Span[0] || v.Status == Contained {
					continue
				}
				tried++
				if v.Status == Differs {
					found++
					if v.Value == part.Value {
						right++
					} else {
						wrong++
						if os.Getenv("SHOW") == "wrong" {
							fmt.Printf("%s | found %s not %s\n   %s\n", claim, v.Text, part.Text, strings.ReplaceAll(p.Text, "\n", "/"))
						}
					}
				} else if os.Getenv("SHOW") == "missed" {
					fmt.Printf("%s | want %s\n   %s\n", claim, part.Text, strings.ReplaceAll(p.Text, "\n", "/"))
				}
			}
		}
	}
	fmt.Println("changed: tried", tried, "differs", found, "right", right, "wrong", wrong)
	// other passages
	var cmp, diff int
	for _, p := range list {
		parts := Parts(p.Claim)
		for k := 0; k < 20; k++ {
			q := list[r.Intn(len(list))]
			if q.Title == p.Title {
				continue
			}
			_ = k
			for _, v := range Compare(parts, p.Claim, Source{q.Text, q.Title, corpus.Date{}}) {
				if v.Part.Kind != Figure {
					continue
				}
				cmp++
				if v.Status == Differs {
					diff++
					if os.Getenv("SHOW") == "other" {
						fmt.Printf("%s | %s found %s\n   %s\n", p.Claim, v.Part.Text, v.Text, strings.ReplaceAll(q.Text, "\n", "/"))
					}
				}
			}
		}
	}
	fmt.Println("other passages:", cmp, "differs", diff)
	cmp, diff = 0, 0
	for _, p := range list {
		parts := Parts(p.Claim)
		for _, q := range list {
			if q.Title != p.Title || q.ID == p.ID {
				continue
			}
			for _, v := range Compare(parts, p.Claim, Source{q.Text, q.Title, corpus.Date{}}) {
				cmp++
				if v.Status == Differs {
					diff++
					if os.Getenv("SHOW") == "same" {
						fmt.Printf("%s | %s found %s\n   %s\n", p.Claim, v.Part.Text, v.Text, strings.ReplaceAll(q.Text, "\n", "/"))
					}
				}
			}
		}
	}
	fmt.Println("same document:", cmp, "differs", diff)
}
