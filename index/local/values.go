package local

import (
	"sync"

	"yinju/index"
)

// docFacets are the facets whose value is the document's, in the order of the
// arrays below; theme and category come from the label column set.
var docFacets = []index.Facet{index.Source, index.Issuer, index.Level, index.Place, index.Genre, index.Status, index.Year}

// valueTable gives every facet value of an engine a code. Codes are never taken
// back, so that generations can share it; code 0 is 不详.
type valueTable struct {
	mu    *sync.Mutex
	codes []map[string]uint32 // by facet
	names [][]string
}

func newValueTable() valueTable {
	t := valueTable{mu: &sync.Mutex{}}
	for range docFacets {
		t.codes = append(t.codes, map[string]uint32{"": 0})
		t.names = append(t.names, []string{index.UnknownValue})
	}
	return t
}

func (t *valueTable) code(facet int, value string) uint32 {
	c, ok := t.codes[facet][value]
	if !ok {
		c = uint32(len(t.names[facet]))
		t.codes[facet][value] = c
		t.names[facet] = append(t.names[facet], value)
	}
	return c
}

// docCodes are the facet values of a shard's documents: those of document d for
// facet f are values[f][starts[f][d]:starts[f][d+1]].
type docCodes struct {
	starts [][]uint32
	values [][]uint32
}

func (c docCodes) of(facet int, doc uint32) []uint32 {
	return c.values[facet][c.starts[facet][doc]:c.starts[facet][doc+1]]
}

// encode gives the codes of documents; status returns what a document's id does
// not say.
func (t *valueTable) encode(docs []shardDoc, status func(doc string) string) docCodes {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := docCodes{make([][]uint32, len(docFacets)), make([][]uint32, len(docFacets))}
	for f, facet := range docFacets {
		c.starts[f] = make([]uint32, 1, len(docs)+1)
		for d := range docs {
			values := docs[d].facetText(facet)
			if facet == index.Status {
				values = []string{status(docs[d].ID)}
			}
			for _, value := range values {
				c.values[f] = append(c.values[f], t.code(f, value))
			}
			c.starts[f] = append(c.starts[f], uint32(len(c.values[f])))
		}
	}
	return c
}

// lookup returns the codes of selected values; a value that no document has
// gets none.
func (t *valueTable) lookup(facet int, selected []string) map[uint32]bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	codes := map[uint32]bool{}
	for _, value := range selected {
		if value == index.UnknownValue {
			value = ""
		}
		if c, ok := t.codes[facet][value]; ok {
			codes[c] = true
		}
	}
	return codes
}

func (t *valueTable) snapshot(facet int) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.names[facet]
}
