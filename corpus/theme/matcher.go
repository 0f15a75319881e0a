package theme

// matcher finds cues in folded text, leftmost and longest first, without
// overlap: where 营商环境 is a cue, the 环境 inside it is not found.
type matcher struct {
	first []int32        // by rune below firsts: the node of a first rune, 0 if no cue starts so
	next  map[step]int32 // trie edges of the other nodes; node 0 is the root
	cue   []int32        // cue that ends at a node, -1 if none
}

// firsts covers every rune that starts a cue; it lets find pass over the many
// runes that start none with one look.
const firsts = 0x10000

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
	return &matcher{first: make([]int32, firsts), next: map[step]int32{}, cue: []int32{-1}}
}

// add enters word as cue number id; a word entered twice keeps its first id.
func (m *matcher) add(word []rune, id int32) (kept int32) {
	node := int32(0)
	for _, r := range word {
		node = m.extend(node, r)
	}
	if m.cue[node] < 0 {
		m.cue[node] = id
	}
	return m.cue[node]
}

func (m *matcher) extend(node int32, r rune) int32 {
	if to := m.follow(node, r); to != 0 {
		return to
	}
	to := int32(len(m.cue))
	m.cue = append(m.cue, -1)
	if node == 0 {
		m.first[r] = to
	} else {
		m.next[step{node, r}] = to
	}
	return to
}

// follow returns the node after r, 0 if there is none.
func (m *matcher) follow(node int32, r rune) int32 {
	if node != 0 {
		return m.next[step{node, r}]
	}
	if r >= firsts {
		return 0
	}
	return m.first[r]
}

// find returns the cues of text in order.
func (m *matcher) find(text []rune) []match {
	found := make([]match, 0, len(text)/4+1)
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
		if node = m.follow(node, r); node == 0 {
			break
		}
		if m.cue[node] >= 0 {
			id, n = m.cue[node], i+1
		}
	}
	return id, n
}
