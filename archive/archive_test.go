package archive

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"yinju/index"
)

func seedArchive(t *testing.T) *Archive {
	t.Helper()
	a, err := Create(context.Background(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	files, _ := filepath.Glob("../seeds/*.txt")
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.ImportTexts(context.Background(), []Text{{Key: "seed/article.txt", Source: "人民日报", Data: data}}); err != nil {
		t.Fatal(err)
	}
	return a
}

func search(t *testing.T, a *Archive, text string) *index.Results {
	t.Helper()
	r, err := a.Search(context.Background(), index.ParseText(text))
	if err != nil {
		t.Fatalf("Search(%q): %v", text, err)
	}
	return r
}

func TestSearchSeed(t *testing.T) {
	a := seedArchive(t)
	for _, q := range []string{"", "人工智能", "「营商环境」", "減輕就業壓力", "“弹钢琴”", "-加法", "标题：辩证思维", "加大科技创新力度，提升核心竞争力"} {
		r := search(t, a, q)
		t.Logf("%q: %d of %d, %.1f ms", q, r.Total, r.Documents, r.TookMS)
		for i, h := range r.Hits {
			if i < 3 {
				t.Logf("   %s %s %.2f %v %s %v %.40s", h.ID, h.Locator, h.Score, h.Why.Literal, h.Category, h.Themes, h.Text)
			}
		}
	}
	ex, err := a.Examples(context.Background())
	t.Log(ex, err)
}
