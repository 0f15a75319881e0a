package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/yanyiwu/gojieba"
)

// stock is bleve as its guide shows it: a jieba analyzer, a query string,
// bleve's facets and its html highlighter.
type stock struct {
	index bleve.Index
	built time.Duration // 0 if it was there already
	dir   string
}

// stockFacets are the five facets asked of it with every query.
var stockFacets = []string{"Source", "Genre", "Year", "Category", "Themes"}

// jiebaTokenizer is the usual bridge between the two libraries: search mode,
// byte offsets, positions counted.
type jiebaTokenizer struct{ jieba *gojieba.Jieba }

func (t jiebaTokenizer) Tokenize(input []byte) analysis.TokenStream {
	words := t.jieba.Tokenize(string(input), gojieba.SearchMode, true)
	stream := make(analysis.TokenStream, 0, len(words))
	for i, w := range words {
		stream = append(stream, &analysis.Token{
			Term: []byte(w.Str), Start: w.Start, End: w.End, Position: i + 1, Type: analysis.Ideographic,
		})
	}
	return stream
}

// openStock opens the stock index of the passages, and builds it if it is not
// there or holds another number of them.
func openStock(ctx context.Context, dir string, all []passage) (*stock, error) {
	jieba := gojieba.NewJieba()
	err := registry.RegisterTokenizer("jieba", func(map[string]any, *registry.Cache) (analysis.Tokenizer, error) {
		return jiebaTokenizer{jieba}, nil
	})
	if err != nil {
		return nil, err
	}
	s := &stock{dir: dir}
	if s.reopen(len(all)) {
		return s, nil
	}
	if err := os.RemoveAll(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	note("build stock bleve of %d passages", len(all))
	s.built, err = timed(func() error { return s.build(ctx, all) })
	return s, err
}

func (s *stock) reopen(passages int) bool {
	index, err := bleve.Open(s.dir)
	if err != nil {
		return false
	}
	if n, err := index.DocCount(); err != nil || int(n) != passages {
		index.Close()
		return false
	}
	s.index = index
	return true
}

func (s *stock) build(ctx context.Context, all []passage) error {
	m, err := stockMapping()
	if err != nil {
		return err
	}
	if s.index, err = bleve.New(s.dir, m); err != nil {
		return err
	}
	const batchSize = 2000
	for from := 0; from < len(all); from += batchSize {
		batch := s.index.NewBatch()
		for i, p := range all[from:min(from+batchSize, len(all))] {
			// A passage id can stand for two versions; numbers cannot.
			if err := batch.Index(strconv.Itoa(from+i), p); err != nil {
				return err
			}
		}
		if err := s.index.Batch(batch); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func stockMapping() (mapping.IndexMapping, error) {
	m := bleve.NewIndexMapping()
	if err := m.AddCustomTokenizer("jieba", map[string]any{"type": "jieba"}); err != nil {
		return nil, err
	}
	err := m.AddCustomAnalyzer("chinese", map[string]any{
		"type": custom.Name, "tokenizer": "jieba", "token_filters": []string{lowercase.Name},
	})
	if err != nil {
		return nil, err
	}
	m.DefaultAnalyzer = "chinese"
	exact := bleve.NewTextFieldMapping()
	exact.Analyzer = keyword.Name
	exact.IncludeInAll = false
	for _, field := range append([]string{"ID"}, stockFacets...) {
		m.DefaultMapping.AddFieldMappingsAt(field, exact)
	}
	return m, nil
}

// answer asks for the first ten hits with everything a page shows.
func (s *stock) answer(ctx context.Context, text string) error {
	request := bleve.NewSearchRequestOptions(bleve.NewQueryStringQuery(plain(text)), 10, 0, false)
	request.Fields = []string{"*"}
	request.Highlight = bleve.NewHighlightWithStyle("html")
	for _, field := range stockFacets {
		request.AddFacet(field, bleve.NewFacetRequest(field, 20))
	}
	_, err := s.index.SearchInContext(ctx, request)
	return err
}

// plain takes out what is syntax in a query string.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return ' '
		}
		return r
	}, text)
}
