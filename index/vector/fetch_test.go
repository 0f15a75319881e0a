package vector

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestCatalog(t *testing.T) {
	for _, platform := range []string{"linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64"} {
		list := itemsFor(platform)
		library, ok := runtimeItem(list)
		if len(list) != 3 || !ok || !strings.HasPrefix(library.folder(), "onnxruntime-"+runtimeVersion+"-") {
			t.Errorf("%s: %+v", platform, list)
		}
		for _, i := range list {
			if len(i.sum) != 64 || i.bytes < 100_000 || i.artifact != shipped && strings.Count(i.artifact, ":") != 2 || strings.Count(i.file, "/") != 1 {
				t.Errorf("%+v", i)
			}
		}
		if groups := byFolder(list); len(groups) != 2 || len(groups[0]) != 2 {
			t.Errorf("%s: groups %+v", platform, groups)
		}
	}
	if _, ok := runtimeItem(itemsFor("plan9/386")); ok {
		t.Error("a library for plan9")
	}
	m, err := parseManifest(manifestOf("yinju-zh-v1"))
	if err != nil || m.Name != "yinju-zh-v1" {
		t.Errorf("manifest %+v: %v", m, err)
	}
}

// parcel is a jar with two files, and the items that ask for them; their folder
// is that of the fetched model, so that its manifest is written beside them.
func parcel(t *testing.T) (jar string, group []item) {
	t.Helper()
	jar = filepath.Join(t.TempDir(), "parcel-1.0.jar")
	f, err := os.Create(jar)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for _, name := range []string{modelFile, tokenizerName} {
		text := "the text of " + name
		w, err := z.Create("inside/" + name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(text))
		sum := sha256.Sum256([]byte(text))
		group = append(group, item{
			file: "yinju-zh-v1/" + name, artifact: "org.example:parcel:1.0", member: "inside/" + name,
			platform: "*", sum: hex.EncodeToString(sum[:]), bytes: int64(len(text)),
		})
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return jar, group
}

// maven is a program that stands for mvn: it does what script says with the
// folder that it is to copy to in $OUT.
func maven(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a shell script stands for mvn")
	}
	path := filepath.Join(t.TempDir(), "mvn")
	put(t, path, "#!/bin/sh\nfor a; do case $a in -DoutputDirectory=*) OUT=${a#*=};; esac; done\n"+script+"\n")
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// left lists the names in a models folder.
func left(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != swapLock {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestFetchThroughMaven(t *testing.T) {
	jar, group := parcel(t)
	var stages []string
	o := FetchOptions{Into: t.TempDir(), Maven: maven(t, `cp `+jar+` "$OUT"`), Progress: func(stage string, done, _ int64) {
		if done == 0 {
			stages = append(stages, stage)
		}
	}}
	fetched, err := o.folder(t.Context(), group)
	if err != nil || !fetched.New {
		t.Fatal(fetched, err)
	}
	if _, err := readFolder(fetched.Path); err != nil {
		t.Error(err)
	}
	if want := []string{"正在下载 parcel-1.0.jar", "正在解出 model.onnx", "正在解出 tokenizer.json"}; !slices.Equal(stages, want) {
		t.Errorf("stages %q", stages)
	}
	// The second time needs no Maven.
	o.Maven = maven(t, "exit 1")
	if again, err := o.folder(t.Context(), group); err != nil || again.New {
		t.Errorf("again: %+v, %v", again, err)
	}
	if names := left(t, o.Into); !slices.Equal(names, []string{"yinju-zh-v1"}) {
		t.Errorf("left behind: %q", names)
	}
}

func TestFetchMendsWhatIsDamaged(t *testing.T) {
	jar, group := parcel(t)
	o := FetchOptions{Into: t.TempDir(), Maven: maven(t, `cp `+jar+` "$OUT"`)}
	for _, name := range []string{modelFile, manifestFile} {
		if _, err := o.folder(t.Context(), group); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(o.Into, group[0].folder(), name), "spoilt")
		fetched, err := o.folder(t.Context(), group)
		if err != nil || !fetched.New || !wholeFolder(fetched.Path, group) {
			t.Errorf("%s: %+v, %v", name, fetched, err)
		}
	}
}

// TestFetchUsesJarsThatLieThere is what a machine without Maven does.
func TestFetchUsesJarsThatLieThere(t *testing.T) {
	jar, group := parcel(t)
	o := FetchOptions{Into: t.TempDir(), Maven: "no-such-maven"}
	_, err := o.folder(t.Context(), group)
	var none *UnreachedError
	if !errors.As(err, &none) {
		t.Fatalf("error %v", err)
	}
	for _, want := range []string{"没有 Maven", "mvn -q -B dependency:copy -Dartifact=org.example:parcel:1.0:jar", "parcel-1.0.jar 放进 " + o.Into} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in: %v", want, err)
		}
	}
	data, err := os.ReadFile(jar)
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(o.Into, "parcel-1.0.jar"), string(data))
	if fetched, err := o.folder(t.Context(), group); err != nil || !fetched.New {
		t.Errorf("%+v, %v", fetched, err)
	}
}

