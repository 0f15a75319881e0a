package archive

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"yinju/corpus"
	"yinju/corpus/hanzi"
	"yinju/corpus/store"
)

// Keys are paths, so two folders of one name that hold files of one name make
// versions of one document of what are two. A title that changes altogether is
// the sign of it.

// takesOver says that a new version has another title than the one that is held;
// "" where it has not, or where what is held cannot be read. It is asked before the
// batch is committed, so that the store still answers with what was held.
func (im *importer) takesOver(ctx context.Context, i item) string {
	held, err := im.archive.store.Document(ctx, corpus.DocID(i.doc.Key))
	if err != nil {
		return ""
	}
	was, is := held.Document.Title.Value, i.doc.Title.Value
	if was == "" || is == "" || kindred(was, is) {
		return ""
	}
	words := fmt.Sprintf("标题由%s变为%s", corpus.Bracketed(was), corpus.Bracketed(is))
	if !shareText(held, i) {
		words += "，正文也没有相同的段落"
	}
	return words + fmt.Sprintf("，已作为 %s 的新版本存入；若是两份文件，请先 yinju remove 这个键，再从名称不同的文件夹分别读入", i.doc.Key)
}

// alsoHeld says that the file of a new document is held under another key: it was
// read before by another path argument, of a folder above it or below. It is ""
// where it is not, or for a record, whose key is its own.
func (im *importer) alsoHeld(ctx context.Context, f found, i item) string {
	if i.doc.Key != f.key {
		return ""
	}
	heads, err := im.archive.store.Heads(ctx, possible(f))
	if err != nil {
		return ""
	}
	for id, head := range heads {
		if held, err := im.archive.store.Document(ctx, id); err == nil && held.Original.Path == f.path {
			return fmt.Sprintf("同一文件已以另一路径读入（%s），现又存为 %s，检索时会重复；不需要的一份请用 yinju remove 移除", head.Key, f.key)
		}
	}
	return ""
}

// possible returns the ids of the other documents that the path of a file could
// have made: keys are the ends of paths.
func possible(f found) []string {
	var ids []string
	path := norm.NFC.String(filepath.ToSlash(f.path))
	for end := path; ; {
		_, rest, more := strings.Cut(end, "/")
		if !more {
			return ids
		}
		if end = rest; end != f.key {
			ids = append(ids, corpus.DocID(end))
		}
	}
}

// kindred reports titles of which one holds the other: 甲办法, 甲办法（2024年修订）.
func kindred(a, b string) bool {
	a, b = hanzi.Skeleton(a).String(), hanzi.Skeleton(b).String()
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// shareText reports that two texts have a passage in common.
func shareText(held *store.StoredDocument, i item) bool {
	had := map[string]bool{}
	for _, p := range held.Passages {
		had[held.Document.Text[p.Span.Start:p.Span.End]] = true
	}
	for _, p := range i.passages {
		if had[i.doc.Text[p.Span.Start:p.Span.End]] {
			return true
		}
	}
	return false
}
