package local

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"yinju/index"
)

// labels is a label column set, by number.
type labels struct {
	Categories []string // what the bytes of category stand for
	ThemeCodes []string
	category   []byte
	flags      []byte   // bit 0: rel
	confidence []uint32 // in ten-thousandths
	themes     []byte   // three a passage: index into ThemeCodes + 1, 0 for none
}

// labelFile is the name of a version of a shard's label column set.
func labelFile(version string) string { return "labels-" + version + ".bin" }

// writeLabels writes a label column set: a line of JSON with the codes, then
// the columns.
func writeLabels(path string, byNumber []index.Label) error {
	var l labels
	for _, label := range byNumber {
		l.category = append(l.category, codeOf(&l.Categories, label.Category))
		l.flags = append(l.flags, flags(label))
		l.confidence = append(l.confidence, uint32(label.Confidence*10000+.5))
		var themes [3]byte
		for i, theme := range label.Themes[:min(3, len(label.Themes))] {
			themes[i] = codeOf(&l.ThemeCodes, theme) + 1
		}
		l.themes = append(l.themes, themes[:]...)
	}
	b := bytes.NewBuffer(append(encode(l), '\n'))
	b.Write(l.category)
	b.Write(l.flags)
	binary.Write(b, binary.LittleEndian, l.confidence)
	b.Write(l.themes)
	return os.WriteFile(path, b.Bytes(), 0o644)
}

func flags(l index.Label) byte {
	if l.Rel {
		return 1
	}
	return 0
}

// codeOf returns the byte of a code, adding the code if it is new.
func codeOf(codes *[]string, value string) byte {
	i := slices.Index(*codes, value)
	if i < 0 {
		i = len(*codes)
		*codes = append(*codes, value)
	}
	return byte(i)
}

// readLabels reads the label column set of n passages.
func readLabels(path string, n int) (*labels, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	head, data, _ := bytes.Cut(data, []byte("\n"))
	l := &labels{confidence: make([]uint32, n)}
	if err := json.Unmarshal(head, l); err != nil || len(data) != 9*n {
		return nil, fmt.Errorf("%s 已损坏：%d 字节，应有 %d 段", path, len(data), n)
	}
	l.category, l.flags, l.themes = data[:n], data[n:2*n], data[6*n:]
	if err := binary.Read(bytes.NewReader(data[2*n:6*n]), binary.LittleEndian, l.confidence); err != nil {
		return nil, err
	}
	return l, l.check(path)
}

// check refuses bytes without a code, so that no search can run out of range.
func (l *labels) check(path string) error {
	for _, c := range l.category {
		if int(c) >= len(l.Categories) {
			return fmt.Errorf("%s 已损坏：类别 %d 无名称", path, c)
		}
	}
	for _, t := range l.themes {
		if int(t) > len(l.ThemeCodes) {
			return fmt.Errorf("%s 已损坏：主题 %d 无名称", path, t)
		}
	}
	return nil
}

// label returns the label of a passage.
func (l *labels) label(number uint32) index.Label {
	label := index.Label{
		Category:   l.Categories[l.category[number]],
		Rel:        l.flags[number]&1 != 0,
		Confidence: float64(l.confidence[number]) / 10000,
	}
	for _, t := range l.themes[3*number : 3*number+3] {
		if t > 0 {
			label.Themes = append(label.Themes, l.ThemeCodes[t-1])
		}
	}
	return label
}
