package vector

import (
	"encoding/binary"
	"testing"
	"time"
)

// TestKeyIndex adds keys that are counted up in each part of a key, as no hash is,
// and compares with a map.
func TestKeyIndex(t *testing.T) {
	for at := range len(Key{}) - 3 {
		began := time.Now()
		index, want := &keyIndex{}, map[Key]int32{}
		for row := range 20_000 {
			var key Key
			binary.BigEndian.PutUint32(key[at:], uint32(row/3)) // each three times
			_, known := want[key]
			if row%5 == 0 {
				continue // an absent row
			}
			if index.add(key, row) == known {
				t.Fatalf("part %d, row %d: known %v", at, row, known)
			}
			if !known {
				want[key] = int32(row)
			}
		}
		for key, row := range want {
			if got, ok := index.row(key); !ok || got != row {
				t.Fatalf("part %d, row %d: %d, %v", at, row, got, ok)
			}
		}
		if _, ok := index.row(KeyOf("another")); ok {
			t.Error("found a key that is not there")
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("part %d: took %v, keys crowd", at, took)
		}
	}
}

func TestEmptyKeyIndex(t *testing.T) {
	if _, ok := (&keyIndex{}).row(Key{}); ok {
		t.Error("found a key in an empty index")
	}
}
