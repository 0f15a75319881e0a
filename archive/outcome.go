package archive

import (
	"fmt"

	"yinju/corpus/store"
)

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
	t.warn(i, warnings(i.doc)...)
}

// warn notes warnings, the empty ones left out; those of a record say its line.
func (t *tally) warn(i item, warnings ...string) {
	for _, w := range warnings {
		if w != "" && i.record.Line > 0 {
			w = fmt.Sprintf("第 %d 行：%s", i.record.Line, w)
		}
		if w != "" {
			t.warnings = append(t.warnings, w)
		}
	}
}

// listed is how many warnings of one file are written out.
const listed = 20

// conclude writes the tally into the report line.
func (t *tally) conclude(line *FileReport) {
	line.Documents, line.Passages = t.documents, t.passages
	line.fresh, line.versions, line.updated = t.fresh, t.versions, t.updated
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
