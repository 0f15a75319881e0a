package eval

// Found is a passage in the order in which an archive ranked it.
type Found struct {
	Passage string
	Key     string // of its document
}

// Collapse turns ranked passages into the ids a run lists, at most depth of
// them: the passages themselves, or the documents, each at the place of its best
// passage.
func Collapse(found []Found, unit Unit, depth int) []string {
	ids := make([]string, 0, min(depth, len(found)))
	seen := map[string]bool{}
	for _, f := range found {
		id := f.Passage
		if unit == Documents {
			id = f.Key
		}
		if id = ID(id); seen[id] {
			continue
		}
		if len(ids) == depth {
			break
		}
		seen[id] = true
		ids = append(ids, id)
	}
	return ids
}
