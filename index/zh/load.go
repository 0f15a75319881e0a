package zh

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/yanyiwu/gojieba"

	"yinju/corpus/hanzi"
)

//go:embed dict
var dict embed.FS

// rules is raised whenever the cutting rules in this package change, so that an
// index built with older ones is recognised.
const rules = "2"

// New loads the dictionaries: about a second, and 130 MB. The error says which
// dictionary could not be read or written.
func New() (*Tokenizer, error) {
	dir, err := os.MkdirTemp("", "yinju-dict-")
	if err != nil {
		return nil, fmt.Errorf("词典无处可写（%w）；请设 TMPDIR 为可写的文件夹", err)
	}
	defer os.RemoveAll(dir)
	files, err := writeDictionaries(dir)
	if err != nil {
		return nil, err
	}
	return &Tokenizer{jieba: gojieba.NewJieba(files...)}, nil
}

// writeDictionaries writes the five files that jieba wants, in its order. The
// last two serve only its keyword extraction, which is not used here.
func writeDictionaries(dir string) ([]string, error) {
	main, err := unpack("dict/jieba.dict.utf8.gz")
	if err != nil {
		return nil, err
	}
	hmm, err := unpack("dict/hmm_model.utf8.gz")
	if err != nil {
		return nil, err
	}
	policy, err := policyWords()
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, f := range []struct {
		name string
		data []byte
	}{{"jieba.dict", main}, {"hmm.model", hmm}, {"policy.dict", policy}, {"idf", []byte("的 1.0\n")}, {"stop", []byte("的\n")}} {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, f.data, 0o600); err != nil {
			return nil, fmt.Errorf("词典 %s 写不下：%w", f.name, err)
		}
		paths = append(paths, path)
	}
	return paths, nil
}

func unpack(name string) ([]byte, error) {
	packed, err := dict.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("dictionary %s: %w", name, err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("dictionary %s: %w", name, err)
	}
	return io.ReadAll(r)
}

// policyWords turns policy.tsv (word, frequency, tag, comment) into the form of
// a jieba user dictionary.
func policyWords() ([]byte, error) {
	table, err := dict.ReadFile("dict/policy.tsv")
	if err != nil {
		return nil, fmt.Errorf("policy dictionary: %w", err)
	}
	var out bytes.Buffer
	for line := range strings.Lines(string(table)) {
		columns := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		word := strings.TrimSpace(columns[0])
		if word == "" || strings.HasPrefix(word, "#") {
			continue
		}
		out.WriteString(word + "\n")
	}
	return out.Bytes(), nil
}

// Fingerprint names the dictionaries, the tables of variants and the rules: two tokenizers with the same
// fingerprint cut the same text alike.
func Fingerprint() (string, error) {
	h := sha256.New()
	io.WriteString(h, "gojieba v1.4.6, rules "+rules+"\n")
	io.WriteString(h, hanzi.Tables())
	for _, name := range []string{"dict/jieba.dict.utf8.gz", "dict/policy.tsv"} {
		data, err := dict.ReadFile(name)
		if err != nil {
			return "", fmt.Errorf("dictionary %s: %w", name, err)
		}
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}
