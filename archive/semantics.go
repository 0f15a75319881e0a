package archive

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"yinju/index"
	"yinju/index/vector"
)

// AnyModel stands in Options.Model for the first model that is found.
const AnyModel = "auto"

// semantics is what searching by meaning needs: what makes vectors, and where they
// are kept.
type semantics struct {
	embedder vector.Embedder
	table    *vector.Table
}

// MeaningState says how far searching by meaning is.
type MeaningState struct {
	Model    string // its name; "" where there is none
	Remote   bool   // texts are sent to an address
	Reason   string // why there is none
	Embedded int    // passages with a vector
	Passages int    // all that are served
}

// openModel opens the model that the options ask for and the vectors it has made
// so far. Without one the archive answers by words, and Meaning says why.
func (a *Archive) openModel(ctx context.Context) {
	if a.options.Model == "" {
		a.noModel(&vector.UnavailableError{Reason: "没有启用语义模型", Off: true})
		return
	}
	s, err := a.loadModel(ctx)
	if err != nil {
		a.noModel(err)
		return
	}
	a.semantics.Store(s)
	a.useVectors()
}

func (a *Archive) noModel(err error) {
	a.modelless.Store(&err)
	if off := new(vector.UnavailableError); !errors.As(err, &off) || !off.Off {
		a.log.Warn("no search by meaning", "reason", err.Error())
	}
}

func (a *Archive) loadModel(ctx context.Context) (*semantics, error) {
	o := vector.Options{Model: a.options.Model, Key: a.options.ModelKey, Dir: a.dir, Threads: a.options.Threads}
	if o.Model == AnyModel {
		o.Model = ""
	}
	e, err := vector.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	t, err := vector.OpenTable(a.vectorFile(e.Model()), e.Model(), false)
	if err != nil {
		e.Close()
		return nil, err
	}
	return &semantics{e, t}, nil
}

// vectorFile is where the vectors of a model are kept: one file for each, so that
// going back to a model costs nothing.
func (a *Archive) vectorFile(m vector.Model) string {
	return filepath.Join(a.dir, "vectors", m.Fingerprint[:12]+".vec")
}

// useVectors has the engine look in the vectors there are.
func (a *Archive) useVectors() {
	s, e := a.semantics.Load(), a.engine.Load()
	if s == nil || e == nil {
		return
	}
	if err := s.table.Refresh(); err != nil {
		a.log.Warn("vectors cannot be read", "error", err)
		return
	}
	e.UseVectors(s.table)
}

// Meaning says how far searching by meaning is.
func (a *Archive) Meaning() MeaningState {
	s, e := a.semantics.Load(), a.engine.Load()
	if s == nil {
		state := MeaningState{Reason: "语义模型正在载入"}
		if err := a.modelless.Load(); err != nil {
			state.Reason = (*err).Error()
		}
		return state
	}
	m := s.embedder.Model()
	state := MeaningState{Model: m.Name, Remote: m.Remote}
	if e != nil {
		state.Passages = e.Passages()
		state.Embedded = state.Passages - e.Unembedded()
	}
	return state
}

// The codes of Results.Degraded.
const (
	noEmbedder        = "no-embedder"
	vectorsIncomplete = "vectors-incomplete"
	embedderTimeout   = "embedder-timeout"
	embedderError     = "embedder-error"
)

// Longest waits for the vector of a question: past them words answer alone.
const (
	localPatience  = 500 * time.Millisecond
	remotePatience = 3 * time.Second
)

// embedded returns the vector of a text, or nil and the code of what is missing.
func (a *Archive) embedded(ctx context.Context, kind vector.Kind, text string) (v []float32, missing string) {
	s := a.semantics.Load()
	if s == nil {
		return nil, noEmbedder
	}
	patience := localPatience
	if s.embedder.Model().Remote {
		patience = remotePatience
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	vectors, err := s.embedder.Embed(ctx, kind, []string{text})
	switch {
	case err == nil && len(vectors) == 1:
		return vectors[0], ""
	case errors.Is(err, context.DeadlineExceeded):
		return nil, embedderTimeout
	}
	a.log.Warn("a text could not be embedded", "error", err)
	return nil, embedderError
}

// nearness is the leg of meaning of a query, nil and the code of what is missing.
func (a *Archive) nearness(ctx context.Context, q index.Query, text string) (*index.Nearness, string) {
	v, missing := a.embedded(ctx, vector.Question, text)
	if v == nil {
		return nil, missing
	}
	n := index.NearnessOf(q, v)
	return &n, ""
}

func (s *semantics) close() error { return errors.Join(s.table.Close(), s.embedder.Close()) }
