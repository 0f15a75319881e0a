package vector

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// resum puts the right checksum into a header.
func resum(header []byte) {
	binary.LittleEndian.PutUint32(header[headerSumAt:], crc32.Checksum(header[:headerSumAt], castagnoli))
}

// TestCutAnywhere cuts a real file at every byte and has the rest computed again.
func TestCutAnywhere(t *testing.T) {
	const rows, dimensions = 6, 7
	dir := t.TempDir()
	mustAppend(t, openTable(t, dir+"/whole.vec", dimensions, true), 0, rows)
	whole, err := os.ReadFile(dir + "/whole.vec")
	if err != nil {
		t.Fatal(err)
	}
	if len(whole) != headerSize+rows*stride(dimensions) {
		t.Fatalf("%d bytes", len(whole))
	}
	for cut := range whole {
		path := dir + "/cut.vec"
		putFile(t, path, whole[:cut])
		left := max(cut-headerSize, 0) / stride(dimensions)
		reader := openTable(t, path, dimensions, false)
		if want := strings.Repeat("1", left) + strings.Repeat("0", rows-left); held(reader, rows) != want {
			t.Fatalf("cut at %d: held %s, want %s", cut, held(reader, rows), want)
		}
		if data, _ := os.ReadFile(path); len(data) != cut {
			t.Fatalf("cut at %d: the reader wrote", cut)
		}
		writer := openTable(t, path, dimensions, true)
		if added := mustAppend(t, writer, 0, rows); added != rows-left {
			t.Fatalf("cut at %d: added %d", cut, added)
		}
		if data, _ := os.ReadFile(path); !bytes.Equal(data, whole) {
			t.Fatalf("cut at %d: the file is not as before", cut)
		}
		if err := reader.Refresh(); err != nil || reader.Rows() != rows {
			t.Fatalf("cut at %d: the reader sees %d rows, %v", cut, reader.Rows(), err)
		}
		writer.Close()
		reader.Close()
	}
}

// TestFlippedBits flips a bit of a row: that row is absent and can be appended
// again, all others stay.
func TestFlippedBits(t *testing.T) {
	const rows, dimensions = 5, 9
	path := t.TempDir() + "/t.vec"
	mustAppend(t, openTable(t, path, dimensions, true), 0, rows)
	whole, _ := os.ReadFile(path)
	for bit := headerSize * 8; bit < len(whole)*8; bit += 5 {
		damaged := (bit/8 - headerSize) / stride(dimensions)
		path := t.TempDir() + "/flipped.vec"
		putFile(t, path, flipBit(whole, bit))
		table := openTable(t, path, dimensions, true)
		s := table.Snapshot()
		if want := strings.Repeat("1", damaged) + "0" + strings.Repeat("1", rows-damaged-1); held(table, rows) != want || s.Damaged() != 1 {
			t.Fatalf("bit %d: held %s, want %s; %d damaged", bit, held(table, rows), want, s.Damaged())
		}
		out := make([]float32, s.Rows())
		if err := s.Scan(t.Context(), numberedVectors(0, 1, dimensions)[0], out); err != nil || out[damaged] != Absent || s.Vector(int32(damaged)) != nil {
			t.Fatalf("bit %d: %v, %v", bit, out, err)
		}
		s.Release()
		if added := mustAppend(t, table, 0, rows); added != 1 || table.Rows() != rows+1 {
			t.Fatalf("bit %d: added %d", bit, added)
		}
		checkTable(t, table, rows)
		if removed, err := table.Prune(func(Key) bool { return true }); removed != 1 || err != nil {
			t.Fatalf("bit %d: pruned %d, %v", bit, removed, err)
		}
		table.Close()
	}
}

// TestTailBeingWritten has a reader come while a row is written: it must not take
// the row for damaged for good.
func TestTailBeingWritten(t *testing.T) {
	path := t.TempDir() + "/t.vec"
	writer := openTable(t, path, 4, true)
	mustAppend(t, writer, 0, 3)
	whole, _ := os.ReadFile(path)
	half := bytes.Clone(whole)
	clear(half[len(half)-6:])
	putFile(t, path, half)
	reader := openTable(t, path, 4, false)
	if got := held(reader, 3); got != "110" || reader.Rows() != 2 {
		t.Fatalf("%s in %d rows", got, reader.Rows())
	}
	putFile(t, path, whole) // same file: WriteFile truncates and writes
	if err := reader.Refresh(); err != nil || held(reader, 3) != "111" {
		t.Errorf("%s, %v", held(reader, 3), err)
	}
}

// TestCutWhileServed cuts and removes the file under a table and its snapshot.
func TestCutWhileServed(t *testing.T) {
	const rows, dimensions = 4000, 64
	path := t.TempDir() + "/t.vec"
	writer := openTable(t, path, dimensions, true)
	mustAppend(t, writer, 0, rows)
	s := writer.Snapshot()
	defer s.Release()
	out, question := make([]float32, rows), numberedVectors(0, 1, dimensions)[0]
	for _, size := range []int64{writer.now.end() - 1, headerSize + 20*int64(stride(dimensions)) + 3, 100, 0} {
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		if err := s.Scan(t.Context(), question, out); !errors.Is(err, ErrTableCut) {
			t.Errorf("cut to %d: %v", size, err)
		}
		if v := s.Vector(rows - 1); v != nil {
			t.Errorf("cut to %d: vector %v", size, v)
		}
		want := int(max(size-headerSize, 0)) / stride(dimensions)
		if err := writer.Refresh(); err != nil || writer.Rows() != want {
			t.Errorf("cut to %d: %d rows, want %d: %v", size, writer.Rows(), want, err)
		}
		if added := mustAppend(t, writer, 0, rows); added != rows-want {
			t.Errorf("cut to %d: added %d", size, added)
		}
	}
	os.Remove(path)
	if added := mustAppend(t, writer, 0, 5); added != 5 {
		t.Errorf("after removal: added %d", added)
	}
	checkTable(t, writer, 5)
}

