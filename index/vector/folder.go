package vector

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// The files of a model folder.
const (
	manifestFile  = "manifest.json"
	modelFile     = "model.onnx"
	tokenizerName = "tokenizer.json"
)

// Manifest describes a model folder: manifest.json beside model.onnx and
// tokenizer.json. Nothing in it is guessed.
type Manifest struct {
	Name       string `json:"name"`
	Dimensions int    `json:"dimensions"`
	// Pooling says how the vectors of the tokens become one: that of the first
	// token (cls), their mean, or none where the model gives one vector a text.
	Pooling       string `json:"pooling"`
	QueryPrefix   string `json:"query_prefix"`
	PassagePrefix string `json:"passage_prefix"`
	MaxLength     int    `json:"max_length"` // tokens, [CLS] and [SEP] included

	// Where the model's inputs and output are not named as BERT's.
	InputIDs      string `json:"input_ids,omitempty"`
	AttentionMask string `json:"attention_mask,omitempty"`
	TokenTypeIDs  string `json:"token_type_ids,omitempty"`
	Output        string `json:"output,omitempty"`

	// Files gives the SHA-256 of files of the folder, so that one that was cut or
	// swapped is noticed. Optional in a folder that a person made.
	Files map[string]string `json:"files,omitempty"`
}

// manifestHelp tells what a manifest holds.
const manifestHelp = `请在文件夹里写一份 manifest.json，如：{"name": "bge-small-zh-v1.5", "dimensions": 512, "pooling": "cls"（或 "mean"）, ` +
	`"query_prefix": "", "passage_prefix": "", "max_length": 512}，模型与分词器分别命名为 model.onnx 和 tokenizer.json`

// folder is a model folder whose files are whole.
type folder struct {
	dir      string
	manifest Manifest
	sums     map[string]string // SHA-256 in hex by file name
}

// readFolder reads the manifest of a model folder and checks its files. It fails
// with a *DamagedError for a file that is missing, cut or another one.
func readFolder(dir string) (*folder, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	f := &folder{dir: dir, manifest: *m, sums: map[string]string{}}
	names := slices.Concat([]string{modelFile, tokenizerName}, slices.Sorted(maps.Keys(m.Files)))
	for _, name := range names {
		if _, done := f.sums[name]; done {
			continue
		}
		sum, err := checkedSum(filepath.Join(dir, name), m.Files[name])
		if err != nil {
			return nil, err
		}
		f.sums[name] = sum
	}
	return f, nil
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

// fingerprint hashes everything that the vectors depend on: the files, and the
// manifest without the name, which is for readers only.
func (f *folder) fingerprint() string {
	m := f.manifest
	m.Name, m.Files = "", f.sums
	form, err := json.Marshal(m) // maps are written in the order of their keys
	if err != nil {
		panic(err) // strings and numbers
	}
	sum := sha256.Sum256(form)
	return hex.EncodeToString(sum[:])
}

func readManifest(dir string) (*Manifest, error) {
	path := filepath.Join(dir, manifestFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(dir); err != nil {
			return nil, fmt.Errorf("没有模型文件夹 %s", dir)
		}
		return nil, fmt.Errorf("模型文件夹 %s 里没有 manifest.json；%s", dir, manifestHelp)
	}
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(data)
	if err != nil {
		return nil, fmt.Errorf("%s：%w；%s", path, err, manifestHelp)
	}
	return m, nil
}

// parseManifest reads a manifest strictly: a misspelt name would be a prefix
// silently left out.
func parseManifest(data []byte) (*Manifest, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var m Manifest
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("读不懂：%w", err)
	}
	return &m, m.check()
}

// The bounds of a manifest. No encoder in use has longer vectors or texts.
const (
	maxDimensions = 4096
	maxTokens     = 8192
)

func (m *Manifest) check() error {
	switch {
	case m.Name == "":
		return errors.New("缺少 name")
	case m.Dimensions < 1 || m.Dimensions > maxDimensions:
		return fmt.Errorf("dimensions 须是 1 到 %d 的整数", maxDimensions)
	case !slices.Contains([]string{"cls", "mean", "none"}, m.Pooling):
		return fmt.Errorf("pooling 是 %q，须是 cls、mean 或 none", m.Pooling)
	case m.MaxLength < 3 || m.MaxLength > maxTokens:
		return fmt.Errorf("max_length 须是 3 到 %d 的整数", maxTokens)
	}
	for name := range m.Files {
		if !filepath.IsLocal(name) {
			return fmt.Errorf("files 里的 %q 不在文件夹之内", name)
		}
	}
	return nil
}

// prefix is what stands before a text of a kind.
func (m *Manifest) prefix(kind Kind) string {
	if kind == Question {
		return m.QueryPrefix
	}
	return m.PassagePrefix
}

// DamagedError says that a file of a model folder, or the runtime library, is not
// what it should be.
type DamagedError struct {
	Path    string
	Missing bool // otherwise cut or another file
}

func (e *DamagedError) Error() string {
	what := "不完整或被换过（与清单上的 SHA-256 不符）"
	if e.Missing {
		what = "不见了"
	}
	return fmt.Sprintf("模型文件 %s %s；请运行 yinju model fetch 重新取得，自备的模型请重新放入该文件", e.Path, what)
}

// checkedSum returns the SHA-256 of a file in hex. It fails with a *DamagedError
// if there is no file or want, where given, is another sum.
func checkedSum(path, want string) (string, error) {
	sum, err := sumOf(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", &DamagedError{Path: path, Missing: true}
	}
	if err != nil {
		return "", err
	}
	if want != "" && sum != want {
		return "", &DamagedError{Path: path}
	}
	return sum, nil
}

func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("读不出 %s：%w", path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
