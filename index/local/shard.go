package local

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"unsafe"

	"github.com/blevesearch/mmap-go"

	"yinju/corpus/hanzi"
	"yinju/index"
)

// shard is one open shard. It is shared by the generations that name it and
// closed with the last of them.
type shard struct {
	name   string
	words  *words
	docs   []shardDoc
	titles []string            // by document: skeleton of the title
	nums   []string            // by document: skeleton of the 文号
	named  map[string][]uint32 // documents by what they are called
	text   mmap.MMap
	first  []uint32 // by document: ordinal of its first passage; one more at the end
	number []uint32 // by ordinal: bleve's number
	columns
	watched watched
	refs    atomic.Int32
}

func openShard(dir, name string) (s *shard, err error) {
	path := filepath.Join(dir, name)
	s = &shard{name: name}
	defer func() {
		if err != nil {
			s.close()
			err = fmt.Errorf("分片 %s：%w", name, err)
		}
	}()
	if s.words, err = openWords(filepath.Join(path, "words")); err != nil {
		return nil, err
	}
	cols, err := readColumns(filepath.Join(path, "columns.bin"))
	if err != nil {
		return nil, err
	}
	s.columns = *cols
	if err := s.mapText(filepath.Join(path, "text.bin")); err != nil {
		return nil, err
	}
	if err := s.readDocs(filepath.Join(path, "docs.json")); err != nil {
		return nil, err
	}
	s.nameDocs()
	return s, s.derive()
}

func (s *shard) close() {
	if s.words != nil {
		s.words.close()
	}
	if s.text != nil {
		s.text.Unmap()
	}
}

func (s *shard) release() {
	if s.refs.Add(-1) == 0 {
		s.close()
	}
}

func (s *shard) mapText(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s.text, err = mmap.Map(f, mmap.RDONLY, 0)
	return err
}

func (s *shard) readDocs(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for line := range bytes.Lines(data) {
		var d shardDoc
		if err := json.Unmarshal(line, &d); err != nil {
			return fmt.Errorf("%s 已损坏：%w", path, err)
		}
		s.docs = append(s.docs, d)
		s.titles = append(s.titles, hanzi.Skeleton(d.Title).String())
		s.nums = append(s.nums, hanzi.Skeleton(d.Number).String())
	}
	return nil
}

// derive fills what follows from the columns and refuses columns that point out
// of range.
func (s *shard) derive() error {
	n := len(s.Ordinal)
	for _, other := range []int{len(s.Doc), len(s.Words), len(s.Bigrams), len(s.Start), len(s.End), len(s.Repeat), len(s.Hash) / 8, len(s.Input) / 16, int(s.words.seg.Count())} {
		if other != n {
			return fmt.Errorf("列长不一：%d 与 %d", other, n)
		}
	}
	s.number, s.first = make([]uint32, n), make([]uint32, len(s.docs)+1)
	for number, o := range s.Ordinal {
		if int(o) >= n || int(s.Doc[number]) >= len(s.docs) || s.Start[o] > s.End[o] || int(s.End[o]) > len(s.text) {
			return fmt.Errorf("第 %d 段指向界外", number)
		}
		s.number[o] = uint32(number)
		s.first[s.Doc[number]+1]++
	}
	for d := range s.docs {
		s.first[d+1] += s.first[d]
		if s.docs[d].Start > s.docs[d].End || s.docs[d].End > len(s.text) {
			return fmt.Errorf("文件 %s 指向界外", s.docs[d].ID)
		}
	}
	return nil
}

// passage returns the text of a passage. It points into the mapped file and is
// valid while the shard is held.
func (s *shard) passage(ordinal uint32) string { return s.slice(s.Start[ordinal], s.End[ordinal]) }

// extended returns the text of a passage with its lead and, after the last
// passage of a document, the document's tail: the extended passages of a
// document are its whole text.
func (s *shard) extended(ordinal uint32) string {
	doc := s.Doc[s.number[ordinal]]
	end := s.End[ordinal]
	if ordinal+1 == s.first[doc+1] {
		end = uint32(s.docs[doc].End)
	}
	return s.slice(s.leadStart(ordinal), end)
}

// lead returns the headings and gaps before a passage.
func (s *shard) lead(ordinal uint32) string { return s.slice(s.leadStart(ordinal), s.Start[ordinal]) }

func (s *shard) leadStart(ordinal uint32) uint32 {
	doc := s.Doc[s.number[ordinal]]
	if ordinal > s.first[doc] {
		return s.End[ordinal-1]
	}
	return uint32(s.docs[doc].Start)
}

func (s *shard) slice(start, end uint32) string {
	return unsafe.String(unsafe.SliceData(s.text[start:end]), int(end-start))
}

// id returns the id of a passage.
func (s *shard) id(number uint32) string {
	id := s.base(number)
	if n := s.Repeat[s.Ordinal[number]]; n > 0 {
		id += fmt.Sprintf("-%d", n)
	}
	return id
}

// base returns the id of a passage without -2: what repeats of it share.
func (s *shard) base(number uint32) string {
	o := s.Ordinal[number]
	return s.docs[s.Doc[number]].ID + "." + string(bytes.TrimRight(s.Hash[8*o:8*o+8], " "))
}

// compareIDs orders passages as their ids do.
func compareIDs(v *view, a uint32, w *view, b uint32) int {
	x, y := v.Ordinal[a], w.Ordinal[b]
	if order := cmp.Or(
		strings.Compare(v.docs[v.Doc[a]].ID, w.docs[w.Doc[b]].ID),
		bytes.Compare(v.Hash[8*x:8*x+8], w.Hash[8*y:8*y+8]),
	); order != 0 || v.Repeat[x] == w.Repeat[y] {
		return order
	}
	return strings.Compare(v.id(a), w.id(b)) // -10 goes before -2
}

// neighbours returns the first and the last ordinal of the document that a passage
// belongs to.
func (s *shard) neighbours(ordinal uint32) (first, last uint32) {
	doc := s.Doc[s.number[ordinal]]
	return s.first[doc], s.first[doc+1] - 1
}

// date returns the main date of a passage's document as a number, 0 for 不详.
func (s *shard) date(number uint32) int { return s.docs[s.Doc[number]].Date }

// facetText returns the values of a document for a facet; "" stands for 不详.
func (d *shardDoc) facetText(f index.Facet) []string {
	switch f {
	case index.Source:
		return []string{d.Source}
	case index.Issuer:
		if len(d.Issuers) == 0 {
			return []string{""}
		}
		return d.Issuers
	case index.Level:
		return []string{d.Level}
	case index.Place:
		return []string{d.Place}
	case index.Genre:
		return []string{d.Genre}
	case index.Year:
		if d.Date == 0 {
			return []string{""}
		}
		return []string{fmt.Sprint(d.Date / 10000)}
	}
	return nil
}
