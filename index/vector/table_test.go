package vector

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func testModel(dimensions int) Model {
	return Model{Name: "试验", Fingerprint: strings.Repeat("ab", 32), Dimensions: dimensions}
}

func openTable(t testing.TB, path string, dimensions int, writable bool) *Table {
	t.Helper()
	table, err := OpenTable(path, testModel(dimensions), writable)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { table.Close() })
	return table
}

func numberedKeys(first, last int) (keys []Key) {
	for i := first; i < last; i++ {
		keys = append(keys, KeyOf(fmt.Sprint(i)))
	}
	return keys
}

func randomVectors(r *rand.Rand, n, dimensions int) (vectors [][]float32) {
	for range n {
		v := make([]float32, dimensions)
		for i := range v {
			v[i] = float32(r.NormFloat64())
		}
		vectors = append(vectors, v)
	}
	return vectors
}

// numberedVectors returns the vectors that belong to numberedKeys.
func numberedVectors(first, last, dimensions int) (vectors [][]float32) {
	for i := first; i < last; i++ {
		vectors = append(vectors, randomVectors(rand.New(rand.NewPCG(uint64(i), 5)), 1, dimensions)...)
	}
	return vectors
}

// mustAppend appends the numbered vectors and returns how many were new.
func mustAppend(t testing.TB, table *Table, first, last int) int {
	t.Helper()
	added, err := table.Append(numberedKeys(first, last), numberedVectors(first, last, table.model.Dimensions))
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// held returns which of the first n numbered keys the table holds, as 1 and 0.
func held(table *Table, n int) (marks string) {
	for _, key := range numberedKeys(0, n) {
		mark := "0"
		if _, ok := table.Row(key); ok {
			mark = "1"
		}
		marks += mark
	}
	return marks
}

func cosine(a, b []float32) float64 { return product(unit(a), unit(b)) }

// checkTable fails unless every held numbered key has its own vector, and a scan
// finds it nearest to itself.
func checkTable(t *testing.T, table *Table, n int) {
	t.Helper()
	s := table.Snapshot()
	defer s.Release()
	for i, key := range numberedKeys(0, n) {
		row, ok := s.Row(key)
		if !ok {
			continue
		}
		want := numberedVectors(i, i+1, s.dimensions)[0]
		if got := cosine(want, s.Vector(row)); got < .999 {
			t.Fatalf("vector %d at row %d: cosine %f with its own", i, row, got)
		}
		out := make([]float32, s.Rows())
		if err := s.Scan(t.Context(), want, out); err != nil {
			t.Fatal(err)
		}
		if math.Abs(float64(out[row])-1) > .01 {
			t.Fatalf("vector %d: scan says %f", i, out[row])
		}
	}
}

func TestAppendAndOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vectors", "m.vec")
	table := openTable(t, path, 33, true)
	if table.Rows() != 0 {
		t.Fatal("new table has rows")
	}
	if added := mustAppend(t, table, 0, 10); added != 10 {
		t.Errorf("added %d", added)
	}
	before, _ := os.ReadFile(path)
	if added := mustAppend(t, table, 3, 10); added != 0 {
		t.Errorf("known keys: added %d", added)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("known keys: the file has changed")
	}
	if added := mustAppend(t, table, 5, 15); added != 5 {
		t.Errorf("half known: added %d", added)
	}
	checkTable(t, table, 15)
	table.Close()
	if table.Rows() != 0 {
		t.Error("rows after Close")
	}
	again := openTable(t, path, 33, false)
	if got := held(again, 16); got != "1111111111111110" {
		t.Errorf("after opening: %s", got)
	}
	checkTable(t, again, 15)
}

func TestFirstOfRepeatedKeyCounts(t *testing.T) {
	table := openTable(t, t.TempDir()+"/t.vec", 2, true)
	key := KeyOf("a")
	added, err := table.Append([]Key{key, key}, [][]float32{{1, 0}, {0, 1}})
	if err != nil || added != 1 {
		t.Fatal(added, err)
	}
	s := table.Snapshot()
	defer s.Release()
	if v := s.Vector(0); !allNear(v, []float32{1, 0}, .01) {
		t.Errorf("%v", v)
	}
}

