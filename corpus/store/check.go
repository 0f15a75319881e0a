package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// Damage is something that Verify found wrong.
type Damage struct {
	File string // path of the damaged file
	What string // what is wrong with it, and whom it concerns
}

// Check looks through the structure of the database; a DamagedError if it is not
// sound. It reads corpus.db once.
func (s *Store) Check(ctx context.Context) error {
	if err := s.checkSize(); err != nil {
		return err
	}
	return s.each(ctx, func(rows *sql.Rows) error {
		var finding string
		if err := rows.Scan(&finding); err != nil {
			return err
		}
		if finding != "ok" {
			return &DamagedError{File: s.database(), What: finding}
		}
		return nil
	}, `PRAGMA quick_check`)
}

// checkSize finds a file that was cut within a page, which SQLite fills with
// zeros. With a write-ahead log the last page may be unfinished for a good reason.
func (s *Store) checkSize() error {
	if log, err := os.Stat(s.database() + "-wal"); err == nil && log.Size() > 0 {
		return nil
	}
	file, err := os.Stat(s.database())
	if err == nil && file.Size()%smallestPage != 0 {
		return &DamagedError{File: s.database(), What: "文件末尾残缺"}
	}
	return err
}

const smallestPage = 512 // of any SQLite database, in bytes

// Verify reads the whole archive: the database, every text against its hash, and
// every received file against its hash. progress, unless nil, is told how many
// documents and files are done.
func (s *Store) Verify(ctx context.Context, progress func(done, total int64)) ([]Damage, error) {
	var damaged *DamagedError
	if err := s.Check(ctx); errors.As(err, &damaged) {
		return []Damage{{damaged.File, damaged.What}}, nil
	} else if err != nil {
		return nil, err
	}
	originals, err := s.originals(ctx)
	if err != nil {
		return nil, err
	}
	var documents int64
	if err := s.one(ctx, []any{&documents}, `SELECT count(*) FROM documents WHERE version IS NOT NULL`); err != nil {
		return nil, err
	}
	step := stepper(progress, documents+int64(len(originals)))
	found, err := s.verifyTexts(ctx, step)
	if err != nil {
		return found, err
	}
	files, err := s.verifyOriginals(ctx, originals, step)
	return append(found, files...), err
}

// stepper counts calls for progress.
func stepper(progress func(done, total int64), total int64) func() {
	var done int64
	return func() {
		if done++; progress != nil {
			progress(done, total)
		}
	}
}

func (s *Store) verifyTexts(ctx context.Context, step func()) ([]Damage, error) {
	var found []Damage
	digests := map[int64][]byte{}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var version int64
		var digest []byte
		err := rows.Scan(&version, &digest)
		digests[version] = digest
		return err
	}, `SELECT v.id, v.reading FROM documents d JOIN versions v ON v.id = d.version`)
	if err != nil {
		return nil, err
	}
	err = s.EachDocument(ctx, func(d *StoredDocument) error {
		if want, ok := digests[d.row]; ok && !bytes.Equal(want, digestReading(&d.Document, d.Passages)) {
			found = append(found, Damage{s.database(), "文本与其校验值不符：" + d.Document.Key})
		}
		step()
		return nil
	})
	return found, err
}

// originals returns the path that each wanted original came from, by hash.
func (s *Store) originals(ctx context.Context) (map[string]string, error) {
	paths := map[string]string{}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var hash, path string
		err := rows.Scan(&hash, &path)
		paths[hash] = path
		return err
	}, `SELECT original, min(path) FROM versions GROUP BY original ORDER BY original`)
	return paths, err
}

func (s *Store) verifyOriginals(ctx context.Context, paths map[string]string, step func()) ([]Damage, error) {
	var found []Damage
	for _, hash := range slices.Sorted(maps.Keys(paths)) {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		if what := s.verifyOriginal(hash); what != "" {
			found = append(found, Damage{s.originalPath(hash), what + "，来自 " + paths[hash]})
		}
		step()
	}
	return found, nil
}

// verifyOriginal returns what is wrong with a received file, "" for nothing.
func (s *Store) verifyOriginal(hash string) string {
	if !isHash(hash) {
		return "原件没有校验值"
	}
	file, err := os.Open(s.originalPath(hash))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "缺少收到的原件"
	case err != nil:
		return fmt.Sprintf("读不出收到的原件（%v）", err)
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return fmt.Sprintf("读不出收到的原件（%v）", err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return "收到的原件与其校验值不符"
	}
	return ""
}
