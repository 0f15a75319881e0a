package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yinju/corpus"
)

func dated(key string, source string, date corpus.Date) *corpus.Document {
	d := document(key, "甲\n"+key)
	d.Source = corpus.Field{Value: source, State: corpus.Given}
	if date.Month != 0 {
		d.Genre = corpus.Field{Value: "讲话", State: corpus.Inferred}
	}
	if date.Year != 0 {
		d.Dates = []corpus.DateField{{Kind: corpus.Spoken, Date: date, State: corpus.Given}}
	}
	return d
}

func TestCoverage(t *testing.T) {
	a := newArchive(t)
	a.put(dated("c", "新华社", corpus.Date{Year: 2020}), dated("b", "", corpus.Date{}),
		dated("a", "新华社", corpus.Date{Year: 2020, Month: 5, Day: 1}), dated("d", "央视", corpus.Date{Year: 1954, Month: 9}))
	a.put(document("c", "一\n二\n三"), dated("e", "", corpus.Date{Year: 2020}))
	got, err := a.Coverage(ctx)
	a.must(err)
	want := &Coverage{Documents: 5, Passages: 11, Undated: 2,
		From: corpus.Date{Year: 1954, Month: 9}, To: corpus.Date{Year: 2020, Month: 5, Day: 1},
		Sources: []ValueCount{{"", 3}, {"央视", 1}, {"新华社", 1}},
		Genres:  []ValueCount{{"", 3}, {"讲话", 2}},
		Years:   []YearCount{{1954, 1, 2}, {2020, 2, 4}},
		Last:    &Import{Paths: []string{"/in"}, Counts: Counts{Files: 2, Documents: 2}}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Import{}, "Started", "Finished")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEmptyCoverage(t *testing.T) {
	a := newArchive(t)
	got, err := a.Coverage(ctx)
	a.must(err)
	if diff := cmp.Diff(&Coverage{}, got); diff != "" {
		t.Error(diff)
	}
}

func TestChanges(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"), document("b", "乙"), document("c", "丙"))
	all, err := a.Changes(ctx, 0)
	a.must(err)
	if len(all) != 3 {
		t.Fatalf("%v", all)
	}
	since, err := a.Seq(ctx)
	a.must(err)
	a.put(document("b", "乙二"), document("a", "甲"), document("d", "丁"), document("c", "丙二"))
	a.remove("c")
	got, err := a.Changes(ctx, since)
	a.must(err)
	want := []Change{{DocID: corpus.DocID("b"), Live: true}, {DocID: corpus.DocID("d"), Live: true}, {DocID: corpus.DocID("c")}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Change{}, "Seq")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if last, _ := a.Seq(ctx); last != got[2].Seq || got[0].Seq <= since {
		t.Errorf("seq %d, changes %v since %d", last, got, since)
	}
}

func TestDataVersionFollowsAnotherStore(t *testing.T) {
	a := newArchive(t)
	reader, err := Open(a.dir, true)
	a.must(err)
	defer reader.Close()
	before, err := reader.DataVersion(ctx)
	a.must(err)
	same, _ := reader.DataVersion(ctx)
	a.put(document("a", "甲"))
	after, err := reader.DataVersion(ctx)
	a.must(err)
	if before != same || before == after {
		t.Errorf("data versions %d, %d, %d", before, same, after)
	}
}

func TestEachDocumentIsASnapshotByKey(t *testing.T) {
	a := newArchive(t)
	a.put(document("c", "丙"), document("a", "甲"), document("b", "乙"))
	var keys []string
	err := a.EachDocument(ctx, func(d *StoredDocument) error {
		if len(keys) == 0 {
			a.put(document("b", "乙二"), document("d", "丁"))
			a.remove("c")
		}
		keys = append(keys, d.Document.Key+d.Document.Text)
		return nil
	})
	a.must(err)
	if got := strings.Join(keys, " "); got != "a甲 b乙 c丙" {
		t.Errorf("keys %s", got)
	}
}

func TestEachDocumentEnds(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"), document("b", "乙"))
	stop := errors.New("enough")
	if err := a.EachDocument(ctx, func(*StoredDocument) error { return stop }); err != stop {
		t.Errorf("error %v", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	calls := 0
	err := a.EachDocument(cancelled, func(*StoredDocument) error { calls++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("error %v after %d calls", err, calls)
	}
}

func TestDocumentsAndHitRowsKeepTheOrderAsked(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "# 章\n甲\n## 节\n乙"), document("b", "丙"))
	docs, err := a.Documents(ctx, []string{corpus.DocID("b"), "none", corpus.DocID("a")})
	a.must(err)
	if len(docs) != 2 || docs[0].Document.Key != "b" || docs[1].Document.Key != "a" {
		t.Errorf("documents %v", docs)
	}
	rows, err := a.HitRows(ctx, []string{passageID("b", "丙"), "none", passageID("a", "乙"), passageID("a", "甲")})
	a.must(err)
	var got []string
	for _, r := range rows {
		got = append(got, r.Document.Key+"/"+strings.Join(r.Headings, "/")+"/"+r.Text+r.Locator)
	}
	want := []string{"b//丙第丙段", "a/# 章/## 节/乙第乙段", "a/# 章/甲第甲段"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if rows[1].Document != rows[2].Document {
		t.Error("rows of one document do not share it")
	}
}

func TestKeys(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"), document("b", "乙"))
	a.put(document("b", "乙二"))
	a.remove("a")
	keys, err := a.Keys(ctx)
	a.must(err)
	if diff := cmp.Diff(map[string]string{corpus.DocID("b"): "b"}, keys); diff != "" {
		t.Error(diff)
	}
}

func TestUnfinishedImports(t *testing.T) {
	a := newArchive(t) // an import of /in begins
	unfinished := func() int {
		found, err := a.Unfinished(ctx)
		a.must(err)
		return len(found)
	}
	if n := unfinished(); n != 1 {
		t.Errorf("%d unfinished while one goes on", n)
	}
	other, err := a.StartRun(ctx, []string{"/other"})
	a.must(err)
	a.put(document("k", "甲"))
	if n := unfinished(); n != 1 { // /in was made up for
		t.Errorf("%d unfinished, want that of /other", n)
	}
	a.must(other.Finish(ctx, Counts{}))
	if n := unfinished(); n != 0 {
		t.Errorf("%d unfinished after all are done", n)
	}
}

func TestReceive(t *testing.T) {
	a := newArchive(t)
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	for range 2 {
		hash, err := a.Receive(strings.NewReader(""))
		a.must(err)
		if hash != empty {
			t.Errorf("hash %s", hash)
		}
	}
	if diff := cmp.Diff([]string{empty}, a.files()); diff != "" {
		t.Error(diff)
	}
	file, err := a.Original(empty)
	a.must(err)
	a.must(file.Close())
	for _, hash := range []string{strings.Repeat("0", 64), "", "../../corpus.db", strings.ToUpper(empty)} {
		if _, err := a.Original(hash); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", hash, err)
		}
	}
}

type failing struct{}

var errFailing = errors.New("cannot be read")

func (failing) Read([]byte) (int, error) { return 0, errFailing }

func TestReceiveLeavesNothingOfABrokenFile(t *testing.T) {
	a := newArchive(t)
	if _, err := a.Receive(failing{}); !errors.Is(err, errFailing) {
		t.Errorf("error %v", err)
	}
	if files := a.files(); len(files) != 0 {
		t.Errorf("left %v", files)
	}
}

// A crash after the received file was kept and before its document was committed.
func TestAnOriginalWithoutADocumentDoesNoHarm(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"))
	hash, err := a.Receive(strings.NewReader("无主"))
	a.must(err)
	damage, err := a.Verify(ctx, nil)
	if len(damage) != 0 || err != nil {
		t.Errorf("damage %v, %v", damage, err)
	}
	if got := a.put(document("b", "无主")); got[0] != New {
		t.Errorf("importing it again: %s", got[0])
	}
	if removed, err := a.Sweep(ctx); removed != 0 || err != nil {
		t.Errorf("swept %d, %v", removed, err)
	}
	file, err := a.Original(hash)
	a.must(err)
	a.must(file.Close())
}

func TestSweep(t *testing.T) {
	a := newArchive(t)
	a.put(document("a", "甲"))
	_, err := a.Receive(strings.NewReader("无主"))
	a.must(err)
	a.must(writeFile(filepath.Join(a.dir, originalsName, "receiving-1"), "cut off"))
	if removed, err := a.Sweep(ctx); removed != 2 || err != nil || len(a.files()) != 1 {
		t.Errorf("swept %d, %v, left %v", removed, err, a.files())
	}
}
