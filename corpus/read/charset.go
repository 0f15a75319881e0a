package read

import (
	"bytes"
	_ "embed"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"

	"yinju/corpus/hanzi"
)

// decoded is a text as UTF-8 with the way back to the received bytes.
type decoded struct {
	text    string
	charset string
	lines   []int // byte offsets in text where lines begin
	from    []int // the same lines in the received bytes
	size    int   // of the received file
	encoder encoding.Encoding
}

// received returns the offset in the received bytes of a byte offset of text.
func (d decoded) received(at int) int {
	i := lineOf(d.lines, at)
	if i >= len(d.from) {
		return 0
	}
	prefix := d.text[d.lines[i]:min(at, len(d.text))]
	if d.encoder == nil {
		return d.from[i] + len(prefix)
	}
	packed, err := d.encoder.NewEncoder().String(prefix)
	if err != nil {
		return d.from[i]
	}
	end := d.size
	if i+1 < len(d.from) {
		end = d.from[i+1]
	}
	return min(d.from[i]+len(packed), end) // a broken character may be longer re-encoded
}

var (
	utf16le = xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)
	utf16be = xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)
)

// decode finds the character set of data: a byte order mark, else UTF-8 if
// valid, else UTF-16 if every other byte of the line breaks and Latin letters is
// zero, else GB18030 or Big5, whichever gives the commoner characters. A charset
// named in the data breaks a tie only.
func decode(data []byte) (decoded, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return plainUTF8(data, 3)
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return convert(data, 2, "UTF-16LE", utf16le)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return convert(data, 2, "UTF-16BE", utf16be)
	}
	if name, enc := sniffUTF16(data); enc != nil {
		return convert(data, 0, name, enc)
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return decoded{}, &Error{Byte: int64(i), Reason: "含有 NUL 字节，不是文本", Step: "请确认文件的真实格式"}
	}
	if mostlyUTF8(data) {
		return plainUTF8(data, 0)
	}
	gb, gbErr := convert(data, 0, "GB18030", simplifiedchinese.GB18030)
	big, bigErr := convert(data, 0, "Big5", traditionalchinese.Big5)
	if bigErr == nil && (gbErr != nil || familiar(big.text)+hint(data, "big5") > familiar(gb.text)+hint(data, "gb")) {
		return big, nil
	}
	return gb, gbErr
}

// mostlyUTF8: valid, but for a rune cut off at the end or a rare broken byte in
// a long text.
func mostlyUTF8(data []byte) bool {
	broken, multi := 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			broken++
		} else if size > 1 {
			multi++
		}
		i += size
	}
	return broken == 0 || broken*50 < multi
}

func plainUTF8(data []byte, skip int) (decoded, error) {
	text := string(data[skip:])
	if i := strings.IndexByte(text, 0); i >= 0 {
		return decoded{}, &Error{Byte: int64(i + skip), Reason: "含有 NUL 字节，不是文本", Step: "请确认文件的真实格式"}
	}
	d := decoded{text: text, charset: "UTF-8", size: len(data), lines: lineStarts(text)}
	d.from = make([]int, len(d.lines))
	for i, at := range d.lines {
		d.from[i] = at + skip
	}
	return d, nil
}

// convert decodes data and refuses a result with many broken characters.
func convert(data []byte, skip int, name string, enc encoding.Encoding) (decoded, error) {
	out, err := enc.NewDecoder().Bytes(data[skip:])
	if err != nil {
		return decoded{}, &Error{Reason: "不能按 " + name + " 解码", Err: err}
	}
	text := string(out)
	broken := strings.Count(text, "\uFFFD") + strings.Count(text, "\x00")
	if broken > 0 && broken*200 > utf8.RuneCountInString(text) {
		return decoded{}, &Error{Reason: "看不出文件的字符编码（试过 UTF-8、UTF-16、GB18030、Big5）", Step: "请转成 UTF-8 再导入"}
	}
	d := decoded{text: text, charset: name, size: len(data), lines: lineStarts(text), encoder: enc}
	d.from = rawLines(data, skip, name)
	return d, nil
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// rawLines finds the same line starts in the received bytes. In GB18030 and
// Big5 the byte 0x0A is never part of a character.
func rawLines(data []byte, skip int, name string) []int {
	starts := []int{skip}
	step, low := 1, 0
	if strings.HasPrefix(name, "UTF-16") {
		step = 2
		if name == "UTF-16BE" {
			low = 1
		}
	}
	for i := skip; i+step <= len(data); i += step {
		if data[i+low] == '\n' && (step == 1 || data[i+1-low] == 0) {
			starts = append(starts, i+step)
		}
	}
	return starts
}

// sniffUTF16 recognises UTF-16 without a mark by zero bytes that stand almost
// all on one side.
func sniffUTF16(data []byte) (string, encoding.Encoding) {
	sample := data[:min(len(data), 8192)&^1]
	var even, odd int
	for i := 0; i+1 < len(sample); i += 2 {
		if sample[i] == 0 && sample[i+1] != 0 {
			even++
		}
		if sample[i+1] == 0 && sample[i] != 0 {
			odd++
		}
	}
	switch {
	case len(data)%2 != 0 || even+odd == 0:
		return "", nil
	case odd > 8*even && reads(sample, utf16le):
		return "UTF-16LE", utf16le
	case even > 8*odd && reads(sample, utf16be):
		return "UTF-16BE", utf16be
	}
	return "", nil
}

// reads reports that a sample decodes to ordinary text.
func reads(sample []byte, enc encoding.Encoding) bool {
	out, err := enc.NewDecoder().Bytes(sample)
	if err != nil {
		return false
	}
	good, all := 0, 0
	for _, r := range string(out) {
		all++
		if hanzi.IsHan(r) || r >= ' ' && r < 0x7f || r == '\n' || r == '\r' || r == '\t' || r >= 0x3000 && r < 0x3020 || r >= 0xff00 && r < 0xffef || r >= 0x2010 && r < 0x2030 {
			good++
		}
	}
	return all > 0 && good*10 > all*9
}

//go:embed common.txt
var commonText string

var common = commonSet(commonText)

func commonSet(list string) map[rune]bool {
	set := make(map[rune]bool, 800)
	for line := range strings.Lines(list) {
		line, _, _ = strings.Cut(line, "#")
		for _, r := range line {
			if hanzi.IsHan(r) {
				set[r] = true
			}
		}
	}
	return set
}

// familiar is the share of the first characters of text that are common ones,
// from 0 to 1; rare and broken characters count against it.
func familiar(text string) float64 {
	good, all := 0, 0
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		all++
		switch {
		case common[hanzi.Fold(r)], strings.ContainsRune("，。、；：“”《》（）「」『』？！　", r):
			good += 2
		case r == utf8.RuneError, r >= 0xE000 && r < 0xF900:
			good -= 2
		}
		if all == 4000 {
			break
		}
	}
	return float64(good) / float64(2*max(all, 1))
}

// hint is a small weight for the charset that a page names.
func hint(data []byte, name string) float64 {
	head := bytes.ToLower(data[:min(len(data), 2048)])
	if i := bytes.Index(head, []byte("charset")); i >= 0 && bytes.Contains(head[i:min(i+40, len(head))], []byte(name)) {
		return 0.05
	}
	return 0
}

// lineOf returns the index of the line that holds byte at.
func lineOf(starts []int, at int) int { return max(sort.SearchInts(starts, at+1)-1, 0) }
