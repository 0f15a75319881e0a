package store

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"yinju/corpus"
)

// After any puts and removals, the live passages are those of the newest
// versions, every passage that ever was has its text, and the feed of changes
// leads a follower to the same documents.
func TestStoreAgainstAModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		s, err := Create(dir)
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		m := &model{rt: rt, store: s, texts: map[string]string{}, ever: map[string]string{}, follower: map[string]string{}}
		rt.Repeat(map[string]func(*rapid.T){"import": m.importSome, "follow": m.follow, "": m.check})
	})
}

type model struct {
	rt       *rapid.T
	store    *Store
	texts    map[string]string // key to newest text
	ever     map[string]string // passage id to text
	follower map[string]string // document id to text, kept by the feed alone
	seq      int64
}

func (m *model) must(err error) {
	if err != nil {
		m.rt.Fatal(err)
	}
}

func (m *model) importSome(rt *rapid.T) {
	run, err := m.store.StartRun(ctx, []string{"/in"})
	m.must(err)
	b, err := run.Begin(ctx, "/in")
	m.must(err)
	keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 3, rapid.ID).Draw(rt, "keys")
	texts := map[string]string{}
	for _, key := range keys {
		texts[key] = m.change(rt, b, key)
	}
	if rapid.Bool().Draw(rt, "commit") {
		m.must(b.Commit())
		m.remember(texts)
	}
	m.must(b.Rollback())
}

// change puts or removes key and returns its text, "removed" for none.
func (m *model) change(rt *rapid.T, b *Batch, key string) string {
	if _, ok := m.texts[key]; ok && rapid.IntRange(0, 4).Draw(rt, "remove") == 0 {
		m.must(b.Remove(key))
		return "removed"
	}
	text := rapid.StringMatching(`(甲|乙|丙|#题|\n){0,8}`).Draw(rt, "text")
	d := document(key, text)
	outcome, err := b.Put(d, lines(d), Original{})
	m.must(err)
	if old, ok := m.texts[key]; ok != (outcome != New) || ok && (old == text) != (outcome == Unchanged) {
		rt.Fatalf("%s: %s for %q after %q", key, outcome, text, old)
	}
	return text
}

func (m *model) remember(texts map[string]string) {
	for key, text := range texts {
		if text == "removed" {
			delete(m.texts, key)
			for _, id := range m.of(key) {
				delete(m.ever, id)
			}
			continue
		}
		m.texts[key] = text
		for _, p := range lines(document(key, text)) {
			m.ever[p.ID] = text[p.Span.Start:p.Span.End]
		}
	}
}

// of returns the ids of all passages that key ever had.
func (m *model) of(key string) (ids []string) {
	for id := range m.ever {
		if id[:12] == corpus.DocID(key) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (m *model) follow(rt *rapid.T) {
	changes, err := m.store.Changes(ctx, m.seq)
	m.must(err)
	for _, c := range changes {
		delete(m.follower, c.DocID)
		if c.Live {
			d, err := m.store.Document(ctx, c.DocID)
			m.must(err)
			m.follower[c.DocID] = d.Document.Text
		}
		m.seq = c.Seq
	}
	want := map[string]string{}
	for key, text := range m.texts {
		want[corpus.DocID(key)] = text
	}
	if diff := cmp.Diff(want, m.follower, cmpopts.EquateEmpty()); diff != "" {
		rt.Fatalf("follower:\n%s", diff)
	}
}

func (m *model) check(rt *rapid.T) {
	live := map[string]bool{}
	got := map[string]string{}
	m.must(m.store.EachDocument(ctx, func(d *StoredDocument) error {
		got[d.Document.Key] = d.Document.Text
		for _, p := range d.Passages {
			live[p.ID] = true
		}
		return nil
	}))
	if diff := cmp.Diff(m.texts, got, cmpopts.EquateEmpty()); diff != "" {
		rt.Fatalf("documents:\n%s", diff)
	}
	for id, text := range m.ever {
		row, _, _, err := m.store.Passage(ctx, id)
		if err != nil || row.Text != text || row.Live != live[id] {
			rt.Fatalf("passage %s: %+v, %v; want %q, live %v", id, row, err, text, live[id])
		}
	}
	m.checkCounts(rt, len(live))
}

func (m *model) checkCounts(rt *rapid.T, passages int) {
	c, err := m.store.Coverage(ctx)
	m.must(err)
	if c.Documents != len(m.texts) || c.Passages != passages || c.Undated != len(m.texts) {
		rt.Fatalf("coverage %+v, want %d documents, %d passages", c, len(m.texts), passages)
	}
}

func FuzzOrigin(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{2, 4, 6})
	f.Add(encodeOrigin([]corpus.Piece{{Clean: 0, Received: 3}, {Clean: 1 << 40, Received: 2}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		pieces, err := decodeOrigin(data)
		if err != nil {
			return
		}
		again, err := decodeOrigin(encodeOrigin(pieces))
		if err != nil || !slices.Equal(pieces, again) {
			t.Errorf("%v became %v, %v", pieces, again, err)
		}
	})
}

func FuzzFields(f *testing.F) {
	full, err := encodeFields(rich())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{full, "{}", "", "null", `{"dates":[{"date":-1}]}`, `{"issuers":{}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var first, second corpus.Document
		if decodeFields(data, &first) != nil {
			return
		}
		text, err := encodeFields(&first)
		if err != nil {
			t.Fatal(err)
		}
		if err := decodeFields([]byte(text), &second); err != nil {
			t.Fatal(err)
		}
		if again, err := encodeFields(&second); again != text || err != nil {
			t.Errorf("%s became %s, %v", text, again, err)
		}
	})
}

func TestDigestTellsNeighboursApart(t *testing.T) {
	seen := map[string]string{}
	for _, d := range []*corpus.Document{
		document("k", "甲\n乙"), document("k", "甲乙"), document("k", "#甲\n乙"), document("k", "##甲\n乙"),
		document("k", ""), document("k", "\n"),
	} {
		digest := fmt.Sprintf("%x", digestReading(d, lines(d)))
		if other, ok := seen[digest]; ok {
			t.Errorf("%q and %q have one digest", other, d.Text)
		}
		seen[digest] = d.Text
	}
}
