// Package effect reads what a passage does to an object: whether it supports or
// frees 小汽车数量, 房地产, 外资准入, or limits and tightens it. That is another
// question than whether the passage adds or subtracts: 取消限购 subtracts and
// frees, 增加限制 adds and limits.
//
// The reading is grammar over a small lexicon (verbs.tsv): the verb before the
// object (支持 X), after it (对 X 予以限制), what stands between a verb and its
// object (取消 X 限制), the scope of a ban or a negation (不得限制 X), and the
// lead-in or heading that governs a list. It needs no model and no index.
package effect

// Value is what a passage does to an object.
type Value uint8

const (
	Unclear Value = iota // 看不出: only mentions it, or does neither
	Support              // 支持或放开
	Limit                // 限制或收紧
	Both                 // 两者, with comparable weight
)

var values = [...]struct{ code, label string }{
	{"unclear", "看不出"}, {"support", "支持或放开"}, {"limit", "限制或收紧"}, {"both", "两者"},
}

// String returns the code of v: unclear, support, limit or both.
func (v Value) String() string { return values[v].code }

// Label returns the Chinese name of v.
func (v Value) Label() string { return values[v].label }

// Input is a passage with what stands above it.
type Input struct {
	Title    string
	Headings []string // from the outermost to the nearest
	Text     string
}

// Effect is what a passage does to an object.
type Effect struct {
	Value      Value
	Confidence float64 // share of readings (readings.tsv) right with such evidence, 0 to 1
	Cues       []Cue   // in order of the text; those of headings first
	Mentions   int     // of the object in the text; 0 leaves Value Unclear
}

// Cue is what speaks for a value: words of the text, [Start, End) in its code
// points, or of a heading where both are 0.
type Cue struct {
	Text       string
	Start, End int
	Weight     float64 // above 0
	For        Value   // Support or Limit
}

// Reader reads effects. It may be used by several goroutines at once.
type Reader struct {
	objects *objects
	lexicon *lexicon
}

// New returns a Reader with the tables of this package, or the first fault in them.
func New() (*Reader, error) {
	o, err := readObjects()
	if err != nil {
		return nil, err
	}
	l, err := readLexicon()
	if err != nil {
		return nil, err
	}
	return &Reader{o, l}, nil
}
