package vector

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestFind has two models folders: that of the archive comes first, what a person
// put there before what was fetched, and folders that are no models are passed
// over.
func TestFind(t *testing.T) {
	const fetched, once = "yinju-zh-v1", "bge-small-zh-v1.5-q"
	tests := []struct {
		name          string
		archive, user []string // files
		want          string
	}{
		{"nothing", nil, nil, ""},
		{"user", nil, []string{"b/manifest.json"}, "user/b"},
		{"archive first", []string{"c/manifest.json"}, []string{"b/manifest.json"}, "archive/models/c"},
		{"first by name", nil, []string{"c/manifest.json", "b/manifest.json"}, "user/b"},
		{"own before fetched", nil, []string{fetched + "/manifest.json", "z/manifest.json"}, "user/z"},
		{"fetched", nil, []string{fetched + "/manifest.json", "onnxruntime-1.24.2-linux-x64/libonnxruntime.so"}, "user/" + fetched},
		{"fetched now before once", nil, []string{once + "/manifest.json", fetched + "/manifest.json"}, "user/" + fetched},
		{"no models", []string{"x/readme", "y", ".fetch-1/model.onnx"}, []string{"b/manifest.json"}, "user/b"},
		{"no manifest", []string{"x/any.onnx"}, []string{"b/manifest.json"}, "archive/models/x"},
	}
	for _, tt := range tests {
		root := t.TempDir()
		o := Options{Dir: filepath.Join(root, "archive"), Cache: filepath.Join(root, "user")}
		for _, name := range tt.archive {
			put(t, filepath.Join(ArchiveModels(o.Dir), name), "{}")
		}
		for _, name := range tt.user {
			put(t, filepath.Join(o.Cache, name), "{}")
		}
		got := ""
		if dirs := o.candidates(); len(dirs) > 0 {
			got, _ = filepath.Rel(root, dirs[0])
		}
		if filepath.ToSlash(got) != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestUnavailable: every reason not to have an embedder is typed and readable.
func TestUnavailable(t *testing.T) {
	empty := t.TempDir()
	tests := []struct {
		name string
		o    Options
		want string
		off  bool
	}{
		{"nothing", Options{Dir: empty, Cache: empty}, "yinju model fetch", false},
		{"off", Options{Model: Off, Dir: empty, Cache: empty}, "关闭", true},
		{"no runtime", Options{Model: tiny(t, ""), Cache: empty}, "ONNX Runtime " + runtimeVersion, false},
		{"a file", Options{Model: filepath.Join(tiny(t, ""), modelFile)}, "model.onnx", false},
	}
	for _, tt := range tests {
		_, err := Open(t.Context(), tt.o)
		var none *UnavailableError
		if !errors.As(err, &none) || none.Off != tt.off || none.Temporary || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %#v", tt.name, err)
		}
	}
}

// TestDamagedLibrary: a library that was cut or is of another version is never
// loaded, for the system ends the process over a cut one.
func TestDamagedLibrary(t *testing.T) {
	file, sum := wantedLibrary()
	if sum == "" {
		t.Skip("no library can be fetched for " + runtime.GOOS + "/" + runtime.GOARCH)
	}
	o := Options{Model: tiny(t, ""), Cache: t.TempDir()}
	path := filepath.Join(o.Cache, file)
	put(t, path, "\x7fELF cut")
	_, err := Open(t.Context(), o)
	var damaged *DamagedError
	if !errors.As(err, &damaged) || damaged.Path != path {
		t.Errorf("error %v", err)
	}
	// One beside the model that is named comes first.
	beside := filepath.Join(filepath.Dir(o.Model), file)
	put(t, beside, "also cut")
	if _, err = Open(t.Context(), o); !errors.As(err, &damaged) || damaged.Path != beside {
		t.Errorf("error %v", err)
	}
}

// TestRuntimeOfAnotherVersion loads libraries that are whole and wrong, in a
// process of its own, for the loaded one stays.
func TestRuntimeOfAnotherVersion(t *testing.T) {
	if path := os.Getenv("YINJU_TEST_LIBRARY"); path != "" {
		os.Stdout.WriteString(loadRuntime(path).Error())
		os.Exit(0)
	}
	cc, err := exec.LookPath("cc")
	if err != nil || runtime.GOOS != "linux" {
		t.Skip("no C compiler that makes .so files")
	}
	const old = `#include <stddef.h>
#include <stdint.h>
struct base { const void *(*api)(uint32_t); const char *(*version)(void); };
static const void *api(uint32_t v) { return NULL; }
static const char *version(void) { return "1.17.0"; }
static struct base base = { api, version };
struct base *OrtGetApiBase(void) { return &base; }`
	for name, source := range map[string]string{"old": old, "other": "int nothing;"} {
		path := filepath.Join(t.TempDir(), name)
		put(t, path+".c", source)
		if out, err := exec.Command(cc, "-shared", "-fPIC", "-o", path+".so", path+".c").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		child := exec.Command(os.Args[0], "-test.run=^TestRuntimeOfAnotherVersion$")
		child.Env = append(os.Environ(), "YINJU_TEST_LIBRARY="+path+".so")
		out, err := child.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "不是能用的 "+runtimeVersion+" 版") || !strings.Contains(string(out), path) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestList(t *testing.T) {
	o := Options{Dir: t.TempDir(), Cache: t.TempDir()}
	for _, dir := range []string{filepath.Join(ArchiveModels(o.Dir), "cut"), filepath.Join(ArchiveModels(o.Dir), "whole"), filepath.Join(o.Cache, "spoilt")} {
		if err := os.CopyFS(dir, os.DirFS(summed(t))); err != nil {
			t.Fatal(err)
		}
	}
	put(t, filepath.Join(ArchiveModels(o.Dir), "cut", modelFile), "x")
	put(t, filepath.Join(o.Cache, "spoilt", modelFile), "x")
	file, sum := wantedLibrary()
	put(t, filepath.Join(o.Cache, file), "x")
	if sum == "" {
		t.Skip("no library can be fetched for " + runtime.GOOS + "/" + runtime.GOARCH)
	}
	var got []string
	for _, f := range List(o) {
		got = append(got, f.Name+map[bool]string{true: " used"}[f.Used]+map[bool]string{true: " damaged"}[errors.As(f.Err, new(*DamagedError))])
	}
	want := []string{"cut damaged", "tiny used", "spoilt damaged", "ONNX Runtime 1.24.2 used damaged"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// withRuntime has empty models folders but for ONNX Runtime.
func withRuntime(t *testing.T) Options {
	t.Helper()
	needRuntime(t)
	library, err := Options{}.library()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Dir: t.TempDir(), Cache: t.TempDir()}
	file, _ := wantedLibrary()
	path := filepath.Join(o.Cache, filepath.FromSlash(file))
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.Symlink(library, path)); err != nil {
		t.Fatal(err)
	}
	return o
}

// TestBrokenModelHidesNone has a model that was cut in the archive's folder, one with
// nonsense for a network after it, and a good one in the user's.
func TestBrokenModelHidesNone(t *testing.T) {
	o := withRuntime(t)
	for _, dir := range []string{filepath.Join(ArchiveModels(o.Dir), "a"), filepath.Join(ArchiveModels(o.Dir), "b"), filepath.Join(o.Cache, "good")} {
		if err := os.CopyFS(dir, os.DirFS(summed(t))); err != nil {
			t.Fatal(err)
		}
	}
	put(t, filepath.Join(ArchiveModels(o.Dir), "a", modelFile), "x")
	put(t, filepath.Join(ArchiveModels(o.Dir), "b", manifestFile), `{"name": "b", "dimensions": 8, "pooling": "cls", "max_length": 16}`)
	put(t, filepath.Join(ArchiveModels(o.Dir), "b", modelFile), "x")
	var passed []string
	o.Passed = func(dir string, why error) { passed = append(passed, filepath.Base(dir)+" "+why.Error()) }
	e, err := Open(t.Context(), o)
	if err != nil || e.Model().Name != "tiny" {
		t.Fatalf("%v, passed %q", err, passed)
	}
	defer e.Close()
	if len(passed) != 2 || !strings.HasPrefix(passed[0], "a ") || !strings.Contains(passed[0], "不完整") || !strings.HasPrefix(passed[1], "b ") {
		t.Errorf("passed over %q", passed)
	}
}

func TestListWithoutAnything(t *testing.T) {
	list := List(Options{Dir: t.TempDir(), Cache: t.TempDir()})
	if len(list) != 1 || list[0].Path != "" || list[0].Used || list[0].Err == nil {
		t.Errorf("%+v", list)
	}
}
