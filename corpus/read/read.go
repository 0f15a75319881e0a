// Package read turns received files into Documents.
//
// The way of a file: Open looks at the name and the first bytes; decode finds
// the character set; one reader a format (plain.go, markdown.go, html.go,
// jsonl.go) takes it apart into a page: paragraphs with their place in the
// file, and what the source says about itself. clean takes off what is not text
// (chrome.tsv, licence.go), evidence.go gathers all that was said (info.go,
// head.go, tail.go, title.go) as claims, claim.go settles them, plan.go finds the
// texts inside the text, and assemble makes the Document.
//
// Nothing is invented: a field that nothing states stays unknown, two sources
// that differ make it disputed. Characters inside a paragraph are never
// changed, save that invisible ones go.
//
// It gives no ids, cuts no passages (corpus.Split), reads no folders and stores
// nothing.
package read

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"

	"yinju/corpus"
)

// Version is the version of the reader; it is stored with every document, and
// grows when the same file would give another text or other fields.
const Version = 6

// Options say what the caller knows of a file.
type Options struct {
	Key    string // of the document; a record of JSON Lines brings its own
	Source string // where the file comes from, if the caller knows; "" if not
}

// Reader gives the documents of one file.
type Reader struct {
	name string
	next func() (*corpus.Document, error)
	last func() Record
	end  func() error
}

// Next returns the next document, io.EOF after the last one. An *Error with
// Record set concerns one record: call Next again for the following one. Any
// other error ends the file.
func (r *Reader) Next() (*corpus.Document, error) { return r.next() }

// Record returns the place of the record that Next gave last; the zero Record
// for a file that is one document.
func (r *Reader) Record() Record { return r.last() }

// Close releases what reading holds; it does not close the file itself.
func (r *Reader) Close() error { return r.end() }

// Record is the place of the last record of JSON Lines: line from 1, and byte
// offset and length in the (unpacked) file.
type Record struct {
	Line           int
	Offset, Length int64
}

// Readable reports whether a file of this name is of a kind that can be read.
func Readable(name string) bool {
	switch kind(name) {
	case "txt", "text", "md", "markdown", "html", "htm", "xhtml", "jsonl", "ndjson":
		return true
	}
	return false
}

// Streams reports whether a file of this name holds one document a line.
func Streams(name string) bool {
	k := kind(name)
	return k == "jsonl" || k == "ndjson"
}

// kind is the name's extension in lower case, without a final .gz.
func kind(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return strings.TrimPrefix(path.Ext(name), ".")
}

// Open begins to read the file called name (a slash path; its last elements
// tell format, title and place). It reads a JSON Lines file as it goes, any
// other file whole, up to MaxFile bytes.
func Open(name string, in io.Reader, o Options) (*Reader, error) {
	if !Readable(name) {
		return nil, &Error{Name: name, Reason: "不认识这种文件（" + path.Ext(name) + "）", Step: "可读 .txt、.md、.html、.jsonl 及其 .gz 压缩形式"}
	}
	r := &Reader{name: name, last: func() Record { return Record{} }, end: func() error { return nil }}
	plain, err := unpack(name, in, r)
	if err != nil {
		return nil, err
	}
	if Streams(name) {
		l := newLines(name, plain, o)
		r.next, r.last = l.next, l.record
		return r, nil
	}
	r.next = once(func() (*corpus.Document, error) { return single(name, plain, o) })
	return r, nil
}

// File reads a whole file that holds one document.
func File(name string, data []byte, o Options) (*corpus.Document, error) {
	r, err := Open(name, bytes.NewReader(data), o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	d, err := r.Next()
	if err == io.EOF {
		return nil, &Error{Name: name, Reason: "没有记录"}
	}
	return d, err
}

// unpack returns the file without its gzip packing.
func unpack(name string, in io.Reader, r *Reader) (io.Reader, error) {
	buffered := bufio.NewReaderSize(in, 64<<10)
	magic, _ := buffered.Peek(2)
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return buffered, nil
	}
	z, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, &Error{Name: name, Reason: "压缩文件的开头已损坏", Step: "请重新取得这个文件", Err: err}
	}
	r.end = z.Close
	return z, nil
}

func once(f func() (*corpus.Document, error)) func() (*corpus.Document, error) {
	done := false
	return func() (*corpus.Document, error) {
		if done {
			return nil, io.EOF
		}
		done = true
		return f()
	}
}

// single reads a file that is one document.
func single(name string, in io.Reader, o Options) (*corpus.Document, error) {
	data, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	if err != nil {
		return nil, readError(name, int64(len(data)), err)
	}
	if err := plausible(name, data); err != nil {
		return nil, err
	}
	text, err := decode(data)
	if err != nil {
		return nil, naming(name, err)
	}
	p := parse(name, text)
	for _, w := range text.warnings {
		p.warn(w)
	}
	return assemble(p, name, o)
}

// naming puts the file's name into an error.
func naming(name string, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	named := *e
	named.Name = name
	return &named
}

func parse(name string, text decoded) *page {
	switch kind(name) {
	case "html", "htm", "xhtml":
		return parseHTML(text)
	case "md", "markdown":
		return parseMarkdown(text)
	}
	if looksLikeHTML(text.text) {
		return parseHTML(text)
	}
	return parsePlain(text)
}
