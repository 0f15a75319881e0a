package vector

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// expectation is what the reference tokenizer and runtime give for a text; see
// testdata/reference.py and testdata/tiny/make.py.
type expectation struct {
	Text   string
	IDs    []int64
	Vector []float32 // the first numbers
	Cls    []float32
	Mean   []float32
}

func expectations(t *testing.T, path string) []expectation {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []expectation
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func tinyTokenizer(t testing.TB) *tokenizer {
	t.Helper()
	tokens, err := readTokenizer("testdata/tiny/tokenizer.json")
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

func TestTokensOfTinyModel(t *testing.T) {
	tokens := tinyTokenizer(t)
	for _, want := range expectations(t, "testdata/tiny/expected.json") {
		if got := tokens.encode(want.Text, 16); !slices.Equal(got, want.IDs) {
			t.Errorf("%q: %v, the reference has %v", want.Text, got, want.IDs)
		}
	}
}

func TestTokensOfFetchedModel(t *testing.T) {
	tokens, err := readTokenizer(filepath.Join(fetchedModel(t), tokenizerName))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range expectations(t, "testdata/reference.json") {
		if got := tokens.encode(want.Text, 512); !slices.Equal(got, want.IDs) {
			t.Errorf("%.80q: %v, the reference has %v", want.Text, got, want.IDs)
		}
	}
}

// TestNormal has models that want lower case; the expected texts are those of
// the reference's BertNormalizer.
func TestNormal(t *testing.T) {
	plain := &tokenizer{clean: true, han: true}
	lower := &tokenizer{clean: true, han: true, lower: true}
	bare := &tokenizer{clean: true, han: true, lower: true, accents: true}
	tests := []struct {
		t          *tokenizer
		text, want string
	}{
		{plain, "税Tax", " 税 Tax"},
		{plain, "a\u200bb\x00c\ufffdd\ue000e", "abcde"},
		{plain, "a\nb\tc", "a\nb\tc"},
		{plain, "É", "É"},
		{lower, "ÉCOLE İ ẞ", "école i̇ ß"},
		{bare, "ÉCOLE café İ", "ecole cafe i"},
		{bare, "国̀", " 国 "},
	}
	for _, tt := range tests {
		if got := tt.t.normal(tt.text); got != tt.want {
			t.Errorf("normal(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestTokensAreCut(t *testing.T) {
	tokens := tinyTokenizer(t)
	long := strings.Repeat("税", 20_000)
	for _, limit := range []int{2, 3, 16, 512} {
		ids := tokens.encode(long, limit)
		if len(ids) != limit || ids[0] != 2 || ids[limit-1] != 3 {
			t.Errorf("limit %d gives %d ids, first %d, last %d", limit, len(ids), ids[0], ids[len(ids)-1])
		}
	}
}

func TestTokenizersOfOtherKinds(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"no JSON", `{`, "不是分词器的 JSON"},
		{"unigram", `{"model": {"type": "Unigram", "vocab": [["a", -1.5]]}}`, "Unigram"},
		{"BPE", `{"model": {"type": "BPE", "vocab": {"a": 1}, "merges": []}}`, "BPE"},
		{"normaliser", `{"normalizer": {"type": "Precompiled"}, "model": {"type": "WordPiece"}}`, "Precompiled"},
		{"words", `{"pre_tokenizer": {"type": "Metaspace"}, "model": {"type": "WordPiece"}}`, "BertPreTokenizer"},
		{"unknown", `{"pre_tokenizer": {"type": "BertPreTokenizer"}, "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": {"a": 1}}}`, "[UNK]"},
		{"ends", `{"pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": {"type": "ByteLevel"}, "model": {"type": "WordPiece", "unk_token": "a", "vocab": {"a": 1}}}`, "ByteLevel"},
	}
	for _, tt := range tests {
		if _, err := parseTokenizer([]byte(tt.file)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

func TestBertProcessing(t *testing.T) {
	tokens, err := parseTokenizer([]byte(`{"pre_tokenizer": {"type": "BertPreTokenizer"},
		"post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 8], "cls": ["[CLS]", 7]},
		"model": {"type": "WordPiece", "unk_token": "u", "vocab": {"a": 1, "u": 2, "##b": 3}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tokens.encode("ab a c", 10), []int64{7, 1, 3, 1, 2, 8}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "减税", "[CLS", "[MASK][MASK]", "\xff\xfe", "a\u0300", "##", strings.Repeat("x", 101)} {
		f.Add(s, 16)
	}
	tokens := tinyTokenizer(f)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = 2 + abs(limit)%600
		ids := tokens.encode(text, limit)
		if len(ids) < 2 || len(ids) > limit || len(ids) > 2+2*utf8.RuneCountInString(text) {
			t.Errorf("%d ids for %d characters, at most %d", len(ids), utf8.RuneCountInString(text), limit)
		}
		for _, id := range ids {
			if id < 0 || id >= 100 {
				t.Errorf("id %d is not in the vocabulary", id)
			}
		}
		// What is cut begins like what is not.
		if whole := tokens.encode(text, 1<<30); !slices.Equal(ids[:len(ids)-1], whole[:len(ids)-1]) {
			t.Errorf("cut: %v, whole: %v", ids, whole)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

func BenchmarkTokens(b *testing.B) {
	tokens := tinyTokenizer(b)
	text := strings.Repeat("对符合条件的小微企业，按规定减按20%的税率征收企业所得税。", 4)
	for b.Loop() {
		tokens.encode(text, 512)
	}
}
