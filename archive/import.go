package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"yinju/corpus"
	"yinju/corpus/read"
	"yinju/corpus/store"
)

// ImportOptions say whom to tell how an import goes; both may be nil.
type ImportOptions struct {
	Line     func(FileReport) // called after every file
	Progress Progress
}

// The states of a FileReport.
const (
	statusRead      = "read"
	statusUnchanged = "unchanged"
	statusVersion   = "version"
	statusSkipped   = "skipped"
	statusFailed    = "failed"
)

// Import reads files and folders into the store and publishes them. A file that
// cannot be read is reported and the rest goes on; the error is for what ends
// the import as a whole (the writer is taken, the disk is full). What was
// committed before it is kept.
func (a *Archive) Import(ctx context.Context, paths []string, o ImportOptions) (*Report, error) {
	report := &Report{Files: []FileReport{}}
	started := time.Now()
	err := a.locked(ctx, "import", func() error {
		err := a.importAll(ctx, paths, o, report)
		return errors.Join(err, a.publish(context.WithoutCancel(ctx), o.Progress))
	})
	report.Seconds = time.Since(started).Seconds()
	return report, err
}

func (a *Archive) importAll(ctx context.Context, paths []string, o ImportOptions, report *Report) error {
	files := walk(paths)
	run, err := a.store.StartRun(ctx, roots(files))
	if err != nil {
		return err
	}
	im := &importer{archive: a, run: run, options: o, report: report}
	for _, f := range files {
		im.size += f.size
	}
	err = im.files(ctx, files)
	if err != nil {
		return err
	}
	if err := run.Finish(ctx, im.counts); err != nil {
		return err
	}
	_, err = a.store.Sweep(ctx)
	return err
}

func roots(files []found) []string {
	var all []string
	for _, f := range files {
		if len(all) == 0 || all[len(all)-1] != f.root {
			all = append(all, f.root)
		}
	}
	return all
}

// importer is an import while it goes on.
type importer struct {
	archive *Archive
	run     *store.Run
	options ImportOptions
	report  *Report
	counts  store.Counts
	size    int64 // bytes of all files
	done    int64
}

