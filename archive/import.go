package archive

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"time"

	"yinju/corpus/store"
)

// ImportOptions say whom to tell how an import goes, which may be nil, and
// whether documents that are no longer under the paths are removed.
type ImportOptions struct {
	Prune    bool
	Line     func(FileReport) // called after every file
	Removed  func(key string) // called for every document that was removed
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
// the import as a whole (the writer is taken, the disk is full or has too little
// room, a path that cannot be pruned). What was committed before it is kept.
func (a *Archive) Import(ctx context.Context, paths []string, o ImportOptions) (*Report, error) {
	report := &Report{Files: []FileReport{}, Removed: []string{}}
	started := time.Now()
	err := a.locked(ctx, "import", func() error {
		files := walk(paths)
		if err := a.refusal(ctx, paths, files, o); err != nil {
			return err
		}
		err := a.importAll(ctx, files, o, report)
		// What was committed is published even if the import was cut off.
		ctx := context.WithoutCancel(ctx)
		_, swept := a.store.Sweep(ctx)
		return a.plainly(cmp.Or(err, a.publish(ctx, o.Progress), a.erase(ctx), swept, a.forgetRemoved(ctx, report)))
	})
	report.Seconds = time.Since(started).Seconds()
	return report, err
}

// refusal says why an import should not even begin.
func (a *Archive) refusal(ctx context.Context, paths []string, files []found, o ImportOptions) error {
	if o.Prune {
		if err := prunable(paths, files); err != nil {
			return err
		}
	}
	return a.room(ctx, files)
}

func (a *Archive) importAll(ctx context.Context, files []found, o ImportOptions, report *Report) error {
	run, err := a.store.StartRun(ctx, roots(files))
	if err != nil {
		return err
	}
	im := &importer{archive: a, run: run, options: o, report: report}
	for _, f := range files {
		im.size += f.size
	}
	if err := im.files(ctx, files); err != nil {
		return err
	}
	if o.Prune {
		if err := im.prune(ctx, files); err != nil {
			return err
		}
	}
	return run.Finish(ctx, im.counts)
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
	unread  []string // files that are there and could not be read, or not to their end
	size    int64    // bytes of all files
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
	im.report.Fresh += line.fresh
	im.report.Versions += line.versions
	im.report.Updated += line.updated
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
		im.unread = append(im.unread, r.found.path)
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
	if len(t.failures) > 0 || line.Status == statusFailed {
		im.unread = append(im.unread, r.found.path)
	}
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
		switch outcome {
		case store.New:
			t.warn(item, im.alsoHeld(ctx, r.found, item))
		case store.NewVersion:
			t.warn(item, im.takesOver(ctx, item))
		}
		t.add(item, outcome)
	}
	return b.Commit()
}
