package cli

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"yinju/archive"
	"yinju/seeds"
)

// keep opens the archive for verbs that look after it.
func (p *program) keep(ctx context.Context) (*archive.Keeping, error) {
	return archive.Keep(ctx, p.dir, p.log())
}

// understanding are the options of verbs that ask by meaning or make vectors.
func (p *program) understanding(log *slog.Logger) archive.Options {
	return archive.Options{Log: log, Model: cmp.Or(p.model, archive.AnyModel), ModelKey: p.getenv("YINJU_MODEL_KEY")}
}

// makingPatience is how long verbs that make vectors wait for the address of a model:
// a service may have to load it first, and no reader waits.
const makingPatience = time.Minute

// making are the options of verbs that make vectors.
func (p *program) making() archive.Options {
	o := p.understanding(p.log())
	o.Patience = makingPatience
	return o
}

// ask opens the archive for verbs that search it.
func (p *program) ask(ctx context.Context) (*archive.Archive, error) {
	o := p.understanding(p.log())
	o.ReadOnly = true
	a, err := archive.Open(ctx, p.dir, o)
	if err == nil {
		p.sayRemote(a)
		p.sayAside(a)
	}
	return a, err
}

// sayAside says what was found unusable on opening. serve has it in its log.
func (p *program) sayAside(a *archive.Archive) {
	for _, note := range a.Meaning().Notes {
		p.note("%s", note)
	}
}

// sayRemote says that texts leave this machine, where a person has named an address.
func (p *program) sayRemote(a *archive.Archive) {
	if m := a.Meaning(); m.Remote {
		p.note("所查的文字会发往 %s", m.Model)
	}
}

// log writes what goes wrong inside to standard error; what a person should
// know a verb says itself.
func (p *program) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelError}))
}

// write opens the archive for verbs that change it.
func (p *program) write(ctx context.Context) (*archive.Archive, error) {
	return archive.Open(ctx, p.dir, archive.Options{Log: p.log()})
}

// openOrSeed opens the archive to serve it; a folder without one first gets an
// archive of the seed article. A folder that cannot be written to is served as
// it is.
func openOrSeed(ctx context.Context, dir string, o archive.Options) (*archive.Archive, error) {
	if !archive.Exists(dir) {
		return seeded(ctx, dir, o)
	}
	a, err := archive.Open(ctx, dir, o)
	if err == nil && a.New(ctx) { // cut off before the seed was stored
		a.Close()
		return seeded(ctx, dir, o)
	}
	if err == nil {
		return a, nil
	}
	o.ReadOnly = true
	if a, failed := archive.Open(ctx, dir, o); failed == nil {
		return a, nil
	}
	return nil, err
}

// seeded makes an archive of the seed article.
func seeded(ctx context.Context, dir string, o archive.Options) (*archive.Archive, error) {
	text, err := seeds.Files.ReadFile(seeds.Name)
	if err != nil {
		return nil, err
	}
	a, err := archive.Create(ctx, dir, o)
	if err != nil {
		return nil, err
	}
	article := archive.Text{Key: seeds.Key, Source: seeds.Source, Data: text}
	if _, err := a.ImportTexts(ctx, []archive.Text{article}); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}
