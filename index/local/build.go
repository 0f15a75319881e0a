package local

import (
	"bufio"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"yinju/index"
	"yinju/index/vector"
	"yinju/index/zh"
)

// The fields of the bleve index.
const (
	wordField   = "w"
	bigramField = "b"
)

// batchSize is bleve's: larger ones are hardly faster and take memory
// (measured: 2,000 passages +127 MB, 10,000 +506 MB).
const batchSize = 4000

// Labeller labels a passage. It is called from several goroutines.
type Labeller func(*index.Document, *index.Passage) index.Label

// tokenList is an analyzer that has its tokens already.
type tokenList []string

func (t tokenList) Analyze([]byte) analysis.TokenStream {
	stream := make(analysis.TokenStream, len(t))
	tokens := make([]analysis.Token, len(t))
	for i, term := range t {
		tokens[i] = analysis.Token{Term: []byte(term), Position: i + 1}
		stream[i] = &tokens[i]
	}
	return stream
}

// builder collects one shard.
type builder struct {
	dir      string
	tokens   *zh.Tokenizer
	bleve    *scorch.Builder
	text     *bufio.Writer
	written  int
	docs     []shardDoc
	cols     columns // Doc, Words and Bigrams by ordinal until close
	labels   []index.Label
	label    Labeller
	labelSet string // version of the label column set
	edges    []edge
	last     edge                   // of the document so far: its last word character and where it stands
	titles   map[string][2][]string // tokens of titles and headings already cut
}

// buildShard writes the shard dir (which must not exist) from documents and
// returns how many passages it holds. ctx ends it between documents.
func buildShard(ctx context.Context, dir string, docs iter.Seq[*index.Document], tokens *zh.Tokenizer, labelSet string, label Labeller) (passages int, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	inner, err := scorch.NewBuilder(map[string]any{"path": filepath.Join(dir, "words"), "buildPathPrefix": dir, "batchSize": batchSize})
	if err != nil {
		return 0, fmt.Errorf("索引分片无法新建：%w", err)
	}
	file, err := os.Create(filepath.Join(dir, "text.bin"))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	b := &builder{dir: dir, labelSet: labelSet, label: label, tokens: tokens, bleve: inner, text: bufio.NewWriterSize(file, 1<<20), titles: map[string][2][]string{}}
	for doc := range docs {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := b.add(doc); err != nil {
			return 0, err
		}
	}
	return len(b.cols.Doc), b.close()
}

func (b *builder) add(d *index.Document) error {
	row := shardDoc{Locators: locators(d), ID: d.ID, Title: d.Title, Number: d.Number, Source: d.Source, Issuers: d.Issuers, Level: d.Level, Place: d.Place, Genre: d.Genre, Date: d.Date.Number(), Start: b.written,
		Name: d.Name, Called: d.Called, Made: d.Made.Number(), Effective: d.Effective.Number(), Revised: d.Revised.Number(), InForce: d.InForce, Text: d.Text, Rank: d.Rank, Also: commonlyCalled(d)}
	for _, r := range d.Repeals {
		row.Repeals = append(row.Repeals, repeal{r.Passage, r.Called, r.Number, r.Made.Number(), r.Own})
	}
	for i := range d.Passages {
		if err := b.addPassage(d, &d.Passages[i]); err != nil {
			return err
		}
	}
	b.write(d.Tail)
	row.End = b.written
	b.docs = append(b.docs, row)
	clear(b.titles)
	b.last = edge{}
	return nil
}

func (b *builder) addPassage(d *index.Document, p *index.Passage) error {
	ordinal := uint32(len(b.cols.Doc))
	words, bigrams := b.passageTokens(d, p)
	doc := document.NewDocument(string(binary.BigEndian.AppendUint32(nil, ordinal)))
	doc.AddField(document.NewTextFieldCustom(wordField, nil, nil, bleveindex.IndexField, tokenList(words)))
	doc.AddField(document.NewTextFieldCustom(bigramField, nil, nil, bleveindex.IndexField, tokenList(bigrams)))
	if err := b.bleve.Index(doc); err != nil {
		return fmt.Errorf("段 %s 未能编入索引：%w", p.ID, err)
	}
	c := &b.cols
	c.Doc = append(c.Doc, uint32(len(b.docs)))
	c.Words, c.Bigrams = append(c.Words, uint32(len(words))), append(c.Bigrams, uint32(len(bigrams)))
	b.write(p.Lead)
	c.Start = append(c.Start, uint32(b.written))
	b.write(p.Text)
	c.End = append(c.End, uint32(b.written))
	b.addID(d.ID, p.ID)
	key := vector.KeyOf(index.EmbeddingInput(d, p))
	c.Input = append(c.Input, key[:]...)
	b.labels = append(b.labels, b.label(d, p))
	b.addEdge(p.Lead+p.Text, ordinal)
	return nil
}

