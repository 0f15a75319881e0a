package local

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinju/corpus"
	"yinju/index"
)

// foldedRow is a row of a folded list, by ids.
type foldedRow struct {
	Head string
	Same []string
	More int
}

// textPart is the part of a passage id that names its text.
func textPart(id string) string { return id[len(corpus.DocOf(id))+1:][:8] }

// bruteFold folds the whole unfolded answer by the rule in words.
func bruteFold(all []index.Scored, docs map[string]*index.Document, byDate bool) (rows []foldedRow) {
	origin := func(id string) string {
		d := docs[corpus.DocOf(id)]
		return fmt.Sprintf("%09d %d %s", datedFirst(d.Date.Number())%1_000_000_000, d.Rank, id)
	}
	lead, stand := map[string]string{}, map[string]int{} // by text
	for at, h := range all {
		text := textPart(h.ID)
		l, met := lead[text]
		if first := !met || origin(h.ID) < origin(l); first && (!met || !all[stand[text]].Named) {
			lead[text] = h.ID
			if byDate {
				stand[text] = at
			}
		}
		if !met {
			stand[text] = at
		}
	}
	head := map[string]string{} // by document: the text that heads its row
	for at, h := range all {
		if text := textPart(h.ID); stand[text] == at {
			if doc := corpus.DocOf(lead[text]); head[doc] == "" {
				head[doc] = text
				rows = append(rows, foldedRow{Head: lead[text]})
			}
		}
	}
	for i := range rows {
		for _, h := range all {
			doc, row, text := corpus.DocOf(h.ID), corpus.DocOf(rows[i].Head), textPart(h.ID)
			belongs := corpus.DocOf(lead[text]) == row
			switch heads := head[corpus.DocOf(lead[text])] == text; {
			case h.ID == rows[i].Head:
			case heads && belongs, belongs && head[doc] == "":
				rows[i].Same = append(rows[i].Same, h.ID)
			case !heads && doc == row:
				rows[i].More++
			}
		}
		slices.Sort(rows[i].Same)
	}
	return rows
}

// repeating are real documents with passages repeated across them and inside one.
func repeating(t *testing.T) ([]*index.Document, map[string]*index.Document) {
	docs := realDocuments(t, 3000)
	byID := map[string]*index.Document{}
	for i, d := range docs {
		byID[d.ID] = d
		if i > 3 {
			addPassage(d, docs[i%3].Passages[0].Text)
			addPassage(d, d.Passages[0].Text)
		}
		if i > 20 && i%4 == 0 { // a copy of another one, whole or in part
			d.Passages = nil
			for _, p := range docs[i-15].Passages[:1+i%len(docs[i-15].Passages)] {
				addPassage(d, p.Text)
			}
		}
	}
	return docs, byID
}

// foldedPages reads a folded list page by page.
func foldedPages(t *testing.T, e *Engine, q index.Query) (rows []foldedRow, a *index.Answer) {
	q.Fold, q.Size = true, 10
	for q.Page = 1; ; q.Page++ {
		a = ask(t, e, q)
		for _, h := range a.Hits {
			rows = append(rows, foldedRow{h.ID, slices.Sorted(slices.Values(h.Same)), h.More})
		}
		if len(a.Hits) == 0 {
			return rows, a
		}
	}
}

func TestFoldingIsBruteForce(t *testing.T) {
	docs, byID := repeating(t)
	e := build(t, docs)
	for _, text := range []string{"", "发展", "企业 服务", docs[1].Passages[0].Text, docs[2].Title, "技术 -企业", "标题:通知 工作"} {
		for _, order := range []index.Sort{index.ByRelevance, index.OldestFirst, index.NewestFirst} {
			q := index.Defaults(index.ParseText(text))
			q.Sort, q.Size = order, 5000
			flat := ask(t, e, q)
			got, a := foldedPages(t, e, q)
			want := bruteFold(flat.Hits, byID, text == "" || order != index.ByRelevance)
			if a.Rows != len(got) || a.Total != flat.Total {
				t.Errorf("%.20q %s: %d rows of %d passages are said, %d of %d listed", text, order, a.Rows, a.Total, len(got), flat.Total)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%.20q %s (-want +got):\n%.3000s", text, order, diff)
			}
		}
	}
}

