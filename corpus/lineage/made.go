package lineage

import "yinju/corpus"

// Made returns the earliest date that is known of a document, the zero Date for
// none: no text under its name is older. A clause that repeals what was made on
// Repeal.Date means no document that was made after it.
func Made(d *corpus.Document) corpus.Date {
	var first corpus.Date
	for _, f := range d.Dates {
		if first.Year == 0 || f.Date.Year != 0 && f.Date.First() < first.First() {
			first = f.Date
		}
	}
	return first
}

// Means reports whether a clause may mean a document that it names, as far as
// the dates tell: made is the document's (Made), zero where it is not known. What
// a clause says of its own title without a date it may say of any earlier text,
// also of one that was made long after; so it means none.
func (r Repeal) Means(made corpus.Date) bool {
	if r.Date.Year == 0 {
		return !r.Own
	}
	return made.Year == 0 && !r.Own || made.Year != 0 && made.Year <= r.Date.Year
}
