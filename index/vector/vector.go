// Package vector turns texts into vectors and finds those nearest to a question.
//
// The tour. An Embedder makes vectors: of a model folder, through ONNX Runtime
// (onnx.go, tokens.go), or at an address that a person named (http.go). A model
// folder is described by a small manifest (folder.go) and can be fetched
// (fetch.go). A Table is an append-only file of int8 vectors by key (table.go,
// append.go; header.go, row.go and rotate.go have its form, mapping.go and keys.go
// how it is read, aside.go takes one away that is none). A Snapshot is the table at one time (snapshot.go); Scan compares
// a question with all of it (scan.go, with SIMD where the processor has it), and
// Overlap measures what int8 costs (overlap.go).
//
// The package decides nothing about ranking and knows no passages: keys are
// hashes that others make.
package vector

import (
	"context"
	"crypto/sha256"
)

// Kind says what a text is: some models want different prefixes.
type Kind int

// The kinds of text.
const (
	Passage Kind = iota
	Question
)

// Embedder makes vectors of length 1. Its methods may be called concurrently.
type Embedder interface {
	// Model names what makes the vectors.
	Model() Model

	// Embed returns a vector for each text, in order, all of Model().Dimensions.
	// Texts that are too long are cut. It fails when ctx ends first.
	Embed(ctx context.Context, kind Kind, texts []string) ([][]float32, error)

	Close() error
}

// Model names a model and the form of its vectors. Vectors of two models are
// never compared.
type Model struct {
	Name        string // for readers: bge-small-zh-v1.5-q
	Fingerprint string // of everything the vectors depend on, hex
	Dimensions  int
	Remote      bool // texts are sent to an address outside this process
}

// Key names an embedded text in a Table.
type Key [16]byte

// KeyOf returns the key of a text as it is embedded.
func KeyOf(text string) Key {
	sum := sha256.Sum256([]byte(text))
	return Key(sum[:16])
}
