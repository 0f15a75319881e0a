package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yinju/corpus"
)

func passageID(key, text string) string { return corpus.PassageID(corpus.DocID(key), text, 1) }

func TestOutcomes(t *testing.T) {
	retitled := document("k", "甲\n乙")
	retitled.Title = corpus.Field{Value: "题", State: corpus.Given}
	warned := document("k", "甲\n乙")
	warned.Warnings = []string{"有异"}
	outlined := document("k", "甲\n乙")
	outlined.Sections = []corpus.Section{{Heading: "甲", Depth: 1}}
	for _, c := range []struct {
		name    string
		then    *corpus.Document
		want    Outcome
		changed bool
	}{
		{"the same again", document("k", "甲\n乙"), Unchanged, false},
		{"another title", retitled, Updated, true},
		{"another warning", warned, Updated, true},
		{"another text", document("k", "甲\n丙"), NewVersion, true},
		{"white space alone", document("k", "甲\n\n乙"), NewVersion, true},
		{"another outline", outlined, NewVersion, true},
		{"another key", document("l", "甲\n乙"), New, true},
	} {
		a := newArchive(t)
		if got := a.put(document("k", "甲\n乙")); got[0] != New {
			t.Errorf("%s: first put is %s", c.name, got[0])
		}
		before, _ := a.Seq(ctx)
		if got := a.put(c.then); got[0] != c.want {
			t.Errorf("%s: %s, want %s", c.name, got[0], c.want)
		}
		if after, _ := a.Seq(ctx); (after > before) != c.changed {
			t.Errorf("%s: seq %d to %d", c.name, before, after)
		}
	}
}

