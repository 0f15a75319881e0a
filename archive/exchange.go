package archive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"yinju/corpus"
	"yinju/corpus/store"
)

// Exchanged is what importing corrections did.
type Exchanged struct {
	Added   int      // corrections that were not there
	Same    int      // those that were
	Absent  int      // of both, those whose passage or document is not held now
	Unknown []string // theme codes that this taxonomy lacks: kept, and counting for nothing
	Wrong   []string // lines that could not be read: file, line and why
}

// ExportCorrections writes all corrections as JSON Lines, oldest first, and returns
// how many.
func (a *Archive) ExportCorrections(ctx context.Context, w io.Writer) (int, error) {
	all, err := a.Corrections(ctx)
	if err != nil {
		return 0, err
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for i := range all {
		if err := out.Encode(&all[i]); err != nil {
			return i, err
		}
	}
	return len(all), nil
}

// longestCorrection is the most bytes of a line: a passage with its note.
const longestCorrection = 1 << 20

// ImportCorrections reads what ExportCorrections wrote, of any archive and of an
// earlier taxonomy; name is what errors call the file. A line that cannot be read is
// listed and the others go on. The same correction read again changes nothing.
func (a *Archive) ImportCorrections(ctx context.Context, name string, r io.Reader) (*Exchanged, error) {
	done := &Exchanged{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestCorrection)
	var read []store.Correction
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		c, err := readCorrection(line)
		if err != nil {
			done.Wrong = append(done.Wrong, fmt.Sprintf("%s 第 %d 行：%v", name, n, err))
			continue
		}
		_, unknown := knownThemes(c.Themes)
		done.Unknown = appendNew(done.Unknown, unknown)
		read = append(read, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s 读不下去：%w", name, err)
	}
	return done, a.takeIn(ctx, read, done)
}

func appendNew(list, more []string) []string {
	for _, one := range more {
		if !strings.Contains("\x00"+strings.Join(list, "\x00")+"\x00", "\x00"+one+"\x00") {
			list = append(list, one)
		}
	}
	return list
}

func (a *Archive) takeIn(ctx context.Context, read []store.Correction, done *Exchanged) error {
	if len(read) == 0 {
		return nil
	}
	added, err := a.store.Correct(ctx, read...)
	if err != nil {
		return err
	}
	done.Added, done.Same = added, len(read)-added
	shown, err := a.showAll(ctx, read)
	if err != nil {
		return err
	}
	for _, c := range shown {
		if !c.Held {
			done.Absent++
		}
	}
	if slices.ContainsFunc(read, func(c store.Correction) bool { return c.Field != "" }) {
		if err := a.republish(ctx); err != nil {
			return err
		}
	}
	return a.takeCorrections(ctx)
}

// readCorrection reads a line of an export.
func readCorrection(line []byte) (store.Correction, error) {
	var c Correction
	if err := json.Unmarshal(line, &c); err != nil {
		return store.Correction{}, fmt.Errorf("不是一条更正（%v）", err)
	}
	switch {
	case c.Key == "":
		return store.Correction{}, &CorrectionError{"没有 key"}
	case c.At.IsZero():
		return store.Correction{}, &CorrectionError{"没有 at（更正的时间）"}
	case c.Field == "" && (c.Passage == "" || c.Category == "" && len(c.Themes) == 0):
		return store.Correction{}, &CorrectionError{"没有说改哪一段、改成什么"}
	case c.Field == "" && corpus.DocOf(c.Passage) != corpus.DocID(c.Key):
		return store.Correction{}, &CorrectionError{"passage 不属于 key 所指的文献"}
	}
	if c.Field != "" {
		if err := checkField(c.Field, c.Value); err != nil {
			return store.Correction{}, err
		}
	}
	if err := checkCategory(c.Category); err != nil {
		return store.Correction{}, err
	}
	k := store.Correction{Document: corpus.DocID(c.Key), Key: c.Key, Passage: base(c.Passage), Field: c.Field,
		Category: c.Category, Themes: c.Themes, Value: c.Value, Note: c.Note, At: c.At, Taxonomy: c.Taxonomy, Was: encodeLabel(c.Was)}
	if c.Undone != nil {
		k.Undone = *c.Undone
	}
	return k, nil
}