// TestFetchFails leaves nothing behind, and what was there as it was.
func TestFetchFails(t *testing.T) {
	jar, group := parcel(t)
	copied := `cp ` + jar + ` "$OUT"`
	swapped := slices.Clone(group)
	swapped[1].sum = strings.Repeat("0", 64)
	shorter := slices.Clone(group)
	shorter[0].bytes -= 3
	renamed := slices.Clone(group)
	renamed[1].member = "elsewhere"
	tests := []struct {
		name, script, want string
		group              []item
	}{
		{"no network", `echo "[INFO] x"; echo "[ERROR] Could not transfer artifact"; exit 1`, "Could not transfer artifact", group},
		{"silent", `exit 1`, "没有说明原因", group},
		{"nothing copied", `exit 0`, "没有取到", group},
		{"no jar", `echo hello > "$OUT/parcel-1.0.jar"`, "不是完整的 jar", group},
		{"cut jar", `head -c 150 ` + jar + ` > "$OUT/parcel-1.0.jar"`, "不是完整的 jar", group},
		{"other text", copied, "inside/tokenizer.json 不是所要的文件", swapped},
		{"longer text", copied, "inside/model.onnx 不是所要的文件", shorter},
		{"no member", copied, "里面没有 elsewhere", renamed},
	}
	for _, tt := range tests {
		o := FetchOptions{Into: t.TempDir(), Maven: maven(t, tt.script)}
		put(t, filepath.Join(o.Into, "yinju-zh-v1", "note"), "mine")
		_, err := o.folder(t.Context(), tt.group)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
		if names := left(t, o.Into); !slices.Equal(names, []string{"yinju-zh-v1"}) || !exists(filepath.Join(o.Into, names[0], "note")) {
			t.Errorf("%s: left behind %q", tt.name, names)
		}
	}
}

func TestFetchEndsWithContext(t *testing.T) {
	_, group := parcel(t)
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	o := FetchOptions{Into: t.TempDir(), Maven: maven(t, "exec sleep 30")}
	start := time.Now()
	if _, err := o.folder(ctx, group); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 10*time.Second {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
}

func TestFetchesSideBySide(t *testing.T) {
	jar, group := parcel(t)
	o := FetchOptions{Into: t.TempDir(), Maven: maven(t, `cp `+jar+` "$OUT"`)}
	var fetches sync.WaitGroup
	for range 24 {
		fetches.Go(func() {
			if _, err := o.folder(t.Context(), group); err != nil {
				t.Error(err)
			}
		})
	}
	fetches.Wait()
	if !wholeFolder(filepath.Join(o.Into, group[0].folder()), group) {
		t.Error("the folder is not whole")
	}
}

// TestSweep removes what killed fetches have left, but not what one that runs
// works in.
func TestSweep(t *testing.T) {
	into := t.TempDir()
	for name, age := range map[string]time.Duration{".fetch-1": 48 * time.Hour, ".fetch-2": time.Minute, "mine": 48 * time.Hour} {
		put(t, filepath.Join(into, name, "x"), "x")
		when := time.Now().Add(-age)
		if err := os.Chtimes(filepath.Join(into, name), when, when); err != nil {
			t.Fatal(err)
		}
	}
	sweep(into)
	if names := left(t, into); !slices.Equal(names, []string{".fetch-2", "mine"}) {
		t.Errorf("left: %q", names)
	}
}
