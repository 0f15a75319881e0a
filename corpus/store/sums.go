package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"fmt"
	"hash"
)

// sumSize is how many bytes of a SHA-256 a row is given. A row that was changed
// by chance passes with a probability of 2^-64.
const sumSize = 8

// sum hashes the values of a row: texts and bytes each after its length, numbers
// in eight bytes.
func sum(values ...any) []byte {
	h := sha256.New()
	for _, v := range values {
		switch v := v.(type) {
		case string:
			writeString(h, v)
		case []byte:
			writeNumbers(h, len(v))
			h.Write(v)
		case int:
			writeNumbers(h, v)
		case int64:
			writeNumbers(h, int(v))
		default:
			panic(fmt.Sprintf("store: no sum over %T", v))
		}
	}
	return h.Sum(nil)[:sumSize]
}

func writeString(h hash.Hash, s string) {
	writeNumbers(h, len(s))
	h.Write([]byte(s))
}

func writeNumbers(h hash.Hash, numbers ...int) {
	var buffer [8]byte
	for _, n := range numbers {
		binary.LittleEndian.PutUint64(buffer[:], uint64(n))
		h.Write(buffer[:])
	}
}

// row is a row that carries a sum of itself.
type row interface {
	dest() []any    // where its columns are scanned to
	sum() []byte    // what its sum should be
	stored() []byte // the sum that it carries
	whose() string  // whom it concerns, for a person
}

// scan reads a row; a DamagedError if it is not what was written.
func (s *Store) scan(rows *sql.Rows, r row, beside ...any) error {
	if err := rows.Scan(append(r.dest(), beside...)...); err != nil {
		return s.damaged("有一行读不出：" + err.Error())
	}
	return s.sound(r)
}

func (s *Store) sound(r row) error {
	if bytes.Equal(r.sum(), r.stored()) {
		return nil
	}
	return s.damaged(r.whose() + " 与其校验值不符")
}

func (s *Store) damaged(what string) error {
	return &DamagedError{File: s.database(), What: what}
}
