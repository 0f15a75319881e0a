package server

import "yinju/index"

// exportView leads to the results as files. They have every passage for itself, in
// the order of the page.
type exportView struct {
	CSV, Lines, Atom string // addresses
	Total            string
	Entries          string // that the feed has at most
	Cap              string // passages that a file has at most, "" where it has them all
}

func leaving(q asked, total int) exportView {
	plain := q.Query
	plain.Page, plain.Size, plain.Fold = 1, index.Defaults(plain).Size, false
	params := plain.Params()
	v := exportView{CSV: withParams("/search.csv", params), Lines: withParams("/search.jsonl", params),
		Atom: withParams("/search.atom", params), Total: count(total), Entries: count(FeedCap)}
	if total > ExportCap {
		v.Cap = count(ExportCap)
	}
	return v
}