// Every passage is in one row, as its head, listed with it, or counted under it; every
// document is to be seen; none leads identical passages that an earlier one has.
func TestRowsAccountForEveryPassage(t *testing.T) {
	docs, byID := repeating(t)
	e := build(t, docs)
	for _, text := range []string{"", "发展", "企业 服务", "「发展」", "工作 企业 建设 管理", docs[1].Passages[0].Text} {
		for _, order := range []index.Sort{index.ByRelevance, index.OldestFirst, index.NewestFirst} {
			q := index.Defaults(index.ParseText(text))
			q.Sort, q.Size = order, 5000
			flat := ask(t, e, q)
			rows, _ := foldedPages(t, e, q)
			seen, visible, listed := 0, map[string]bool{}, map[string]int{}
			for _, r := range rows {
				seen += 1 + len(r.Same) + r.More
				for _, id := range append(r.Same, r.Head) {
					listed[id]++
					visible[corpus.DocOf(id)] = true
				}
			}
			if seen != flat.Total || len(visible) != flat.Documents {
				t.Errorf("%.20q %s: %d passages of %d documents in the rows, want %d of %d", text, order, seen, len(visible), flat.Total, flat.Documents)
			}
			for id, n := range listed {
				if n > 1 {
					t.Errorf("%.20q %s: %s is listed %d times", text, order, id, n)
				}
			}
			earliest := map[string]int{}
			for _, h := range flat.Hits {
				date, text := datedFirst(byID[corpus.DocOf(h.ID)].Date.Number()), textPart(h.ID)
				if known, ok := earliest[text]; !ok || date < known {
					earliest[text] = date
				}
			}
			for _, r := range rows {
				if date := datedFirst(byID[corpus.DocOf(r.Head)].Date.Number()); date > earliest[textPart(r.Head)] {
					t.Errorf("%.20q %s: %s leads, of %d; the same text is of %d", text, order, r.Head, date, earliest[textPart(r.Head)])
				}
			}
		}
	}
}

// dated is a document of one title with a date.
func dated(key, title, date string, texts ...string) *index.Document {
	d := &index.Document{ID: corpus.DocID(key), Title: title}
	d.Date, _ = corpus.ParseDate(date)
	for _, text := range texts {
		addPassage(d, text)
	}
	return d
}

// The newest text of a law is a row of its own and leads, though it begins as the
// one before it does; of a report in two papers the earlier leads.
func TestRowsHideNoDocument(t *testing.T) {
	docs := []*index.Document{
		dated("旧", "渡口法", "2018", "第一条 为了渡口，制定本法。", "第二条 渡口由县管理。", "第三条 渡口收费。"),
		dated("新", "渡口法", "2023", "第一条 为了渡口，制定本法。", "第二条 渡口由市管理。", "第三条 渡口收费。"),
		dated("早报", "天窗修缮记", "2021-04-20", "工匠修复了琉璃天窗。", "琉璃天窗旁边的渡口也在修，琉璃天窗明年完工，琉璃天窗可参观。"),
		dated("晚报", "琉璃天窗，天窗琉璃", "2021-05-02", "工匠修复了琉璃天窗。"),
	}
	id := func(key string, nth int) string {
		i := slices.IndexFunc(docs, func(d *index.Document) bool { return d.ID == corpus.DocID(key) })
		return docs[i].Passages[nth].ID
	}
	e := build(t, docs)
	for _, c := range []struct {
		query string
		want  []foldedRow
	}{
		{"渡口法", []foldedRow{
			{id("新", 0), []string{id("旧", 0)}, 1},
			{id("旧", 2), []string{id("新", 2)}, 1},
		}},
		{"琉璃 天窗", []foldedRow{{id("早报", 0), []string{id("晚报", 0)}, 1}}},
	} {
		got, _ := foldedPages(t, e, index.ParseText(c.query))
		if len(got) < len(c.want) {
			t.Errorf("%s: %+v, want %+v", c.query, got, c.want)
			continue
		}
		if diff := cmp.Diff(c.want, got[:len(c.want)]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.query, diff)
		}
	}
}
