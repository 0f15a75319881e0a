package archive

import (
	"context"
	"errors"
	"fmt"

	"yinju/index"
	"yinju/index/vector"
)

// embedBatch is how many passages are embedded and kept at a time: what a kill
// loses, and how often others see new vectors.
const embedBatch = 64

// ErrNoModel says that there is nothing to make vectors with; Meaning says why.
var ErrNoModel = errors.New("没有可用的语义模型")

// Embed makes the vectors that served passages lack, and returns how many it made.
// It is resumable: what is made stays, and is found again by its text after any
// rebuild. While another process embeds it does nothing. It fails with ErrNoModel
// without a model.
func (a *Archive) Embed(ctx context.Context, progress Progress) (made int, err error) {
	s, e := a.semantics.Load(), a.engine.Load()
	if s == nil || e == nil {
		return 0, ErrNoModel
	}
	missing := e.Unembedded()
	if missing == 0 {
		return 0, nil
	}
	if err := s.table.Lock(ctx); err != nil {
		if errors.As(err, new(*vector.TableLockedError)) {
			return 0, nil
		}
		return 0, err
	}
	defer s.table.Unlock()
	defer a.useVectors()
	w := &embedding{semantics: s, total: int64(missing), progress: progress}
	for d, err := range a.documents(ctx, e.DocumentsUnembedded()) {
		if err != nil {
			return w.made, err
		}
		for i := range d.Passages {
			if err := w.add(ctx, index.EmbeddingInput(d, &d.Passages[i])); err != nil {
				return w.made, err
			}
		}
	}
	return w.made, w.flush(ctx)
}

// embedding collects texts until there are enough of them.
type embedding struct {
	*semantics
	texts    []string
	keys     []vector.Key
	total    int64
	made     int
	progress Progress
}

func (w *embedding) add(ctx context.Context, text string) error {
	key := vector.KeyOf(text)
	if _, held := w.table.Row(key); held {
		return nil
	}
	w.texts, w.keys = append(w.texts, text), append(w.keys, key)
	if len(w.texts) < embedBatch {
		return nil
	}
	return w.flush(ctx)
}

func (w *embedding) flush(ctx context.Context) error {
	if len(w.texts) == 0 {
		return nil
	}
	vectors, err := w.embedder.Embed(ctx, vector.Passage, w.texts)
	if err != nil {
		return fmt.Errorf("向量未能算完（已算好的都已存下，再运行一次即接着算）：%w", err)
	}
	added, err := w.table.Append(w.keys, vectors)
	if err != nil {
		return err
	}
	w.made += added
	w.texts, w.keys = w.texts[:0], w.keys[:0]
	if w.progress != nil {
		w.progress("计算向量", int64(w.made), w.total)
	}
	return nil
}
