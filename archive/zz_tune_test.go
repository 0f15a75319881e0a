package archive

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"
	"testing"

	"yinju/corpus"
	"yinju/index"
)

func TestTune(t *testing.T) {
	dir, q1, qr := os.Getenv("TDIR"), os.Getenv("TQ"), os.Getenv("TR")
	if dir == "" {
		t.Skip()
	}
	ctx := context.Background()
	a, err := Open(ctx, dir, Options{ReadOnly: true, Model: AnyModel})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.Learn(ctx)
	keys, _ := a.store.Keys(ctx)
	grades := map[string]map[string]int{}
	f, _ := os.Open(qr)
	for s := bufio.NewScanner(f); s.Scan(); {
		var id, z, k string
		var g int
		fmt.Sscan(s.Text(), &id, &z, &k, &g)
		if grades[id] == nil {
			grades[id] = map[string]int{}
		}
		grades[id][k] = g
	}
	judgedOnly := os.Getenv("TJ") != ""
	type row struct {
		f    *finding
		q    index.Query
		id   string
		cls  index.Class
	}
	var rows []row
	f, _ = os.Open(q1)
	e, _ := a.usable()
	nth := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		p := strings.Split(s.Text(), "\t")
		if nth++; os.Getenv("TE") != "" && nth%2 == 0 {
			continue
		}
		q := index.ParseText(p[1])
		q.Page, q.Size, q.Rewrite, q.Mode = 1, 1000, true, index.Auto
		fd := &finding{engine: e}
		if err := fd.search(ctx, a, q); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row{fd, q, p[0], index.ClassOf(q)})
	}
	total := float64(a.Meaning().Passages)
	for _, fl := range [][2]float64{{.3, 1}, {.45, .16}, {.45, .12}, {.5, .2}, {.5, .12}, {.55, .2}} {
		for _, w := range []float64{0, .2, .3, .4, .5, .6, .7, .8, .9, 1} {
			if w != .5 && w != .6 && fl[0] != .45 && fl[0] != .3 {
				continue
			}
			sum, rec, n := map[index.Class]float64{}, map[index.Class]float64{}, map[index.Class]float64{}
			var sizes []float64
			for _, r := range rows {
				plan := r.f.plan
				if plan.Meaning != nil {
					m := *plan.Meaning
					m.Weight, m.Floor, m.Within = w, fl[0], fl[1]
					plan.Meaning = &m
				}
				ans, err := e.Search(ctx, plan)
				if err != nil {
					t.Fatal(err)
				}
				sizes = append(sizes, float64(ans.Matched)/total)
				gs := grades[r.id]
				seen := map[string]bool{}
				var got []int
				hit, rel := 0., 0.
				depth := 0
				for _, h := range ans.Hits {
					k := keys[corpus.DocOf(h.ID)]
					if _, ok := gs[k]; seen[k] || judgedOnly && !ok {
						continue
					}
					seen[k] = true
					if depth++; depth <= 100 && gs[k] > 0 {
						hit++
					}
					got = append(got, gs[k])
				}
				var ideal []int
				for _, g := range gs {
					ideal = append(ideal, g)
					if g > 0 {
						rel++
					}
				}
				if rel == 0 {
					continue
				}
				sort.Sort(sort.Reverse(sort.IntSlice(ideal)))
				dcg := func(l []int) (d float64) {
					for i, g := range l[:min(10, len(l))] {
						d += (math.Pow(2, float64(g)) - 1) / math.Log2(float64(i+2))
					}
					return
				}
				for _, c := range []index.Class{r.cls, "all"} {
					sum[c] += dcg(got) / dcg(ideal)
					rec[c] += hit / rel
					n[c]++
				}
			}
			sort.Float64s(sizes)
			fmt.Printf("floor %.2f within %.2f w %.1f size p50 %.3f p95 %.3f:", fl[0], fl[1], w, sizes[len(sizes)/2], sizes[len(sizes)*95/100])
			for _, c := range []index.Class{"all", index.Keywords, index.Question, index.Foreign, index.Name} {
				if n[c] > 0 {
					fmt.Printf("  %s(%.0f) %.4f R %.4f", c, n[c], sum[c]/n[c], rec[c]/n[c])
				}
			}
			fmt.Println()
		}
	}
}
