package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which of our packages the packages of a room may import. A name
// that ends in /* stands for everything below that folder, itself included. A
// package is of the first row whose room fits; every package needs a row.
var rooms = []struct {
	room string
	may  []string
}{
	{".", []string{"cli"}},
	{"seeds", nil},
	{"web", nil},
	{"golden", nil}, // for tests, ships nothing
	{"corpus/theme/fit", []string{"corpus", "corpus/hanzi", "corpus/linear", "corpus/theme"}}, // fits weights, ships nothing
	{"corpus/effect/fit", []string{"corpus/hanzi", "corpus/linear", "corpus/effect"}},         // the same
	{"corpus/*", []string{"corpus", "corpus/hanzi", "corpus/linear", "corpus/table"}},
	{"index/local", []string{"corpus", "corpus/hanzi", "index", "index/zh", "index/vector"}},
	{"index/opensearch", []string{"corpus", "corpus/hanzi", "index", "index/zh", "index/vector"}},
	{"index/*", []string{"corpus", "corpus/hanzi", "index"}},
	{"archive", []string{"corpus/*", "index/*"}},
	{"server/*", []string{"archive", "index", "corpus", "corpus/hanzi", "corpus/theme", "web", "server"}},
	{"cli", []string{"archive", "server", "seeds", "index", "index/eval", "index/vector", "corpus", "corpus/theme"}},
	{"docs/licences", nil},
	{"bench", []string{"archive", "server", "seeds", "index/*", "corpus/*"}},  // measures, ships nothing
	{"safety", []string{"archive", "server", "seeds", "index/*", "corpus/*"}}, // tries promises, ships nothing
}

// keepers says which packages alone may name a library, so that it can be
// replaced in one place.
var keepers = []struct {
	library string
	rooms   []string
}{
	{"github.com/blevesearch/bleve", []string{"index/local", "bench"}},
	{"github.com/yanyiwu/gojieba", []string{"index/zh", "bench"}},
	{"github.com/mozillazg/go-pinyin", []string{"index/zh"}},
	{"github.com/labstack/echo", []string{"server/*"}},
	{"github.com/mattn/go-sqlite3", []string{"corpus/store"}},
	{"github.com/yalue/onnxruntime_go", []string{"index/vector"}},
	{"github.com/sergi/go-diff", []string{"archive"}},
	{"github.com/spf13/cobra", []string{"cli"}},
	{"database/sql", []string{"corpus/store"}},
}

func TestImports(t *testing.T) {
	for file, imports := range sources(t) {
		room := path.Dir(file)
		for _, imported := range imports {
			checkKeeper(t, file, room, imported)
			if ours, ok := strings.CutPrefix(imported, "yinju/"); ok && !strings.HasSuffix(file, "_test.go") {
				checkRoom(t, file, room, ours)
			}
		}
	}
}

func checkKeeper(t *testing.T, file, room, imported string) {
	for _, k := range keepers {
		if fits(imported, k.library+"/*") && !slices.ContainsFunc(k.rooms, func(r string) bool { return fits(room, r) }) {
			t.Errorf("%s imports %s, which only %s may name", file, imported, strings.Join(k.rooms, ", "))
		}
	}
}

func checkRoom(t *testing.T, file, room, ours string) {
	for _, row := range rooms {
		if !fits(room, row.room) {
			continue
		}
		if !slices.ContainsFunc(row.may, func(p string) bool { return fits(ours, p) }) {
			t.Errorf("%s imports yinju/%s; %s may import: %s", file, ours, row.room, strings.Join(row.may, ", "))
		}
		return
	}
	t.Errorf("%s: package %s has no row in this table", file, room)
}

func fits(name, pattern string) bool {
	folder, all := strings.CutSuffix(pattern, "/*")
	return name == folder || all && strings.HasPrefix(name, folder+"/")
}

// sources returns the imports of every Go file of the module by its path.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(name, ".go") {
			imports[filepath.ToSlash(name)] = importsOf(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}

func importsOf(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, imported)
	}
	return list
}

func TestImportPatterns(t *testing.T) {
	tests := []struct {
		name, pattern string
		want          bool
	}{
		{"corpus", "corpus", true},
		{"corpus/hanzi", "corpus", false},
		{"corpus", "corpus/*", true},
		{"corpus/hanzi", "corpus/*", true},
		{"corpusx", "corpus/*", false},
		{"github.com/labstack/echo/v4", "github.com/labstack/echo/*", true},
	}
	for _, tt := range tests {
		if got := fits(tt.name, tt.pattern); got != tt.want {
			t.Errorf("fits(%q, %q) = %v", tt.name, tt.pattern, got)
		}
	}
}