// files imports files in their order. Reading runs ahead of storing, so that
// both processors have work.
func (im *importer) files(ctx context.Context, files []found) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ahead := make(chan *reading, readAhead)
	go func() {
		defer close(ahead)
		for _, f := range files {
			r := startReading(ctx, f)
			select {
			case ahead <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	for r := range ahead {
		line, err := im.file(ctx, r)
		if err != nil {
			return err
		}
		im.tell(line, r.found.size)
	}
	return ctx.Err()
}

func (im *importer) tell(line FileReport, size int64) {
	im.report.Files = append(im.report.Files, line)
	im.report.Documents += line.Documents
	im.report.Passages += line.Passages
	im.counts.Files++
	im.counts.Documents, im.counts.Passages = im.report.Documents, im.report.Passages
	if line.Status == statusFailed {
		im.counts.Failed++
	}
	im.done += size
	if im.options.Line != nil {
		im.options.Line(line)
	}
	if im.options.Progress != nil {
		im.options.Progress("读入", im.done, im.size)
	}
}

// batchDocuments is how many records of a JSON Lines file make one transaction.
const batchDocuments = 500

// file stores the documents of one file as they are read.
func (im *importer) file(ctx context.Context, r *reading) (FileReport, error) {
	line := FileReport{Path: r.found.path, Key: r.found.key, Warnings: []string{}}
	if reason := r.found.refused(); reason != "" {
		line.Status, line.Reason = statusFailed, reason
		if r.found.err == nil {
			line.Status = statusSkipped
		}
		return line, nil
	}
	t := &tally{}
	var hash string
	for batch := range r.batches() {
		if hash == "" && batch.hasDocument() {
			var err error
			if hash, err = im.receive(r.found); err != nil {
				return line, err
			}
		}
		if err := im.put(ctx, r, batch, hash, t); err != nil {
			return line, err
		}
	}
	t.conclude(&line)
	return line, ctx.Err()
}

func (im *importer) receive(f found) (string, error) {
	if f.data != nil {
		return im.archive.store.Receive(bytes.NewReader(f.data))
	}
	file, err := os.Open(f.path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	return im.archive.store.Receive(file)
}

// put stores one batch in one transaction.
func (im *importer) put(ctx context.Context, r *reading, batch batch, hash string, t *tally) error {
	if !batch.hasDocument() {
		t.failures = append(t.failures, batch.failures()...)
		return nil
	}
	b, err := im.run.Begin(ctx, r.found.root)
	if err != nil {
		return err
	}
	defer b.Rollback()
	for _, item := range batch {
		if item.err != nil {
			t.failures = append(t.failures, item.err)
			continue
		}
		from := store.Original{Hash: hash, Path: r.found.path, Line: item.record.Line, Offset: item.record.Offset, Length: item.record.Length}
		outcome, err := b.Put(item.doc, item.passages, from)
		if repeated := new(store.RepeatedError); errors.As(err, &repeated) {
			t.repeated = append(t.repeated, err)
			continue
		}
		if err != nil {
			return err
		}
		t.add(item, outcome)
	}
	return b.Commit()
}

// refused says why a file is not read, "" if it is.
func (f found) refused() string {
	switch {
	case errors.Is(f.err, fs.ErrNotExist):
		return "没有这个文件；请核对路径"
	case errors.Is(f.err, fs.ErrPermission):
		return "没有读取的权限；请改权限后再试"
	case f.err != nil:
		return f.err.Error()
	}
	if f.skip == "" && !read.Readable(f.path) {
		return "不是可以读入的格式（.txt .md .html .jsonl .jsonl.gz）"
	}
	return f.skip
}

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
		send(item{err: err})
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

// tally sums up what became of the documents of a file.
type tally struct {
	fresh, versions, updated, unchanged int
	documents, passages                 int
	warnings                            []string
	failures, repeated                  []error
}

func (t *tally) add(i item, outcome store.Outcome) {
	switch outcome {
	case store.New:
		t.fresh++
	case store.NewVersion:
		t.versions++
	case store.Updated:
		t.updated++
	case store.Unchanged:
		t.unchanged++
		return
	}
	t.documents++
	t.passages += len(i.passages)
	for _, w := range i.doc.Warnings {
		if i.record.Line > 0 {
			w = fmt.Sprintf("第 %d 行：%s", i.record.Line, w)
		}
		t.warnings = append(t.warnings, w)
	}
}

// listed is how many warnings of one file are written out.
const listed = 20

// conclude writes the tally into the report line.
func (t *tally) conclude(line *FileReport) {
	line.Documents, line.Passages = t.documents, t.passages
	problems := append(t.failures, t.repeated...)
	switch {
	case t.fresh > 0:
		line.Status = statusRead
	case t.versions > 0:
		line.Status = statusVersion
	case t.updated > 0:
		line.Status, line.Reason = statusRead, "正文未变，著录有更新"
	case t.unchanged > 0:
		line.Status = statusUnchanged
	case len(t.failures) > 0:
		line.Status, line.Reason, problems = statusFailed, problems[0].Error(), problems[1:]
	case len(t.repeated) > 0:
		line.Status, line.Reason, problems = statusSkipped, problems[0].Error(), problems[1:]
	default:
		line.Status, line.Reason = statusFailed, "没有可读的内容"
	}
	for _, p := range problems {
		t.warnings = append(t.warnings, p.Error())
	}
	if more := len(t.warnings) - listed; more > 0 {
		t.warnings = append(t.warnings[:listed], fmt.Sprintf("另有 %d 条提示", more))
	}
	line.Warnings = append(line.Warnings, t.warnings...)
}
