package index

import "strings"

// EmbeddingInput is the text of which a passage's vector is made: its document's
// title, the headings above it and the passage, a line each. A heading that the
// title repeats is left out.
func EmbeddingInput(d *Document, p *Passage) string {
	var b strings.Builder
	b.WriteString(d.Title)
	for _, heading := range p.Headings {
		if heading != "" && heading != d.Title {
			b.WriteString("\n" + heading)
		}
	}
	b.WriteString("\n" + p.Text)
	return strings.TrimPrefix(b.String(), "\n")
}
