package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far a task has come as a bar on standard error; where that
// is no terminal it shows nothing.
type progress struct {
	p     *program
	bar   *progressbar.ProgressBar
	stage string
}

func (p *program) progress() *progress { return &progress{p: p} }

// update is an archive.Progress: total is 0 while unknown.
func (g *progress) update(stage string, done, total int64) {
	if !g.p.errTerminal {
		return
	}
	if g.bar == nil || stage != g.stage {
		g.clear()
		g.stage = stage
		g.bar = g.p.newBar(stage, total)
	}
	if total > 0 {
		g.bar.ChangeMax64(total)
	}
	g.bar.Set64(done)
}

// clear takes the bar off the screen, so that a line can be written in its
// place; the next update draws it again.
func (g *progress) clear() {
	if g.bar != nil {
		g.bar.Clear()
	}
}

func (p *program) newBar(stage string, total int64) *progressbar.ProgressBar {
	if total <= 0 {
		total = -1 // unknown
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(p.err),
		progressbar.OptionSetDescription(stage),
		progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}