// TestRepeatedRow has a file with a key twice, as no Append writes it.
func TestRepeatedRow(t *testing.T) {
	path := t.TempDir() + "/t.vec"
	data := encodeHeader(testModel(2))
	for _, v := range [][]float32{{1, 0}, {0, 1}} {
		data = appendRecord(data, KeyOf("a"), v)
	}
	data = appendRecord(data, KeyOf("b"), []float32{0, 1})
	putFile(t, path, data)
	s := openTable(t, path, 2, false).Snapshot()
	defer s.Release()
	out := make([]float32, s.Rows())
	if err := s.Scan(t.Context(), []float32{0, 1}, out); err != nil {
		t.Fatal(err)
	}
	if s.Rows() != 3 || s.Damaged() != 0 || !allNear(out, []float32{0, Absent, 1}, .01) {
		t.Errorf("%d rows, %d damaged, %v", s.Rows(), s.Damaged(), out)
	}
	if v := s.Vector(1); v != nil {
		t.Errorf("absent row has vector %v", v)
	}
}

func TestAppendRefuses(t *testing.T) {
	table := openTable(t, t.TempDir()+"/t.vec", 2, true)
	key := []Key{KeyOf("a")}
	for name, vectors := range map[string][][]float32{
		"too few vectors": {},
		"dimension":       {{1}},
		"not a number":    {{1, float32(math.NaN())}},
		"infinite":        {{float32(math.Inf(-1)), 0}},
	} {
		if added, err := table.Append(key, vectors); err == nil || added != 0 {
			t.Errorf("%s: added %d, %v", name, added, err)
		}
	}
	if info, err := os.Stat(table.path); err != nil || info.Size() != headerSize {
		t.Errorf("refused vectors left something: %v, %v", info, err)
	}
	table.Unlock()
	if _, err := table.Append(key, [][]float32{{1, 0}}); !errors.Is(err, ErrNotLocked) {
		t.Errorf("without lock: %v", err)
	}
	if _, err := table.Prune(func(Key) bool { return true }); !errors.Is(err, ErrNotLocked) {
		t.Errorf("prune without lock: %v", err)
	}
}

