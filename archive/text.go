package archive

import (
	"context"
	"errors"
)

// Text is a text to import that is carried in the program.
type Text struct {
	Key    string
	Source string
	Data   []byte
}

// ImportTexts does for texts what Import does for files.
func (a *Archive) ImportTexts(ctx context.Context, texts []Text) (*Report, error) {
	report := &Report{Files: []FileReport{}}
	err := a.locked(ctx, "import", func() error {
		run, err := a.store.StartRun(ctx, nil)
		if err != nil {
			return err
		}
		im := &importer{archive: a, run: run, report: report}
		var files []found
		for _, t := range texts {
			files = append(files, found{path: t.Key, key: t.Key, size: int64(len(t.Data)), source: t.Source, data: t.Data})
		}
		if err := errors.Join(im.files(ctx, files), run.Finish(ctx, im.counts)); err != nil {
			return err
		}
		return a.publish(ctx, nil)
	})
	return report, err
}
