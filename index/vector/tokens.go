package vector

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tokenizer cuts a text into the word pieces of a BERT model. It gives the ids
// that the reference (Hugging Face tokenizers) gives for the same tokenizer.json.
//
// The same for all of Unicode 8, that is: what came later is punctuation or a
// control character here as soon as Go knows it.
//
// It is written here because the Go library that reads such files
// (sugarme/tokenizer v0.3.0) does not split at the ideographic space U+3000,
// with which every second paragraph of a Chinese official text begins, and takes
// 290 ms for 20,000 characters, where this takes less than one.
type tokenizer struct {
	clean, han, accents, lower bool // steps of the normaliser

	whole  map[string]int64 // pieces that begin a word
	inside map[string]int64 // pieces that go on with one, without their prefix
	added  map[string]int64 // [SEP] and the like, taken as they stand in a text
	marks  *regexp.Regexp   // finds those, nil if there are none

	unknown       int64
	longest       int // runes of a word; a longer one is unknown
	before, after []int64
}

// tokenizerFile is the part of tokenizer.json that a BERT model needs.
type tokenizerFile struct {
	AddedTokens []struct {
		ID      int64  `json:"id"`
		Content string `json:"content"`
	} `json:"added_tokens"`
	Normalizer *struct {
		Type         string `json:"type"`
		CleanText    bool   `json:"clean_text"`
		Han          bool   `json:"handle_chinese_chars"`
		StripAccents *bool  `json:"strip_accents"` // null: as lowercase
		Lowercase    bool   `json:"lowercase"`
	} `json:"normalizer"`
	PreTokenizer *struct {
		Type string `json:"type"`
	} `json:"pre_tokenizer"`
	PostProcessor *postProcessor `json:"post_processor"`
	Model         struct {
		Type    string           `json:"type"`
		Unknown string           `json:"unk_token"`
		Prefix  string           `json:"continuing_subword_prefix"`
		Longest int              `json:"max_input_chars_per_word"`
		Vocab   map[string]int64 `json:"vocab"`
	} `json:"model"`
}

// readTokenizer reads a tokenizer.json. It fails for kinds of tokenizer other
// than that of BERT, naming the kind.
func readTokenizer(path string) (*tokenizer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t, err := parseTokenizer(data)
	if err != nil {
		return nil, fmt.Errorf("%s：%w", path, err)
	}
	return t, nil
}

func parseTokenizer(data []byte) (*tokenizer, error) {
	// The kind is asked first: the vocabulary of other kinds has another form.
	var kind struct {
		Model struct {
			Type string `json:"type"`
		} `json:"model"`
	}
	if err := json.Unmarshal(data, &kind); err != nil {
		return nil, fmt.Errorf("不是分词器的 JSON：%w", err)
	}
	if k := kind.Model.Type; k != "WordPiece" {
		return nil, fmt.Errorf("分词方式是 %q，只支持 BERT 一类的 WordPiece", k)
	}
	var f tokenizerFile
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("不是分词器的 JSON：%w", err)
	}
	return f.tokenizer()
}

func (f *tokenizerFile) tokenizer() (*tokenizer, error) {
	if f.Normalizer != nil && f.Normalizer.Type != "BertNormalizer" {
		return nil, fmt.Errorf("文字规整方式是 %q，只支持 BertNormalizer", f.Normalizer.Type)
	}
	if f.PreTokenizer == nil || f.PreTokenizer.Type != "BertPreTokenizer" {
		return nil, fmt.Errorf("切词方式不是 BertPreTokenizer")
	}
	unknown, ok := f.Model.Vocab[f.Model.Unknown]
	if !ok {
		return nil, fmt.Errorf("词表里没有表示生词的 %q", f.Model.Unknown)
	}
	t := &tokenizer{
		unknown: unknown,
		longest: cmp.Or(f.Model.Longest, 100),
		added:   map[string]int64{},
	}
	t.steps(f)
	t.pieces(f.Model.Vocab, f.Model.Prefix)
	t.marked(f)
	var err error
	t.before, t.after, err = f.PostProcessor.around()
	return t, err
}

func (t *tokenizer) steps(f *tokenizerFile) {
	if n := f.Normalizer; n != nil {
		t.clean, t.han, t.lower = n.CleanText, n.Han, n.Lowercase
		t.accents = n.Lowercase
		if n.StripAccents != nil {
			t.accents = *n.StripAccents
		}
	}
}

// pieces sorts the vocabulary. A piece that begins with the prefix can begin a
// word too, as "##" does where a text has those characters.
func (t *tokenizer) pieces(vocab map[string]int64, prefix string) {
	prefix = cmp.Or(prefix, "##")
	t.whole = vocab
	t.inside = make(map[string]int64, len(vocab)/2)
	for piece, id := range vocab {
		if rest, ok := strings.CutPrefix(piece, prefix); ok && rest != "" {
			t.inside[rest] = id
		}
	}
}

