package theme

// matcher finds cues in folded text, leftmost and longest first, without
// overlap: where 营商环境 is a cue, the 环境 inside it is not found.
type matcher struct {
	next map[step]int32 // trie edges; node 0 is the root
	cue  []int32        // cue that ends at a node, -1 if none
}

type step struct {
	node int32
	r    rune
}

// match is a cue found at folded runes [start, end).
type match struct {
	cue        int32
	start, end int
}

func newMatcher() *matcher {
	return &matcher{next: map[step]int32{}, cue: []int32{-1}}
}

// add enters word as cue number id; a word entered twice keeps its first id.
func (m *matcher) add(word []rune, id int32) (kept int32) {
	node := int32(0)
	for _, r := range word {
		to, ok := m.next[step{node, r}]
		if !ok {
			to = int32(len(m.cue))
			m.cue = append(m.cue, -1)
			m.next[step{node, r}] = to
		}
		node = to
	}
	if m.cue[node] < 0 {
		m.cue[node] = id
	}
	return m.cue[node]
}

// find returns the cues of text in order.
func (m *matcher) find(text []rune) []match {
	var found []match
	for i := 0; i < len(text); {
		id, n := m.longest(text[i:])
		if n == 0 {
			i++
			continue
		}
		found = append(found, match{id, i, i + n})
		i += n
	}
	return found
}

// longest returns the longest cue at the head of text and its length, 0 if none.
func (m *matcher) longest(text []rune) (id int32, n int) {
	node := int32(0)
	for i, r := range text {
		to, ok := m.next[step{node, r}]
		if !ok {
			break
		}
		node = to
		if m.cue[node] >= 0 {
			id, n = m.cue[node], i+1
		}
	}
	return id, n
}
