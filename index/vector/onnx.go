package vector

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// local is the Embedder of a model folder.
//
// Each text is a run of its own, on one thread, and several run at once. Batches
// would be slower: padding costs more than they save (82 passages a second in
// batches of 32 against 118 alone, one core), and in a model of dynamic int8 the
// neighbours in a batch change a text's vector (cosine down to .986).
type local struct {
	model    Model
	manifest Manifest
	tokens   *tokenizer
	threads  int

	mu      sync.RWMutex // held for reading while the session runs
	session *session     // nil after Close
}

var errClosed = errors.New("模型已经关闭")

// openFolder opens a model folder whose runtime is loaded; threads is how many
// texts are embedded at once, 0 for as many as there are processors.
func openFolder(ctx context.Context, f *folder, threads int) (*local, error) {
	tokens, err := readTokenizer(f.path(tokenizerName))
	if err != nil {
		return nil, err
	}
	s, err := openSession(f)
	if err != nil {
		return nil, err
	}
	if threads <= 0 {
		threads = runtime.NumCPU()
	}
	m := f.manifest
	l := &local{
		model:    Model{Name: m.Name, Fingerprint: f.fingerprint(), Dimensions: m.Dimensions},
		manifest: m, tokens: tokens, threads: threads, session: s,
	}
	// One text shows whether the model fits its manifest.
	if _, err := l.Embed(ctx, Question, []string{"试"}); err != nil {
		l.Close()
		return nil, fmt.Errorf("模型 %s 与它的 manifest.json 不合：%w", f.dir, err)
	}
	return l, nil
}

func (l *local) Model() Model { return l.model }

// Embed looks at ctx before each text; a text takes some milliseconds.
func (l *local) Embed(ctx context.Context, kind Kind, texts []string) ([][]float32, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.session == nil {
		return nil, errClosed
	}
	vectors := make([][]float32, len(texts))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(l.threads, len(texts)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(texts)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				var err error
				if vectors[i], err = l.one(kind, texts[i]); err != nil {
					stop(err)
				}
			}
		})
	}
	workers.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return vectors, nil
}

func (l *local) one(kind Kind, text string) ([]float32, error) {
	ids := l.tokens.encode(l.manifest.prefix(kind)+text, l.manifest.MaxLength)
	return l.session.run(ids)
}

// Close frees the model once what is running has ended. It may be called again.
func (l *local) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.session == nil {
		return nil
	}
	err := l.session.close()
	l.session = nil
	return err
}
