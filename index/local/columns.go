package local

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
)

// columns are dense arrays. Those by passage are indexed by bleve's document
// number ("number"), which is arbitrary; those by ordinal go by
// order of text ("ordinal"), in which the passages of a document are neighbours.
type columns struct {
	Doc     []uint32 // by number: document
	Ordinal []uint32 // by number: place in the order of text
	Words   []uint32 // by number: words of the passage, title and headings
	Bigrams []uint32 // by number: bigrams of the same
	Start   []uint32 // by ordinal: where the passage begins in text.bin, bytes
	End     []uint32 // by ordinal: where it ends; its lead begins at the End before
	Hash    []byte   // by ordinal: 8 bytes, the second half of the passage id
	Repeat  []uint32 // by ordinal: 0, or n for ids that end in -n
	Input   []byte   // by ordinal: 16 bytes, the vector.Key of what is embedded
	Edge    []uint64 // sorted: last and first word character on the two sides of a passage end
	EdgeOf  []uint32 // for each of these, the ordinal of the passage before the end
}

func (c *columns) parts() []any {
	return []any{&c.Doc, &c.Ordinal, &c.Words, &c.Bigrams, &c.Start, &c.End, &c.Hash, &c.Repeat, &c.Input, &c.Edge, &c.EdgeOf}
}

// write puts every array with its length before it.
func (c *columns) write(path string) error {
	var b bytes.Buffer
	for _, part := range c.parts() {
		switch p := part.(type) {
		case *[]uint32:
			binary.Write(&b, binary.LittleEndian, uint64(len(*p)))
			binary.Write(&b, binary.LittleEndian, *p)
		case *[]uint64:
			binary.Write(&b, binary.LittleEndian, uint64(len(*p)))
			binary.Write(&b, binary.LittleEndian, *p)
		case *[]byte:
			binary.Write(&b, binary.LittleEndian, uint64(len(*p)))
			b.Write(*p)
		}
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

func readColumns(path string) (*columns, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := &columns{}
	r := bytes.NewReader(data)
	for _, part := range c.parts() {
		if err := readPart(r, part); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return c, nil
}

func readPart(r *bytes.Reader, part any) error {
	var n uint64
	if err := binary.Read(r, binary.LittleEndian, &n); err != nil {
		return err
	}
	if n > uint64(r.Len()) {
		return fmt.Errorf("an array of %d values in %d bytes", n, r.Len())
	}
	switch p := part.(type) {
	case *[]uint32:
		*p = make([]uint32, n)
		return binary.Read(r, binary.LittleEndian, *p)
	case *[]uint64:
		*p = make([]uint64, n)
		return binary.Read(r, binary.LittleEndian, *p)
	case *[]byte:
		*p = make([]byte, n)
		_, err := r.Read(*p)
		if n == 0 {
			return nil
		}
		return err
	}
	return nil
}
