package index

// Sides is the answer to a question asked for both its columns: what policy adds
// and what it subtracts. The columns say which way a passage pushes, not which side
// of a dispute it takes. Lists are never nil.
type Sides struct {
	Query     string    `json:"query"`
	Rewrites  []Rewrite `json:"rewrites"`
	Relaxed   bool      `json:"relaxed"`
	Total     int       `json:"total"`     // passages of the matched set that pass the filters
	Documents int       `json:"documents"` // distinct documents among them
	TookMS    float64   `json:"took_ms"`
	Degraded  []string  `json:"degraded"`

	Add       Column `json:"add"`     // 做加法的段落
	Cut       Column `json:"cut"`     // 做减法的段落
	Both      Column `json:"both"`    // 加减: those that speak of the relation of the two first
	Neither   int    `json:"neither"` // 无: counted, not shown
	Uncertain int    `json:"uncertain"`

	Object *ObjectSides `json:"object"` // nil: the question names no object
	Years  []SidesYear  `json:"years"`

	Searched Searched `json:"searched"`

	Facets map[Facet][]FacetValue `json:"-"` // of the page, as in Results; the category counts no filter by category

	Generation string `json:"-"`
}

// Column is one side: its passages best first, folded as on the page of results:
// those of the same text are one row, and so are further passages of a document.
type Column struct {
	Total     int       `json:"total"`     // passages
	Documents int       `json:"documents"` // distinct documents among them
	Uncertain int       `json:"uncertain"` // passages whose label is 待定
	Rows      int       `json:"rows"`      // what page × size counts
	Hits      []SideHit `json:"hits"`
	Empty     string    `json:"empty"` // in words, with what was searched, if there is none; else ""
}

// SideHit is a passage of a column with what made its label.
type SideHit struct {
	Hit
	Reason []Cue   `json:"reason"`
	Effect *Effect `json:"effect"` // what it does to the object; nil without one
}

// Cue is what speaks for a label: words of the passage, [Start, End) in its code
// points, or of a heading or the title where both are 0.
type Cue struct {
	Text   string  `json:"text"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Weight float64 `json:"weight"`
	For    string  `json:"for"` // the category or theme code that it speaks for; of an effect ""
}

// ObjectSides reads the same passages for what they do to one object.
type ObjectSides struct {
	Name    string   `json:"name"`
	Named   bool     `json:"named"`   // the person named it; else it was found in the question
	Words   []string `json:"words"`   // what stands for it in texts
	Read    int      `json:"read"`    // passages that were read for it: the best of those matched
	Mention int      `json:"mention"` // those of them that speak of it
	Support Column   `json:"support"` // 支持或放开
	Limit   Column   `json:"limit"`   // 限制或收紧
	Both    Column   `json:"both"`    // 两者
	Unclear int      `json:"unclear"` // 看不出: counted, not shown
}

// Effect is what a passage does to an object.
type Effect struct {
	Value      string  `json:"value"` // support, limit, both, unclear
	Label      string  `json:"label"` // 支持或放开, 限制或收紧, 两者, 看不出
	Confidence float64 `json:"confidence"`
	Reason     []Cue   `json:"reason"`
}

// SidesYear counts a year of the chart; Held is how many passages the archive has
// of it, 0 where it has no document. Year is nil for undated passages.
type SidesYear struct {
	Year    *int `json:"year"`
	Add     int  `json:"add"`
	Cut     int  `json:"cut"`
	Both    int  `json:"both"`
	Neither int  `json:"neither"`
	Covered bool `json:"covered"`
	Held    int  `json:"held"`
}

// Searched says what an answer was looked for in.
type Searched struct {
	Documents int      `json:"documents"`
	Passages  int      `json:"passages"`
	From      *int     `json:"from"` // first and last year of dated documents, nil without any
	To        *int     `json:"to"`
	Undated   int      `json:"undated"` // documents
	Gaps      [][2]int `json:"gaps"`    // first and last year of each run of years without a document
}
