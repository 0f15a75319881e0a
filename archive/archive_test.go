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
