package archive

import "yinju/index"

// Reason names the cues that made the category of a hit; a person's label has none.
// It is for the hits that are shown: making it for a page takes less than the search.
func (a *Archive) Reason(h *index.Hit) []Cue { return a.sideReason(h) }
