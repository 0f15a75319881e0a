package vector

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestManifests(t *testing.T) {
	const good = `{"name": "x", "dimensions": 8, "pooling": "cls", "query_prefix": "", "passage_prefix": "", "max_length": 16}`
	with := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	tests := []struct{ name, manifest, want string }{
		{"good", good, ""},
		{"mean", with("cls", "mean"), ""},
		{"no name", with(`"x"`, `""`), "name"},
		{"no dimensions", with(`"dimensions": 8, `, ""), "dimensions"},
		{"too many dimensions", with("8", "4097"), "dimensions"},
		{"pooling", with("cls", "max"), `"max"`},
		{"no pooling", with(`"pooling": "cls", `, ""), "pooling"},
		{"length", with("16", "2"), "max_length"},
		{"misspelt", with("query_prefix", "querry_prefix"), "querry_prefix"},
		{"outside", with("}", `, "files": {"../x": "00"}}`), "../x"},
		{"no JSON", "name: x", "读不懂"},
		{"a list", "[]", "读不懂"},
	}
	for _, tt := range tests {
		_, err := parseManifest([]byte(tt.manifest))
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

// TestFolderWithoutManifest: what lies in the Maven artifact is not guessed at.
func TestFolderWithoutManifest(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "bge-small-zh-v1.5-q.onnx"), "x")
	put(t, filepath.Join(dir, "bge-small-zh-v1.5-q-tokenizer.json"), "{}")
	_, err := Open(t.Context(), Options{Model: dir})
	if err == nil || !strings.Contains(err.Error(), "没有 manifest.json") || !strings.Contains(err.Error(), `"pooling": "cls"`) {
		t.Errorf("error %v", err)
	}
	if _, err := Open(t.Context(), Options{Model: filepath.Join(dir, "absent")}); err == nil || !strings.Contains(err.Error(), "没有模型文件夹") {
		t.Errorf("no folder: error %v", err)
	}
}

// summed is the tiny model with a manifest that gives the sums of its files.
func summed(t *testing.T) string {
	t.Helper()
	dir := tiny(t, "")
	var files []string
	for _, name := range []string{modelFile, tokenizerName} {
		sum, err := sumOf(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, `"`+name+`": "`+sum+`"`)
	}
	put(t, filepath.Join(dir, manifestFile), `{"name": "tiny", "dimensions": 8, "pooling": "cls", "query_prefix": "", "passage_prefix": "", "max_length": 16, "files": {`+strings.Join(files, ", ")+`}}`)
	return dir
}

// TestDamagedFolders: every file that was cut, swapped or lost is named.
func TestDamagedFolders(t *testing.T) {
	if _, err := readFolder(summed(t)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{modelFile, tokenizerName} {
		for how, spoil := range map[string]func(path string) error{
			"cut":     func(path string) error { return os.Truncate(path, 1000) },
			"emptied": func(path string) error { return os.Truncate(path, 0) },
			"swapped": func(path string) error { return os.WriteFile(path, []byte(`{"another": 1}`), 0o644) },
			"lost":    os.Remove,
		} {
			path := filepath.Join(summed(t), name)
			if err := spoil(path); err != nil {
				t.Fatal(err)
			}
			_, err := Open(t.Context(), Options{Model: filepath.Dir(path)})
			var damaged *DamagedError
			if !errors.As(err, &damaged) || damaged.Path != path || damaged.Missing != (how == "lost") || !strings.Contains(err.Error(), "yinju model fetch") {
				t.Errorf("%s %s: error %v", how, name, err)
			}
		}
	}
}

// TestFingerprint changes with everything that changes the vectors, and with
// nothing else.
func TestFingerprint(t *testing.T) {
	of := func(dir string) string {
		f, err := readFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		return f.fingerprint()
	}
	const form = `{"name": "tiny", "dimensions": 8, "pooling": "cls", "query_prefix": "", "passage_prefix": "", "max_length": 16}`
	base := of(tiny(t, form))
	if of(summed(t)) != base || of(tiny(t, strings.Replace(form, "tiny", "other", 1))) != base {
		t.Error("the sums in the manifest or the name are part of the fingerprint")
	}
	seen := map[string]string{base: "base"}
	for old, new := range map[string]string{"8": "9", "cls": "mean", `query_prefix": "`: `query_prefix": "x`, `passage_prefix": "`: `passage_prefix": "x`, "16": "17"} {
		sum := of(tiny(t, strings.Replace(form, old, new, 1)))
		if other, ok := seen[sum]; ok {
			t.Errorf("%s and %s share a fingerprint", new, other)
		}
		seen[sum] = new
	}
	for _, name := range []string{modelFile, tokenizerName} {
		dir := tiny(t, form)
		put(t, filepath.Join(dir, name), "other")
		if of(dir) == base {
			t.Errorf("%s is no part of the fingerprint", name)
		}
	}
}
