package read

// Limits of what is read. They are counted on unpacked bytes while reading, so
// that a gzip bomb costs no more than the limit.
const (
	MaxFile      = 64 << 20 // bytes of a text, Markdown or HTML file
	MaxLine      = 16 << 20 // bytes of one record of JSON Lines; longer ones are skipped, not held
	MaxUnpacked  = 16 << 30 // bytes of a whole JSON Lines file, unpacked
	MaxParagraph = 200_000  // runes of one paragraph; longer ones are kept, with a warning
	MaxWarnings  = 20       // kept with one document
)
