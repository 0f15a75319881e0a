package archive

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"yinju/corpus"
	"yinju/corpus/read"
)

// readAhead is how many files are read before their turn to be stored.
const readAhead = 4

// reading is a file that is being read in a goroutine of its own.
type reading struct {
	found found
	items chan item
}

// item is a document with its passages, or a record or file that could not be read.
type item struct {
	doc      *corpus.Document
	passages []corpus.Passage
	record   read.Record
	err      error
}

type batch []item

func (b batch) hasDocument() bool {
	for _, i := range b {
		if i.err == nil {
			return true
		}
	}
	return false
}

func (b batch) failures() []error {
	var all []error
	for _, i := range b {
		all = append(all, i.err)
	}
	return all
}

func startReading(ctx context.Context, f found) *reading {
	r := &reading{found: f, items: make(chan item, 64)}
	if f.refused() != "" {
		close(r.items)
		return r
	}
	go func() {
		defer close(r.items)
		r.read(func(i item) bool {
			select {
			case r.items <- i:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	return r
}

// read sends the file's documents, cut into passages, until send says no.
func (r *reading) read(send func(item) bool) {
	in, err := r.found.open()
	if err != nil {
		send(item{err: errors.New(found{err: err}.refused())})
		return
	}
	defer in.Close()
	reader, err := read.Open(r.found.key, in, read.Options{Key: r.found.key, Source: r.found.source})
	if err != nil {
		send(item{err: err})
		return
	}
	defer reader.Close()
	for {
		doc, err := reader.Next()
		if err == io.EOF {
			return
		}
		i := item{doc: doc, err: err}
		if err == nil {
			i.passages, i.record = corpus.Split(doc), reader.Record()
		}
		if !send(i) {
			return
		}
		if problem := new(read.Error); err != nil && !(errors.As(err, &problem) && problem.Record) {
			return
		}
	}
}

func (f found) open() (io.ReadCloser, error) {
	if f.data != nil {
		return io.NopCloser(bytes.NewReader(f.data)), nil
	}
	return os.Open(f.path)
}

// batches groups the items by transaction.
func (r *reading) batches() func(yield func(batch) bool) {
	return func(yield func(batch) bool) {
		var b batch
		for i := range r.items {
			if b = append(b, i); len(b) == batchDocuments {
				if !yield(b) {
					return
				}
				b = nil
			}
		}
		if len(b) > 0 {
			yield(b)
		}
	}
}
