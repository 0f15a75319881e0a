package vector

import (
	"encoding/binary"
	"math/bits"
	"sync"
)

// keyIndex finds rows by key. It is a hash table with linear probing that holds row
// numbers only; the keys lie in an array in row order. That makes 16 bytes and 5
// to 11 more for a row, about half of a Go map. It only grows, and may be read
// while it does.
type keyIndex struct {
	mu    sync.RWMutex
	keys  []Key   // by row; of absent rows anything
	slots []int32 // row + 1, or 0; a power of two of them
	used  int
}

// reserve makes room for so many rows.
func (k *keyIndex) reserve(rows int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if cap(k.keys) < rows {
		k.keys = append(make([]Key, 0, rows), k.keys...)
	}
	k.fit(rows)
}

// add adds a row after all rows added before. It leaves out a key that is there
// already and reports false.
func (k *keyIndex) add(key Key, row int) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fit(k.used + 1)
	slot := k.find(key)
	if *slot != 0 {
		return false
	}
	for len(k.keys) < row {
		k.keys = append(k.keys, Key{})
	}
	k.keys = append(k.keys[:row], key)
	*slot = int32(row + 1)
	k.used++
	return true
}

// row returns the row of a key.
func (k *keyIndex) row(key Key) (row int32, ok bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if len(k.slots) == 0 {
		return 0, false
	}
	slot := *k.find(key)
	return slot - 1, slot != 0
}

// find returns the slot of a key, or the free one where it belongs.
func (k *keyIndex) find(key Key) *int32 {
	mask := uint64(len(k.slots) - 1)
	for at := home(key); ; at++ {
		slot := &k.slots[at&mask]
		if *slot == 0 || k.keys[*slot-1] == key {
			return slot
		}
	}
}

// home mixes all bytes of a key: other keys than ours need not be hashes.
func home(key Key) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2⁶⁴ over the golden ratio
	high, low := bits.Mul64(binary.LittleEndian.Uint64(key[:8])^odd, binary.LittleEndian.Uint64(key[8:])*odd^odd)
	return high ^ low
}

// fit keeps at least a quarter of the slots free with so many rows.
func (k *keyIndex) fit(rows int) {
	if rows <= len(k.slots)/4*3 {
		return
	}
	old := k.slots
	k.slots = make([]int32, 1<<bits.Len(uint(max(rows*4/3, 15))))
	for _, slot := range old {
		if slot != 0 {
			*k.find(k.keys[slot-1]) = slot
		}
	}
}
