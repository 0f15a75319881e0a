package lineage

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yinju/corpus"
)

// statutes are the national rules of ../shared, titles off their first line.
func statutes(t *testing.T) map[string]*corpus.Document {
	files, _ := filepath.Glob("../../../shared/corpora/statutes/行政法规/*.md")
	if len(files) == 0 {
		t.Skip("no ../shared/corpora/statutes/行政法规")
	}
	docs := map[string]*corpus.Document{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		head, text, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
		docs[filepath.Base(name)] = titledAs(strings.TrimSpace(strings.Trim(head, "# ")), saying(strings.ReplaceAll(text, "#", "")), func(d *corpus.Document) { d.Level.Value = "中央" })
	}
	return docs
}

var dated = regexp.MustCompile(`[（(]\d{4}-\d\d-\d\d[）)]\.md$`)

// Files that are named alike are texts of one rule, and no others have its name.
func TestNamesOfStatutes(t *testing.T) {
	names, bases, named := map[string]string{}, map[string]string{}, 0
	docs := statutes(t)
	for file, d := range docs {
		name := Name(d)
		if name == "" {
			continue
		}
		named++
		base := strings.ReplaceAll(skeleton(strings.TrimSuffix(dated.ReplaceAllString(file, ""), ".md")), country, "")
		if other, ok := names[base]; ok && other != name {
			t.Errorf("%s has the names %s and %s", base, name, other)
		}
		if other, ok := bases[name]; ok && other != base {
			t.Errorf("%s and %s have the name %s", base, other, name)
		}
		names[base], bases[name] = name, base
	}
	if named*10 < len(docs)*9 {
		t.Errorf("%d of %d have a name", named, len(docs))
	}
}

func TestRepealsOfStatutes(t *testing.T) {
	said, found := 0, 0
	for _, d := range statutes(t) {
		list := Repeals(d, corpus.Split(d))
		for _, r := range list {
			if !strings.Contains(d.Text, r.Title) || strings.ContainsAny(r.Title, "\n。") {
				t.Errorf("%s repeals %q", d.Title.Value, r.Title)
			}
		}
		if strings.Contains(d.Text, "》同时废止") {
			said++
			if len(list) > 0 {
				found++
			}
		}
	}
	if found*100 < said*97 {
		t.Errorf("%d of %d", found, said)
	}
}
