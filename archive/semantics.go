package archive

import (
	"cmp"
	"context"
	"errors"
	"time"

	"yinju/index"
	"yinju/index/vector"
)

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
	Reason   string // why there is none, or what went wrong with it the last time
	Embedded int    // passages with a vector
	Passages int    // all that are served

	Notes []string // what was put aside on opening, in sentences for readers without their full stops
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
	state := MeaningState{Notes: a.aside.all()}
	if err := a.modelless.Load(); err != nil {
		state.Reason = (*err).Error()
	}
	s, e := a.semantics.Load(), a.engine.Load()
	if s == nil {
		state.Reason = cmp.Or(state.Reason, "语义模型正在载入")
		return state
	}
	m := s.embedder.Model()
	state.Model, state.Remote = m.Name, m.Remote
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
		return nil, a.missing()
	}
	patience := localPatience
	if s.embedder.Model().Remote {
		patience = remotePatience
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	vectors, err := s.embedder.Embed(ctx, kind, []string{text})
	if err == nil && len(vectors) == 1 {
		a.modelless.Store(nil)
		return vectors[0], ""
	}
	a.modelless.Store(&err)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, embedderTimeout
	}
	a.log.Warn("a text could not be embedded", "error", err)
	return nil, embedderError
}

// missing is the code of why there is no model. An address that does not answer is
// an error that may pass; all else is the lack of a model.
func (a *Archive) missing() string {
	err := a.modelless.Load()
	switch {
	case err == nil || !temporary(*err):
		return noEmbedder
	case errors.Is(*err, context.DeadlineExceeded):
		return embedderTimeout
	}
	return embedderError
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