func TestUpdatedFieldsReplaceTheOld(t *testing.T) {
	a := newArchive(t)
	a.put(document("k", "甲"))
	d := rich()
	d.Key, d.Text, d.Sections, d.Origin = "k", "甲", nil, []corpus.Piece{{Clean: 0, Received: 9}}
	a.put(d)
	got, err := a.Document(ctx, corpus.DocID("k"))
	a.must(err)
	if diff := cmp.Diff(plain(*d), got.Document, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if got.Number != 1 {
		t.Errorf("version %d", got.Number)
	}
	coverage, err := a.Coverage(ctx)
	a.must(err)
	if coverage.Sources[0].Value != "国务院" || coverage.From.String() != "2024-02-29" {
		t.Errorf("coverage %+v", coverage)
	}
}

func TestIDsSurviveAnEdit(t *testing.T) {
	a := newArchive(t)
	a.put(document("k", "# 题\n甲\n乙\n丙"))
	a.put(document("k", "# 题\n新\n甲\n丙"))
	for _, c := range []struct {
		text    string
		live    bool
		version int
		order   int
		neither [2]string // neighbours
	}{
		{"甲", true, 2, 1, [2]string{"新", "丙"}},
		{"乙", false, 1, 1, [2]string{"甲", "丙"}},
		{"新", true, 2, 0, [2]string{"", "甲"}},
		{"丙", true, 2, 2, [2]string{"甲", ""}},
	} {
		row, previous, next, err := a.Passage(ctx, passageID("k", c.text))
		a.must(err)
		if row.Text != c.text || row.Live != c.live || row.Version != c.version || row.Order != c.order {
			t.Errorf("%s: %+v", c.text, row)
		}
		if diff := cmp.Diff([]string{"# 题"}, row.Headings); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
		for i, id := range []string{previous, next} {
			if want := c.neither[i]; want == "" && id != "" || want != "" && id != passageID("k", want) {
				t.Errorf("%s: neighbour %d is %q, want that of %q", c.text, i, id, want)
			}
		}
	}
}

func TestRetiredPassageStandsInItsVersion(t *testing.T) {
	a := newArchive(t)
	a.put(document("k", "甲\n乙\n丙"))
	a.put(document("k", "丙"))
	row, _, _, err := a.Passage(ctx, passageID("k", "乙"))
	a.must(err)
	old, err := a.DocumentVersion(ctx, row.DocID, row.Version)
	a.must(err)
	if got := old.Document.Text[row.Span.Start:row.Span.End]; got != "乙" || old.Current {
		t.Errorf("%q in version %+v", got, old.Version)
	}
	versions, err := a.Versions(ctx, row.DocID)
	a.must(err)
	if len(versions) != 2 || versions[0].Current || !versions[1].Current || versions[0].Original == versions[1].Original {
		t.Errorf("versions %+v", versions)
	}
	if _, err := a.DocumentVersion(ctx, row.DocID, 3); !errors.Is(err, ErrNotFound) {
		t.Errorf("version 3: %v", err)
	}
}

func TestARetiredPassageCanComeBack(t *testing.T) {
	a := newArchive(t)
	for _, text := range []string{"甲\n乙", "甲", "乙\n甲"} {
		a.put(document("k", text))
	}
	row, _, _, err := a.Passage(ctx, passageID("k", "乙"))
	a.must(err)
	if !row.Live || row.Version != 3 || row.Order != 0 {
		t.Errorf("%+v", row)
	}
}

func TestKeyTwiceInOneRun(t *testing.T) {
	a := newArchive(t)
	b, err := a.run.Begin(ctx, "/in")
	a.must(err)
	first, second := document("k", "甲"), document("k", "乙")
	_, err = b.Put(first, lines(first), Original{Path: "/in/x.jsonl", Line: 3})
	a.must(err)
	_, err = b.Put(second, lines(second), Original{Path: "/in/y.txt"})
	want := RepeatedError{Key: "k", First: "/in/x.jsonl 第 3 行", Second: "/in/y.txt"}
	var repeated *RepeatedError
	if !errors.As(err, &repeated) || *repeated != want {
		t.Fatalf("error %v", err)
	}
	_, err = b.Put(document("l", ""), nil, Original{})
	a.must(err)
	a.must(b.Commit())
	// A later batch of the same run still knows; another run does not.
	b, err = a.run.Begin(ctx, "/elsewhere")
	a.must(err)
	if _, err = b.Put(second, lines(second), Original{}); !errors.As(err, &repeated) {
		t.Errorf("next batch: %v", err)
	}
	a.must(b.Rollback())
	if got := a.put(second); got[0] != NewVersion {
		t.Errorf("next run: %s", got[0])
	}
}

func TestAKeyOfARolledBackBatchIsNotTaken(t *testing.T) {
	a := newArchive(t)
	for _, end := range []func(*Batch) error{(*Batch).Rollback, (*Batch).Commit} {
		b, err := a.run.Begin(ctx, "/in")
		a.must(err)
		if outcome, err := b.Put(document("k", "甲"), nil, Original{}); err != nil || outcome != New {
			t.Errorf("%s, %v", outcome, err)
		}
		a.must(end(b))
		a.must(b.Rollback())
	}
}

func TestRemove(t *testing.T) {
	a := newArchive(t)
	a.put(document("k", "甲\n乙"), document("l", "甲"))
	a.put(document("k", "甲"))
	a.remove("k")
	id := corpus.DocID("k")
	_, documentErr := a.Document(ctx, id)
	_, versionErr := a.DocumentVersion(ctx, id, 1)
	_, versionsErr := a.Versions(ctx, id)
	_, _, _, passageErr := a.Passage(ctx, passageID("k", "乙"))
	for _, err := range []error{documentErr, versionErr, versionsErr, passageErr} {
		if !errors.Is(err, ErrGone) {
			t.Errorf("error %v, want ErrGone", err)
		}
	}
	if removed, err := a.Sweep(ctx); removed != 1 || err != nil { // "甲" came with l too
		t.Errorf("swept %d, %v", removed, err)
	}
	b, err := a.run.Begin(ctx, "/in")
	a.must(err)
	if err := b.Remove("k"); !errors.Is(err, ErrGone) {
		t.Errorf("removing it again: %v", err)
	}
	if err := b.Remove("never held"); !errors.Is(err, ErrNotFound) {
		t.Errorf("removing what was never held: %v", err)
	}
	a.must(b.Rollback())
	if got := a.put(document("k", "甲")); got[0] != New {
		t.Errorf("putting it again: %s", got[0])
	}
}

func TestNotFound(t *testing.T) {
	a := newArchive(t)
	_, documentErr := a.Document(ctx, "abc")
	_, _, _, passageErr := a.Passage(ctx, "abc.def")
	_, _, _, oddErr := a.Passage(ctx, "")
	_, importErr := (&archive{Store: a.Store}).LastImport(ctx)
	for _, err := range []error{documentErr, passageErr, oddErr, importErr} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("error %v, want ErrNotFound", err)
		}
	}
}
