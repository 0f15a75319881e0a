package local

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// words is an open bleve index of one segment.
type words struct {
	index  bleveindex.Index
	reader *scorch.IndexSnapshot
	seg    segment.Segment
	fields map[string]segment.TermDictionary
}

// openWords opens the bleve index at path read-only. bleve panics on some
// damaged files; that becomes an error here.
func openWords(path string) (w *words, err error) {
	defer func() {
		if r := recover(); r != nil {
			w, err = nil, fmt.Errorf("%s 已损坏：%v\n%s", path, r, debug.Stack())
		}
	}()
	idx, err := scorch.NewScorch(scorch.Name, map[string]any{"path": path, "read_only": true, "bolt_timeout": "2s"}, bleveindex.NewAnalysisQueue(0)) // it only reads: a worker would outlive it
	if err != nil {
		return nil, err
	}
	if err := idx.Open(); err != nil {
		return nil, fmt.Errorf("%s 打不开：%w", path, err)
	}
	w = &words{index: idx}
	if err := w.openSegment(path); err != nil {
		idx.Close()
		return nil, err
	}
	return w, nil
}

func (w *words) openSegment(path string) error {
	reader, err := w.index.Reader()
	if err != nil {
		return err
	}
	w.reader = reader.(*scorch.IndexSnapshot)
	segments := w.reader.Segments()
	if len(segments) != 1 {
		return fmt.Errorf("%s 有 %d 个段文件，应为 1 个", path, len(segments))
	}
	w.seg = segments[0].Segment()
	w.fields = map[string]segment.TermDictionary{}
	for _, field := range []string{wordField, bigramField} {
		if w.fields[field], err = w.seg.Dictionary(field); err != nil {
			return err
		}
	}
	return nil
}

func (w *words) close() error {
	if w.reader != nil {
		w.reader.Close()
	}
	return w.index.Close()
}

// ordinals returns the ordinal that was given as the id of each number.
func (w *words) ordinals() ([]uint32, error) {
	all := make([]uint32, w.seg.Count())
	for number := range all {
		id, err := w.seg.DocID(uint64(number))
		if err != nil {
			return nil, err
		}
		if len(id) != 4 {
			return nil, fmt.Errorf("passage %d has the id %x", number, id)
		}
		all[number] = binary.BigEndian.Uint32(id)
	}
	return all, nil
}

// list returns the postings of a term; an absent term has none. Every call takes
// a dictionary of its own: one keeps the state of its last look-up, so that
// searches at the same time would read each other's.
func (w *words) list(field, term string) (segment.PostingsList, error) {
	dictionary, err := w.seg.Dictionary(field)
	if err != nil {
		return nil, err
	}
	return dictionary.PostingsList([]byte(term), nil, nil)
}

// bitmap returns the numbers of the passages with the term. It may be shared
// with bleve and must not be changed.
func (w *words) bitmap(field, term string) (*roaring.Bitmap, error) {
	list, err := w.list(field, term)
	if err != nil {
		return nil, err
	}
	return bitmapOf(list), nil
}

func bitmapOf(list segment.PostingsList) *roaring.Bitmap {
	it, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return roaring.New()
	}
	if number, one := it.DocNum1Hit(); one {
		return roaring.BitmapOf(uint32(number))
	}
	if b := it.ActualBitmap(); b != nil {
		return b
	}
	return roaring.New()
}

// all returns the numbers of the passages that have every term, nil if one of
// the terms has none.
func (w *words) all(field string, terms []string) (*roaring.Bitmap, error) {
	bitmaps := make([]*roaring.Bitmap, 0, len(terms))
	for _, term := range terms {
		b, err := w.bitmap(field, term)
		if err != nil {
			return nil, err
		}
		if b.IsEmpty() {
			return nil, nil
		}
		bitmaps = append(bitmaps, b)
	}
	return intersect(bitmaps), nil
}

// intersect returns what all bitmaps have in common, smallest first.
func intersect(bitmaps []*roaring.Bitmap) *roaring.Bitmap {
	if len(bitmaps) == 0 {
		return nil
	}
	slices.SortFunc(bitmaps, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	both := bitmaps[0].Clone()
	for _, b := range bitmaps[1:] {
		both.And(b)
		if both.IsEmpty() {
			return nil
		}
	}
	return both
}