func TestOtherModel(t *testing.T) {
	path := t.TempDir() + "/t.vec"
	mustAppend(t, openTable(t, path, 4, true), 0, 2)
	before, _ := os.ReadFile(path)
	other := testModel(4)
	other.Fingerprint = "cd"
	for _, m := range []Model{other, testModel(5)} {
		_, err := OpenTable(path, m, true)
		var refused *TableModelError
		if !errors.As(err, &refused) || refused.Dimensions != 4 || refused.Fingerprint != testModel(4).Fingerprint {
			t.Errorf("%v: %v", m, err)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("a refused file was changed")
	}
}

func TestHeaders(t *testing.T) {
	good := encodeHeader(testModel(4))
	later := bytes.Clone(good)
	later[formatAt]++
	resum(later)
	for name, header := range map[string][]byte{
		"another file": []byte("SQLite format 3\x00 and so on, more than a header has of bytes: .................................................................................."),
		"short text":   []byte("hello"),
		"zeros":        make([]byte, headerSize),
		"flipped bit":  flipBit(good, 20*8),
		"newer format": later,
	} {
		path := filepath.Join(t.TempDir(), "t.vec")
		putFile(t, path, header)
		_, err := OpenTable(path, testModel(4), true)
		var refused *TableHeaderError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := os.ReadFile(path); !bytes.Equal(left, header) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

func TestModelsThatNoTableHolds(t *testing.T) {
	for _, m := range []Model{
		testModel(0), testModel(-1), testModel(maxTableDimensions + 1),
		{Dimensions: 4}, {Fingerprint: strings.Repeat("x", maxFingerprint+1), Dimensions: 4}, {Fingerprint: "a\x00", Dimensions: 4},
	} {
		if _, err := OpenTable(t.TempDir()+"/t.vec", m, true); err == nil {
			t.Errorf("%+v was accepted", m)
		}
	}
}

func TestLock(t *testing.T) {
	path := t.TempDir() + "/t.vec"
	first := openTable(t, path, 4, true)
	began := time.Now()
	_, err := OpenTable(path, testModel(4), true)
	var locked *TableLockedError
	if !errors.As(err, &locked) || time.Since(began) > 3*time.Second {
		t.Errorf("second writer after %v: %v", time.Since(began), err)
	}
	reader := openTable(t, path, 4, false)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := reader.Lock(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("lock with an ended context: %v", err)
	}
	mustAppend(t, first, 0, 3)
	if err := errors.Join(first.Unlock(), reader.Lock(t.Context()), reader.Lock(t.Context())); err != nil {
		t.Fatal(err)
	}
	if added := mustAppend(t, reader, 0, 5); added != 2 {
		t.Errorf("the second writer added %d", added)
	}
}

func TestReaderFollows(t *testing.T) {
	path := t.TempDir() + "/t.vec"
	reader := openTable(t, path, 4, false) // before there is a file
	writer := openTable(t, path, 4, true)
	for n := 1; n < 5000; n *= 3 { // past the room that was mapped
		mustAppend(t, writer, 0, n)
		old := reader.Snapshot()
		rows := old.Rows()
		if err := reader.Refresh(); err != nil {
			t.Fatal(err)
		}
		if reader.Rows() != n || old.Rows() != rows {
			t.Errorf("%d rows, want %d; the snapshot has %d, want %d", reader.Rows(), n, old.Rows(), rows)
		}
		if _, ok := old.Row(numberedKeys(n-1, n)[0]); ok {
			t.Error("a snapshot sees a later row")
		}
		old.Release()
	}
	checkTable(t, reader, 20)
}

// TestGrowthBeyondMapping has rows large enough for the mapping to be made anew.
func TestGrowthBeyondMapping(t *testing.T) {
	path := t.TempDir() + "/t.vec"
	writer, reader := openTable(t, path, 4096, true), openTable(t, path, 4096, false)
	mustAppend(t, writer, 0, 1)
	reader.Refresh()
	old := reader.Snapshot()
	mustAppend(t, writer, 1, 400)
	if err := reader.Refresh(); err != nil || reader.Rows() != 400 {
		t.Fatal(reader.Rows(), err)
	}
	if reader.now.mapping == old.mapping {
		t.Fatal("mapped once: the table is too small for this test")
	}
	out := make([]float32, 1)
	if err := old.Scan(t.Context(), old.Vector(0), out); err != nil || out[0] < .99 {
		t.Errorf("the old snapshot: %v, %v", out, err)
	}
	old.Release()
	old.Release()
	if err := old.Scan(t.Context(), make([]float32, 4096), out); !errors.Is(err, ErrReleased) {
		t.Errorf("after release: %v", err)
	}
	if old.mapping.data != nil {
		t.Error("the old mapping is still there")
	}
	checkTable(t, reader, 3)
}

func TestPrune(t *testing.T) {
	path := t.TempDir() + "/t.vec"
	writer, reader := openTable(t, path, 5, true), openTable(t, path, 5, false)
	mustAppend(t, writer, 0, 10)
	reader.Refresh()
	old := reader.Snapshot()
	defer old.Release()
	gone := map[Key]bool{KeyOf("2"): true, KeyOf("7"): true, KeyOf("none"): true}
	for want := range []int{2, 0} {
		removed, err := writer.Prune(func(key Key) bool { return !gone[key] })
		if want = []int{2, 0}[want]; err != nil || removed != want {
			t.Errorf("removed %d, want %d: %v", removed, want, err)
		}
	}
	if err := reader.Refresh(); err != nil {
		t.Fatal(err)
	}
	for _, table := range []*Table{writer, reader} {
		if got := held(table, 10); got != "1101111011" || table.Rows() != 8 {
			t.Errorf("held %s in %d rows", got, table.Rows())
		}
		checkTable(t, table, 10)
	}
	data, _ := os.ReadFile(path)
	if key := KeyOf("2"); bytes.Contains(data, key[:]) {
		t.Error("a removed key is still in the file")
	}
	now := reader.Snapshot()
	defer now.Release()
	if _, ok := old.Row(KeyOf("2")); !ok || old.Vector(2) == nil || old.Numbering() == now.Numbering() {
		t.Error("the snapshot of before has changed")
	}
	if added := mustAppend(t, writer, 0, 12); added != 4 {
		t.Errorf("added %d after pruning", added)
	}
}

func putFile(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// flipBit returns data with one bit flipped.
func flipBit(data []byte, bit int) []byte {
	data = bytes.Clone(data)
	data[bit/8] ^= 1 << (bit % 8)
	return data
}
