package effect

// matcher finds the words of a table at a place of folded text, longest first.
type matcher struct {
	first [firsts]bool   // runes that start a word
	next  map[step]int32 // edges of the trie; node 0 is the root
	word  []int32        // number of the word that ends at a node, -1 if none
}

// firsts covers every rune that starts a word.
const firsts = 0x10000

type step struct {
	node int32
	r    rune
}

func newMatcher() *matcher { return &matcher{next: map[step]int32{}, word: []int32{-1}} }

// add enters word as number id; the first id of a word stays.
func (m *matcher) add(word []rune, id int32) {
	if len(word) == 0 || word[0] >= firsts {
		return
	}
	m.first[word[0]] = true
	node := int32(0)
	for _, r := range word {
		to, ok := m.next[step{node, r}]
		if !ok {
			to = int32(len(m.word))
			m.word = append(m.word, -1)
			m.next[step{node, r}] = to
		}
		node = to
	}
	if m.word[node] < 0 {
		m.word[node] = id
	}
}

// longest returns the longest word at the head of text and its length, 0 if none.
func (m *matcher) longest(text []rune) (id int32, n int) {
	if text[0] >= firsts || text[0] < 0 || !m.first[text[0]] {
		return 0, 0
	}
	node, ok := int32(0), false
	for i, r := range text {
		if node, ok = m.next[step{node, r}]; !ok {
			break
		}
		if m.word[node] >= 0 {
			id, n = m.word[node], i+1
		}
	}
	return id, n
}
