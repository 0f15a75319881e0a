package store

import (
	"database/sql"
	"strconv"
)

// The rows of the tables as they are read to be checked. Each has the columns of
// its sum; columns lists them for a SELECT and dest where they go.

const documentColumns = `d.id, d.key, d.version, d.seq, d.source, d.date, d.date_kind, d.passages, d.genre, d.sum`

type documentRow struct {
	id, key, source, kind, genre string
	version                      sql.NullInt64 // none for a removed document
	seq                          int64
	date, passages               int
	told                         []byte
}

func (r *documentRow) dest() []any {
	return []any{&r.id, &r.key, &r.version, &r.seq, &r.source, &r.date, &r.kind, &r.passages, &r.genre, &r.told}
}

func (r *documentRow) sum() []byte {
	return sum(r.id, r.key, r.version.Int64, r.seq, r.source, r.date, r.kind, r.passages, r.genre)
}

func (r *documentRow) stored() []byte { return r.told }
func (r *documentRow) whose() string  { return "文献登记 " + r.key }

const versionColumns = `v.id, v.document, v.number, v.imported, v.reader, v.fields, v.reading,
	v.original, v.path, v.line, v."offset", v.length, v.origin_sum, v.sum`

type versionRow struct {
	id                 int64
	document, imported string
	number, reader     int
	fields             string
	reading            []byte
	from               Original
	originSum, told    []byte
}

func (r *versionRow) dest() []any {
	return []any{&r.id, &r.document, &r.number, &r.imported, &r.reader, &r.fields, &r.reading,
		&r.from.Hash, &r.from.Path, &r.from.Line, &r.from.Offset, &r.from.Length, &r.originSum, &r.told}
}

func (r *versionRow) sum() []byte {
	return sum(r.id, r.document, r.number, r.imported, r.reader, r.fields, r.reading,
		r.from.Hash, r.from.Path, r.from.Line, r.from.Offset, r.from.Length, r.originSum)
}

func (r *versionRow) stored() []byte { return r.told }
func (r *versionRow) whose() string {
	return "文献 " + r.document + " 第 " + strconv.Itoa(r.number) + " 版的著录"
}

const passageColumns = `p.version, p.ord, p.id, p.start, p.section, p.locator, p.headings, p.lead, p.text, p.sum`

type passageRow struct {
	version                           int64
	order, start, section             int
	id, locator, headings, lead, text string
	told                              []byte
}

func (r *passageRow) dest() []any {
	return []any{&r.version, &r.order, &r.id, &r.start, &r.section, &r.locator, &r.headings, &r.lead, &r.text, &r.told}
}

func (r *passageRow) sum() []byte {
	return sum(r.version, r.order, r.id, r.start, r.section, r.locator, r.headings, r.lead, r.text)
}

func (r *passageRow) stored() []byte { return r.told }
func (r *passageRow) whose() string  { return "段落 " + r.id }

const importColumns = `i.id, i.started, i.finished, i.paths, i.files, i.documents, i.passages, i.failed, i.sum`

type importRow struct {
	id             int64
	started, paths string
	finished       sql.NullString // none while it goes on and when it was cut off
	Counts
	told []byte
}

func (r *importRow) dest() []any {
	return []any{&r.id, &r.started, &r.finished, &r.paths, &r.Files, &r.Documents, &r.Passages, &r.Failed, &r.told}
}

func (r *importRow) sum() []byte {
	return sum(r.id, r.started, r.finished.String, r.paths, r.Files, r.Documents, r.Passages, r.Failed)
}

func (r *importRow) stored() []byte { return r.told }
func (r *importRow) whose() string  { return "读入记录 " + r.started }

const sightingColumns = `s.document, s.root, s.run, s.place, s.sum`

type sightingRow struct {
	document, root, place string
	run                   int64
	told                  []byte
}

func (r *sightingRow) dest() []any {
	return []any{&r.document, &r.root, &r.run, &r.place, &r.told}
}

func (r *sightingRow) sum() []byte    { return sum(r.document, r.root, r.run, r.place) }
func (r *sightingRow) stored() []byte { return r.told }
func (r *sightingRow) whose() string  { return "来源记录 " + r.place }
