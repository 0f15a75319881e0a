package cli

import (
	"context"
	"errors"
	"time"

	"yinju/archive"
)

// embed makes the vectors that passages lack; words are published by then. Without
// a model there is nothing to make, and a word of it only where something is wrong.
func (p *program) embed(ctx context.Context, a *archive.Archive) error {
	if m := a.Meaning(); m.Remote && m.Embedded < m.Passages {
		p.note("正文将发往 %s 计算向量", m.Model)
	}
	p.sayAside(a)
	started, bar := time.Now(), p.progress()
	made, err := a.Embed(ctx, bar.update)
	bar.clear()
	if errors.Is(err, archive.ErrNoModel) {
		p.note("没有计算语义向量：%s", a.Meaning().Reason)
		return nil
	}
	if made > 0 {
		p.note("算出 %d 段的语义向量，用时 %.1f 秒", made, time.Since(started).Seconds())
	}
	return err
}
