package archive

import (
	"context"
	"fmt"
	"strings"

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
