package eval

// Unit is what the lines of a run are.
type Unit string

// The units: passages by id, documents by key.
const (
	Passages  Unit = "passage"
	Documents Unit = "document"
)

// Known says what an archive holds under an id.
type Known struct{ Passage, Document bool }

// Aim is the unit of a run with the judged ids that it can never list.
type Aim struct {
	Unit    Unit
	Unknown []string // the archive holds neither a passage nor a document of this name
	Missed  []string // passage ids in judgments of documents
}

// Target decides what a run lists: passages if every id that the archive knows
// is a passage's, else documents. lookup is asked once for every id.
func Target(ids []string, lookup func(id string) (Known, error)) (Aim, error) {
	aim := Aim{Unit: Passages, Unknown: []string{}, Missed: []string{}}
	for _, id := range ids {
		known, err := lookup(id)
		switch {
		case err != nil:
			return Aim{}, err
		case known.Document:
			aim.Unit = Documents
		case known.Passage:
			aim.Missed = append(aim.Missed, id)
		default:
			aim.Unknown = append(aim.Unknown, id)
		}
	}
	if aim.Unit == Passages {
		aim.Missed = []string{}
	}
	return aim, nil
}
