package archive

import (
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinju/index"
	"yinju/index/local"
)

func create(t *testing.T, dir string) *Archive {
	t.Helper()
	a, err := Create(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// states imports and returns key and status of every line.
func states(t *testing.T, a *Archive, paths ...string) map[string]string {
	t.Helper()
	r, err := a.Import(context.Background(), paths, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range r.Files {
		got[f.Key] = f.Status
		if (f.Status == statusFailed || f.Status == statusSkipped) == (f.Reason == "") {
			t.Errorf("%s is %s for %q", f.Key, f.Status, f.Reason)
		}
	}
	return got
}

func TestImportStates(t *testing.T) {
	dir, a := filepath.Join(t.TempDir(), "texts"), create(t, t.TempDir())
	write(t, dir, map[string]string{
		"a.txt":       "标题：关于稳就业的通知\n发布日期：2024-03-05\n\n支持企业稳定岗位。\n",
		"sub/b.md":    "# 优化营商环境条例\n\n第一条 为了优化营商环境，制定本条例。\n",
		"empty.txt":   "",
		"binary.txt":  "MZ\x00\x01\x02\x00\x00",
		"picture.png": "\x89PNG",
		".hidden":     "x",
		"news.jsonl":  `{"id":"n1","title":"一","text":"加强环境保护。"}` + "\n这不是 JSON\n" + `{"id":"n2","text":"减税降费。","date":"2023-05-06"}` + "\n" + `{"id":"n1","text":"另一段。"}` + "\n",
	})
	want := map[string]string{
		"texts/a.txt": statusRead, "texts/sub/b.md": statusRead, "texts/news.jsonl": statusRead,
		"texts/empty.txt": statusFailed, "texts/binary.txt": statusFailed, "texts/picture.png": statusSkipped, "texts/.hidden": statusSkipped,
	}
	if diff := cmp.Diff(want, states(t, a, dir)); diff != "" {
		t.Error("first import:", diff)
	}
	for _, key := range []string{"texts/a.txt", "texts/sub/b.md", "texts/news.jsonl"} {
		want[key] = statusUnchanged
	}
	write(t, dir, map[string]string{"a.txt": "标题：关于稳就业的通知\n发布日期：2024-03-05\n\n支持企业稳定岗位，减轻负担。\n"})
	want["texts/a.txt"] = statusVersion
	if diff := cmp.Diff(want, states(t, a, dir)); diff != "" {
		t.Error("second import:", diff)
	}
	if diff := cmp.Diff(map[string]string{"nowhere": statusFailed}, states(t, a, filepath.Join(t.TempDir(), "nowhere"))); diff != "" {
		t.Error("a path that is not there:", diff)
	}
	for text, total := range map[string]int{"": 4, "「减轻负担」": 1, "「稳定岗位。」": 0, "减税降费": 1, "另一段": 0} {
		if r := search(t, a, text); r.Total != total {
			t.Errorf("%q finds %d, want %d", text, r.Total, total)
		}
	}
}

func TestTruncatedGzipKeepsWhatWasRead(t *testing.T) {
	dir, a := t.TempDir(), create(t, t.TempDir())
	var b strings.Builder
	z := gzip.NewWriter(&b)
	for i := range 2000 {
		z.Write([]byte(`{"id":"` + strings.Repeat("x", i%7) + string(rune('0'+i%10)) + time.Unix(int64(i), 0).String() + `","text":"第` + time.Unix(int64(i), 0).String() + `段"}` + "\n"))
	}
	z.Close()
	write(t, dir, map[string]string{"cut.jsonl.gz": b.String()[:b.Len()*2/3]})
	r, err := a.Import(context.Background(), []string{dir}, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f := r.Files[0]
	if f.Status != statusRead || f.Documents < 500 || len(f.Warnings) == 0 {
		t.Errorf("%+v", f)
	}
	if got := search(t, a, "").Total; got != f.Passages {
		t.Errorf("%d passages found, %d read", got, f.Passages)
	}
}

// A passage of an earlier version is still answered, and says what became of it.
func TestRetiredPassage(t *testing.T) {
	dir, a := t.TempDir(), create(t, t.TempDir())
	write(t, dir, map[string]string{"a.txt": "标题：通知\n\n加强监督检查，防范风险。\n\n提高补贴标准。\n"})
	states(t, a, dir)
	old := search(t, a, "「防范风险」").Hits[0]
	kept := search(t, a, "「补贴标准」").Hits[0]
	write(t, dir, map[string]string{"a.txt": "标题：通知\n\n加强监督检查。\n\n提高补贴标准。\n"})
	states(t, a, dir)
	p, err := a.Passage(context.Background(), old.ID)
	if err != nil || p.Gone != "已有新版" || p.Text != old.Text {
		t.Errorf("retired passage: %+v, %v", p, err)
	}
	if p, err := a.Passage(context.Background(), kept.ID); err != nil || p.Gone != "" {
		t.Errorf("kept passage: %+v, %v", p, err)
	}
	if again := search(t, a, "「补贴标准」"); again.Total != 1 || again.Hits[0].ID != kept.ID {
		t.Errorf("the id of an unchanged passage changed: %v, was %s", again.Hits, kept.ID)
	}
	if d, err := a.Document(context.Background(), old.Doc); err != nil || len(d.Versions) != 2 || !d.Versions[1].Current {
		t.Errorf("versions: %+v, %v", d, err)
	}
}

// What was stored but not published, as after a kill, is found after a start.
func TestServingCatchesUp(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	a := create(t, data)
	write(t, dir, map[string]string{"a.txt": "标题：通知\n\n支持企业稳定岗位。\n"})
	err := a.locked(context.Background(), "import", func() error {
		return a.importAll(context.Background(), walk([]string{dir}), ImportOptions{}, &Report{})
	})
	if err != nil || search(t, a, "").Total != 0 {
		t.Fatalf("published already, or %v", err)
	}
	if problems := a.Status().Problems; len(problems) != 1 || !strings.Contains(problems[0], "尚未编入索引") {
		t.Errorf("nothing says that documents are not searchable yet: %q", problems)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	go a.Follow(ctx)
	for search(t, a, "稳定岗位").Total == 0 || len(a.Status().Problems) > 0 {
		if ctx.Err() != nil {
			t.Fatal("never published")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// A reader in the same folder sees another process's import within two seconds.
func TestReaderFollowsWriter(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	writer := create(t, data)
	reader, err := Open(context.Background(), data, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go reader.Follow(ctx)
	write(t, dir, map[string]string{"a.txt": "标题：通知\n\n支持企业稳定岗位。\n"})
	states(t, writer, dir)
	for deadline := time.Now().Add(2 * time.Second); search(t, reader, "稳定岗位").Total == 0; {
		if time.Now().After(deadline) {
			t.Fatal("not seen after two seconds")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestDamagedIndexIsNamedAndRebuilt(t *testing.T) {
	data := t.TempDir()
	a := create(t, data)
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "标题：通知\n\n支持企业稳定岗位。\n"})
	states(t, a, dir)
	before := search(t, a, "稳定岗位")
	a.Close()
	for _, file := range []string{"columns.bin", "docs.json", "text.bin", "words/root.bolt"} {
		shards, _ := filepath.Glob(filepath.Join(data, "index", "shard-*", file))
		if err := os.Truncate(shards[0], 3); err != nil {
			t.Fatal(err)
		}
		b := create(t, data)
		if _, err := b.Search(context.Background(), index.ParseText("岗位")); err == nil || !strings.Contains(err.Error(), "rebuild") {
			t.Errorf("%s damaged: %v", file, err)
		}
		if damage, err := b.Verify(context.Background(), nil); err != nil || len(damage) == 0 {
			t.Errorf("%s damaged: verify finds %v, %v", file, damage, err)
		}
		if err := b.Rebuild(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		if after := search(t, b, "稳定岗位"); after.Total != before.Total || after.Hits[0].ID != before.Hits[0].ID {
			t.Errorf("%s damaged and rebuilt: %d hits", file, after.Total)
		}
		b.Close()
	}
}

func TestOtherDictionary(t *testing.T) {
	data := t.TempDir()
	a := create(t, data)
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "标题：通知\n\n支持企业稳定岗位。\n"})
	states(t, a, dir)
	a.prints.Tokens = "another"
	a.openEngine()
	if _, err := a.Search(context.Background(), index.ParseText("岗位")); err == nil || !strings.Contains(err.Error(), "词典") {
		t.Errorf("an index of another dictionary answers: %v", err)
	}
	a.prints = local.Fingerprints{Tokens: a.prints.Tokens, Labels: "another"}
	if err := a.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if s := a.Status(); len(s.Problems) != 0 || search(t, a, "岗位").Total != 1 {
		t.Errorf("after the rebuild: %+v", s)
	}
}

// Two folders of one name: what comes second is called a version, and told.
func TestTakeover(t *testing.T) {
	a, one, two := create(t, t.TempDir()), filepath.Join(t.TempDir(), "ver"), filepath.Join(t.TempDir(), "ver")
	head := "第一条 为了加强管理，制定本办法。\n\n第二条 "
	write(t, one, map[string]string{
		"x.txt": "海州市停车管理办法\n\n第一条 停车应当入位。\n\n第二条 违者处罚。\n",
		"y.txt": "海州市渡口管理办法\n\n" + head + "渡口由市管理。\n",
		"z.txt": "海州市航道管理办法\n\n" + head + "航道由市管理。\n",
	})
	write(t, two, map[string]string{
		"x.txt": "临江县殡葬管理规定\n\n第一条 墓地由县规划。\n\n第二条 禁止乱葬。\n",
		"y.txt": "海州市码头管理办法\n\n" + head + "码头由市管理。\n",
		"z.txt": "海州市航道管理办法（2024年修订）\n\n" + head + "航道由县管理。\n",
	})
	states(t, a, one)
	r, err := a.Import(context.Background(), []string{two}, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range r.Files {
		got[f.Key] = f.Status + strings.Join(f.Warnings, "|")
	}
	after := "；若是两份文件，请先 yinju remove 这个键，再从名称不同的文件夹分别读入"
	want := map[string]string{
		"ver/x.txt": statusVersion + "标题由《海州市停车管理办法》变为《临江县殡葬管理规定》，正文也没有相同的段落，已作为 ver/x.txt 的新版本存入" + after,
		"ver/y.txt": statusVersion + "标题由《海州市渡口管理办法》变为《海州市码头管理办法》，已作为 ver/y.txt 的新版本存入" + after,
		"ver/z.txt": statusVersion,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r.Fresh != 0 || r.Versions != 3 || r.Updated != 0 || r.Documents != 3 {
		t.Errorf("%d new, %d versions, %d updated, %d in all", r.Fresh, r.Versions, r.Updated, r.Documents)
	}
}

// One file is one document of a run however it is named; another run with another
// argument gives it a key of its own, and says so.
func TestOneFileByManyPaths(t *testing.T) {
	dir, a := filepath.Join(t.TempDir(), "in"), create(t, t.TempDir())
	write(t, dir, map[string]string{"sub/x.txt": notice("甲"), "sub/y.txt": notice("乙")})
	sub, file := filepath.Join(dir, "sub"), filepath.Join(dir, "sub", "x.txt")
	lines := func(paths ...string) map[string]string {
		r, err := a.Import(context.Background(), paths, ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, f := range r.Files {
			got[f.Key] += f.Status + f.Reason + strings.Join(f.Warnings, "")
		}
		return got
	}
	want := map[string]string{
		"sub/x.txt": statusRead, "sub/y.txt": statusRead,
		"x.txt":        statusSkipped + "同一文件已在本次以 sub/x.txt 读入",
		"in/sub/x.txt": statusSkipped + "同一文件已在本次以 sub/x.txt 读入",
		"in/sub/y.txt": statusSkipped + "同一文件已在本次以 sub/y.txt 读入",
	}
	if diff := cmp.Diff(want, lines(sub, file, dir)); diff != "" {
		t.Error("in one run:", diff)
	}
	want = map[string]string{"x.txt": statusRead + "同一文件已以另一路径读入（sub/x.txt），现又存为 x.txt，检索时会重复；不需要的一份请用 yinju remove 移除"}
	if diff := cmp.Diff(want, lines(file)); diff != "" {
		t.Error("in a later run:", diff)
	}
}
