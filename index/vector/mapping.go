package vector

import (
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"github.com/blevesearch/mmap-go"
)

// mapping is a table file mapped read-only. The zero mapping, with one reference,
// is that of no file. It is unmapped with its last reference.
type mapping struct {
	file *os.File
	info fs.FileInfo
	data mmap.MMap
	refs atomic.Int64
}

func noMapping() *mapping {
	m := &mapping{}
	m.refs.Store(1)
	return m
}

// mapFile maps f and takes it over; it is closed on failure too. The mapping has
// one reference.
func mapFile(f *os.File, info fs.FileInfo) (*mapping, error) {
	data, err := mmap.MapRegion(f, room(info.Size()), mmap.RDONLY, 0, 0)
	if err != nil {
		f.Close()
		return nil, err
	}
	m := &mapping{file: f, info: info, data: data}
	m.refs.Store(1)
	return m, nil
}

// room is how many bytes to map of a file of size. More than there are, where the
// system allows it: rows appended later are then seen without mapping again, which
// would cost every page a fault.
func room(size int64) int {
	if runtime.GOOS == "windows" {
		return int(size)
	}
	return int(size + size/8 + 1<<20)
}

// of reports whether this is a mapping of the file that info describes.
func (m *mapping) of(info fs.FileInfo) bool { return m.file != nil && os.SameFile(m.info, info) }

// size is the size of the file as it is now, in bytes.
func (m *mapping) size() (int64, error) {
	if m.file == nil {
		return 0, nil
	}
	info, err := m.file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// retain takes a reference unless the last one is gone.
func (m *mapping) retain() bool {
	for {
		n := m.refs.Load()
		if n == 0 {
			return false
		}
		if m.refs.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

func (m *mapping) release() {
	if m.refs.Add(-1) == 0 && m.file != nil {
		m.data.Unmap()
		m.file.Close()
	}
}

// guard turns the fault of reading where a mapped file has been cut into
// ErrTableCut: it must not end the process.
func guard(do func()) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }:
			err = ErrTableCut
		default:
			panic(r)
		}
	}()
	do()
	return nil
}
