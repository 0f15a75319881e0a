package cli

import (
	"context"
	"log/slog"

	"yinju/archive"
	"yinju/seeds"
)

// read opens the archive for verbs that only read it.
func (p *program) read(ctx context.Context) (*archive.Archive, error) {
	return archive.Open(ctx, p.dir, archive.Options{ReadOnly: true, Log: p.log()})
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
func openOrSeed(ctx context.Context, dir string, log *slog.Logger) (*archive.Archive, error) {
	if !archive.Exists(dir) {
		return seeded(ctx, dir, log)
	}
	a, err := archive.Open(ctx, dir, archive.Options{Log: log})
	if err == nil && a.New(ctx) { // cut off before the seed was stored
		a.Close()
		return seeded(ctx, dir, log)
	}
	if err == nil {
		return a, nil
	}
	if a, failed := archive.Open(ctx, dir, archive.Options{Log: log, ReadOnly: true}); failed == nil {
		return a, nil
	}
	return nil, err
}

// seeded makes an archive of the seed article.
func seeded(ctx context.Context, dir string, log *slog.Logger) (*archive.Archive, error) {
	text, err := seeds.Files.ReadFile(seeds.Name)
	if err != nil {
		return nil, err
	}
	a, err := archive.Create(ctx, dir, archive.Options{Log: log})
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