// TestScanDuringCut cuts the file while scans run.
func TestScanDuringCut(t *testing.T) {
	const rows, dimensions = 20_000, 32
	path := t.TempDir() + "/t.vec"
	writer := openTable(t, path, dimensions, true)
	mustAppend(t, writer, 0, rows)
	s := writer.Snapshot()
	defer s.Release()
	done := make(chan error)
	go func() {
		out := make([]float32, rows)
		var err error
		for err == nil {
			err = s.Scan(t.Context(), numberedVectors(0, 1, dimensions)[0], out)
		}
		done <- err
	}()
	os.Truncate(path, headerSize)
	if err := <-done; !errors.Is(err, ErrTableCut) {
		t.Error(err)
	}
}

func TestScanEndsWithContext(t *testing.T) {
	table := openTable(t, t.TempDir()+"/t.vec", 3, true)
	mustAppend(t, table, 0, 10)
	s := table.Snapshot()
	defer s.Release()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Scan(ctx, []float32{1, 0, 0}, make([]float32, 10)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestRandomDamage cuts, flips, swaps and doubles parts of a file at random. What is
// held afterwards is right, and what is not can be appended.
func TestRandomDamage(t *testing.T) {
	const rows, dimensions = 8, 6
	dir := t.TempDir()
	mustAppend(t, openTable(t, dir+"/whole.vec", dimensions, true), 0, rows)
	whole, _ := os.ReadFile(dir + "/whole.vec")
	r := rand.New(rand.NewPCG(7, 7))
	for range 400 {
		putFile(t, dir+"/t.vec", damage(r, whole))
		table := openTable(t, dir+"/t.vec", dimensions, true)
		checkTable(t, table, rows)
		mustAppend(t, table, 0, rows)
		if got := held(table, rows); got != strings.Repeat("1", rows) {
			t.Fatalf("held %s after appending", got)
		}
		checkTable(t, table, rows)
		table.Close()
	}
}

// damage returns data with one to three changes after the header.
func damage(r *rand.Rand, data []byte) []byte {
	data = bytes.Clone(data)
	for range 1 + r.IntN(3) {
		a, b := headerSize+r.IntN(len(data)-headerSize), headerSize+r.IntN(len(data)-headerSize)
		a, b = min(a, b), max(a, b)+1
		switch r.IntN(4) {
		case 0:
			data = data[:b]
		case 1:
			data = flipBit(data, a*8+r.IntN(8))
		case 2:
			data = append(data[:a], data[b:]...)
		case 3:
			data = append(data, bytes.Clone(data[a:b])...)
		}
		if len(data) <= headerSize {
			break
		}
	}
	return data
}

func FuzzOpenTable(f *testing.F) {
	const dimensions = 3
	whole := encodeHeader(testModel(dimensions))
	for i, key := range numberedKeys(0, 4) {
		whole = appendRecord(whole, key, numberedVectors(i, i+1, dimensions)[0])
	}
	for _, cut := range []int{0, 5, headerSize, headerSize + 10, len(whole) - 1, len(whole)} {
		f.Add(whole[:cut])
	}
	f.Add(flipBit(whole, headerSize*8+3))
	f.Add(flipBit(whole, 100))
	f.Add(append(whole, whole[headerSize:]...))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := t.TempDir() + "/t.vec"
		putFile(t, path, data)
		table, err := OpenTable(path, testModel(dimensions), false)
		if err != nil {
			return
		}
		defer table.Close()
		checkRows(t, table, data, dimensions)
	})
}

// checkRows fails where a row is held whose checksum, computed here from the bytes,
// is wrong, or one with a right one is not.
func checkRows(t *testing.T, table *Table, data []byte, dimensions int) {
	s := table.Snapshot()
	defer s.Release()
	out := make([]float32, s.Rows())
	if err := s.Scan(t.Context(), []float32{1, -1, 1}, out); err != nil {
		t.Fatal(err)
	}
	size := 16 + 4 + dimensions + 4
	met := map[Key]bool{}
	for i := range max(len(data)-128, 0) / size {
		raw := data[128+i*size : 128+(i+1)*size]
		key := Key(raw[:16])
		good := crc32.Checksum(raw[:size-4], crc32.MakeTable(crc32.Castagnoli)) == binary.LittleEndian.Uint32(raw[size-4:])
		exponent := raw[19]<<1 | raw[18]>>7
		first := good && exponent != 255 && !met[key]
		met[key] = met[key] || first
		row, held := s.Row(key)
		if first != (held && int(row) == i) || first != (s.Vector(int32(i)) != nil) || !first && i < len(out) && out[i] != Absent {
			t.Errorf("row %d: checksum %v, first %v, held %v at %d", i, good, first, held, row)
		}
	}
}