func (t *tokenizer) marked(f *tokenizerFile) {
	var quoted []string
	for _, a := range f.AddedTokens {
		if a.Content != "" {
			t.added[a.Content] = a.ID
			quoted = append(quoted, regexp.QuoteMeta(a.Content))
		}
	}
	if len(quoted) > 0 {
		t.marks = regexp.MustCompile(strings.Join(quoted, "|"))
		t.marks.Longest()
	}
}

// encode returns the ids of a text, those before and after it included; the text
// is cut so that there are at most limit.
func (t *tokenizer) encode(text string, limit int) []int64 {
	e := encoder{t: t, room: max(limit-len(t.before)-len(t.after), 0)}
	for text != "" && len(e.ids) < e.room {
		at := []int{len(text), len(text)}
		if t.marks != nil {
			if found := t.marks.FindStringIndex(text); found != nil {
				at = found
			}
		}
		e.words(t.normal(text[:at[0]]))
		if id, ok := t.added[text[at[0]:at[1]]]; ok {
			e.ids = append(e.ids, id)
		}
		text = text[at[1]:]
	}
	e.ids = e.ids[:min(len(e.ids), e.room)]
	return slices.Concat(t.before, e.ids, t.after)
}

// normal is the BertNormalizer: control characters out, blanks around Han
// characters, and for models that want it no accents and lower case.
func (t *tokenizer) normal(text string) string {
	var b strings.Builder
	b.Grow(len(text) * 5 / 3)
	for _, r := range text {
		switch {
		case t.clean && ignored(r):
		case t.han && isHan(r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	text = b.String()
	if t.accents {
		text = withoutAccents(text)
	}
	if t.lower {
		text = lowerCase(text)
	}
	return text
}

func withoutAccents(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

// lowerCase maps character by character. İ alone becomes two; strings.ToLower
// would leave out the dot.
func lowerCase(text string) string {
	return strings.ToLower(strings.ReplaceAll(text, "İ", "i̇"))
}

// ignored tells the characters that a clean text does not have.
func ignored(r rune) bool {
	if r == '\t' || r == '\n' || r == '\r' {
		return false
	}
	return r == 0 || r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co)
}

// hanBlocks are the blocks that BERT takes for Chinese characters. The block at
// 2B920 begins at 2B820 in Unicode; the reference has it so, and models with it.
var hanBlocks = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x3400, Hi: 0x4dbf, Stride: 1}, {Lo: 0x4e00, Hi: 0x9fff, Stride: 1}, {Lo: 0xf900, Hi: 0xfaff, Stride: 1}},
	R32: []unicode.Range32{
		{Lo: 0x20000, Hi: 0x2a6df, Stride: 1}, {Lo: 0x2a700, Hi: 0x2b73f, Stride: 1}, {Lo: 0x2b740, Hi: 0x2b81f, Stride: 1},
		{Lo: 0x2b920, Hi: 0x2ceaf, Stride: 1}, {Lo: 0x2f800, Hi: 0x2fa1f, Stride: 1},
	},
}

func isHan(r rune) bool { return unicode.Is(hanBlocks, r) }

// isPunctuation also holds for the ASCII signs that Unicode counts as symbols.
func isPunctuation(r rune) bool {
	return r < utf8.RuneSelf && r > ' ' && r != 0x7f && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsPunct(r)
}

// encoder collects the ids of a text while there is room.
type encoder struct {
	t    *tokenizer
	room int
	ids  []int64
}

// words cuts a normalised text at blanks and around punctuation.
func (e *encoder) words(text string) {
	start := 0
	for i, r := range text {
		if len(e.ids) >= e.room {
			return
		}
		blank, sign := unicode.IsSpace(r), isPunctuation(r)
		if !blank && !sign {
			continue
		}
		e.word(text[start:i])
		start = i + utf8.RuneLen(r)
		if sign {
			e.word(text[i:start])
		}
	}
	e.word(text[start:])
}

// word takes the longest piece again and again; a word that leaves a rest is
// unknown as a whole.
func (e *encoder) word(word string) {
	if utf8.RuneCountInString(word) > e.t.longest {
		e.ids = append(e.ids, e.t.unknown)
		return
	}
	known := len(e.ids)
	pieces := e.t.whole
	for rest := word; rest != ""; pieces = e.t.inside {
		n, id := longestPiece(pieces, rest)
		if n == 0 {
			e.ids = append(e.ids[:known], e.t.unknown)
			return
		}
		e.ids = append(e.ids, id)
		rest = rest[n:]
	}
}

// longestPiece returns the bytes and the id of the longest beginning of text
// that is a piece, 0 bytes if there is none.
func longestPiece(pieces map[string]int64, text string) (n int, id int64) {
	for n = len(text); n > 0; n-- {
		if n < len(text) && !utf8.RuneStart(text[n]) {
			continue
		}
		if id, ok := pieces[text[:n]]; ok {
			return n, id
		}
	}
	return 0, 0
}