// passageTokens returns the words and bigrams of title, headings and text. The
// headings just before the passage come with its lead, so that an excerpt that
// runs from heading to text has all its bigrams in one place.
func (b *builder) passageTokens(d *index.Document, p *index.Passage) (words, bigrams []string) {
	for _, heading := range append([]string{d.Title}, p.Headings...) {
		if heading == "" || strings.Contains(p.Lead, heading) {
			continue
		}
		t, ok := b.titles[heading]
		if !ok {
			t = [2][]string{b.tokens.Index(heading), zh.Bigrams(heading)}
			b.titles[heading] = t
		}
		words, bigrams = append(words, t[0]...), append(bigrams, t[1]...)
	}
	for line := range strings.Lines(p.Lead) {
		words = append(words, b.tokens.Index(line)...)
	}
	return append(words, b.tokens.Index(p.Text)...), append(bigrams, zh.Bigrams(p.Lead+p.Text)...)
}

func (b *builder) write(s string) {
	b.text.WriteString(s) // the error stays with the writer and comes up at Flush
	b.written += len(s)
}

// addID keeps of an id what the document's id does not say.
func (b *builder) addID(docID, id string) {
	rest := strings.TrimPrefix(id, docID+".")
	hash, nth, _ := strings.Cut(rest, "-")
	b.cols.Hash = append(b.cols.Hash, fmt.Sprintf("%-8.8s", hash)...)
	n := 0
	fmt.Sscanf(nth, "%d", &n)
	b.cols.Repeat = append(b.cols.Repeat, uint32(n))
}

func (b *builder) close() error {
	if len(b.cols.Doc) == 0 {
		return fmt.Errorf("a shard without passages")
	}
	if b.written > 1<<32-1 {
		return fmt.Errorf("a shard of %d bytes of text; at most 4 GiB", b.written)
	}
	if err := b.text.Flush(); err != nil {
		return err
	}
	if err := b.bleve.Close(); err != nil {
		return fmt.Errorf("索引分片未能写完：%w", err)
	}
	b.listEdges()
	numbers, err := b.renumber()
	if err != nil {
		return err
	}
	if err := b.cols.write(filepath.Join(b.dir, "columns.bin")); err != nil {
		return err
	}
	byNumber := make([]index.Label, len(numbers))
	for number, ordinal := range numbers {
		byNumber[number] = b.labels[ordinal]
	}
	if err := writeLabels(filepath.Join(b.dir, labelFile(b.labelSet)), byNumber); err != nil {
		return err
	}
	return b.writeDocs()
}

// locators keeps the locators of texts in articles: those are asked for by name.
func locators(d *index.Document) []string {
	var all []string
	for i := range d.Passages {
		all = append(all, d.Passages[i].Locator)
	}
	if !slices.ContainsFunc(all, func(l string) bool { return strings.Contains(l, "条") }) {
		return nil
	}
	return all
}

// edge is a passage end with word characters on both sides.
type edge struct {
	pair    uint64
	ordinal uint32
}

// edgePair is how two neighbouring characters are written as one number.
func edgePair(before, after rune) uint64 { return uint64(before)<<32 | uint64(uint32(after)) }

// addEdge notes the characters on the two sides of the end before this passage:
// the bigram that no passage holds. A passage without word characters is passed over.
func (b *builder) addEdge(text string, ordinal uint32) {
	first, last := firstRunes(text, 1), lastRunes(text, 1)
	if len(first) == 0 {
		return
	}
	if b.last.pair != 0 {
		b.edges = append(b.edges, edge{edgePair(rune(b.last.pair), first[0]), b.last.ordinal})
	}
	b.last = edge{uint64(last[0]), ordinal}
}

func (b *builder) listEdges() {
	slices.SortFunc(b.edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.pair, b.pair), cmp.Compare(a.ordinal, b.ordinal))
	})
	for _, e := range b.edges {
		b.cols.Edge, b.cols.EdgeOf = append(b.cols.Edge, e.pair), append(b.cols.EdgeOf, e.ordinal)
	}
}

// renumber turns the columns that were collected by ordinal into columns by
// bleve's number, and returns the ordinal of each number.
func (b *builder) renumber() ([]uint32, error) {
	words, err := openWords(filepath.Join(b.dir, "words"))
	if err != nil {
		return nil, err
	}
	defer words.close()
	ordinals, err := words.ordinals()
	if err != nil {
		return nil, err
	}
	if len(ordinals) != len(b.cols.Doc) {
		return nil, fmt.Errorf("bleve holds %d passages of %d", len(ordinals), len(b.cols.Doc))
	}
	byOrdinal := b.cols
	c := &b.cols
	c.Ordinal = ordinals
	c.Doc, c.Words, c.Bigrams = make([]uint32, len(ordinals)), make([]uint32, len(ordinals)), make([]uint32, len(ordinals))
	for number, o := range ordinals {
		c.Doc[number], c.Words[number], c.Bigrams[number] = byOrdinal.Doc[o], byOrdinal.Words[o], byOrdinal.Bigrams[o]
	}
	return ordinals, nil
}

func (b *builder) writeDocs() error {
	var out strings.Builder
	for _, d := range b.docs {
		out.Write(encode(d))
		out.WriteByte('\n')
	}
	return os.WriteFile(filepath.Join(b.dir, "docs.json"), []byte(out.String()), 0o644)
}
