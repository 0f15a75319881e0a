package local

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"yinju/corpus"
	"yinju/index"
)

// corrected is the bit of a label's flags for one that a person gave.
const corrected = 2

// Correct lays what people say over the labels of the generation that is served and
// of every one that is opened later, in place of what was laid over before. The
// labels are by passage id without -2, and hold for all repeats of the text in the
// document; an empty category or nil themes leave the annotator's. Shards stay
// open, and searches under way end with the labels that they began with.
func (e *Engine) Correct(said map[string]index.Label) {
	e.mu.Lock()
	defer e.mu.Unlock()
	old := e.current.Load()
	print := fingerprint(said)
	e.said = said
	if old.laid == print {
		return
	}
	e.swap(old.relaid(said, print))
}

// relaid is the same generation with other corrections over its labels.
func (g *generation) relaid(said map[string]index.Label, print string) *generation {
	n := &generation{manifest: g.manifest, buried: g.buried, laid: print, passages: g.passages, documents: g.documents,
		allDocs: g.allDocs, years: g.years, classes: g.classes, standings: g.standings, average: g.average}
	n.refs.Store(1)
	n.rows.Store(g.rows.Load())
	for _, v := range g.views {
		w := *v
		w.shard.refs.Add(1)
		w.labels = w.corrected(said)
		n.views = append(n.views, &w)
	}
	return n
}

// fingerprint names a set of corrections, "" for none.
func fingerprint(said map[string]index.Label) string {
	if len(said) == 0 {
		return ""
	}
	text, err := json.Marshal(said) // in the order of the ids
	if err != nil {
		return "?"
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:4])
}

// corrected returns the view's labels with what people say laid over them.
func (v *view) corrected(said map[string]index.Label) *labels {
	var copied *labels
	if len(said) > 0 {
		docs := map[string]bool{}
		for id := range said {
			docs[corpus.DocOf(id)] = true
		}
		for d := range v.docs {
			if !docs[v.docs[d].ID] {
				continue
			}
			for o := v.first[d]; o < v.first[d+1]; o++ {
				if label, ok := said[v.base(v.number[o])]; ok {
					if copied == nil {
						copied = v.plain.clone()
					}
					copied.correct(v.number[o], label)
				}
			}
		}
	}
	if copied == nil {
		return v.plain
	}
	return copied
}

func (l *labels) clone() *labels {
	return &labels{Categories: slices.Clone(l.Categories), ThemeCodes: slices.Clone(l.ThemeCodes),
		category: slices.Clone(l.category), flags: slices.Clone(l.flags),
		confidence: slices.Clone(l.confidence), themes: slices.Clone(l.themes)}
}

// correct gives a passage what a person says of it, for sure.
func (l *labels) correct(number uint32, said index.Label) {
	l.flags[number] |= corrected
	l.confidence[number] = 10000
	if said.Category != "" {
		l.category[number] = codeOf(&l.Categories, said.Category)
	}
	if said.Themes != nil {
		at := l.themes[3*number : 3*number+3]
		clear(at)
		for i, theme := range said.Themes[:min(3, len(said.Themes))] {
			at[i] = codeOf(&l.ThemeCodes, theme) + 1
		}
	}
}

// Annotated returns the annotator's labels of the passages that are served, by
// passage id, without what people say of them.
func (e *Engine) Annotated() map[string]index.Label {
	g := e.acquire()
	defer g.release()
	all := make(map[string]index.Label, g.passages)
	g.eachLive(func(v *view, number uint32) { all[v.id(number)] = v.plain.label(number) })
	return all
}
