package read

import (
	"bytes"
	_ "embed"
	"fmt"
	"sort"
	"strconv"
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

	warnings []string
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
// valid, else UTF-16 if that reads as Chinese, else GB18030 or Big5, whichever
// gives the commoner characters. A charset named in the data breaks a tie only.
// A few broken characters are kept, with a warning; what reads as no Chinese in
// any of them is refused.
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
		gb, gbErr = big, nil
	}
	if gbErr != nil || foreign(gb) {
		return decoded{}, unreadable
	}
	if strange(gb.text, 12) {
		gb.warnings = append(gb.warnings, "按 "+gb.charset+" 读出的字多不常见，编码可能判断有误")
	}
	return gb, nil
}

var unreadable = &Error{Reason: "看不出文件的字符编码（试过 UTF-8、UTF-16、GB18030、Big5）", Step: "请转成 UTF-8 再导入"}

// mostlyUTF8: valid, but for a rune cut off at the end or a rare broken byte.
// Sequences of three bytes hardly occur by chance in other character sets.
func mostlyUTF8(data []byte) bool {
	broken, long := 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			broken++
		} else if size > 2 {
			long++
		}
		i += size
	}
	return broken == 0 || broken*8 < long
}

func plainUTF8(data []byte, skip int) (decoded, error) {
	text := string(data[skip:])
	if i := strings.IndexByte(text, 0); i >= 0 {
		return decoded{}, &Error{Byte: int64(i + skip), Reason: "含有 NUL 字节，不是文本", Step: "请确认文件的真实格式"}
	}
	text, end := lineEnds(text)
	d := decoded{text: text, charset: "UTF-8", size: len(data), lines: lineStarts(text)}
	d.from = rawLines(data, skip, d.charset, end)
	d.noteBroken(0)
	return d, nil
}

// convert decodes data and refuses a result with many broken characters.
func convert(data []byte, skip int, name string, enc encoding.Encoding) (decoded, error) {
	out, err := enc.NewDecoder().Bytes(data[skip:])
	if err != nil {
		return decoded{}, &Error{Reason: "不能按 " + name + " 解码", Err: err}
	}
	text, end := lineEnds(string(out))
	broken := strings.Count(text, "\uFFFD") + strings.Count(text, "\x00")
	if n := utf8.RuneCountInString(text); broken*1000 > n && !(broken <= 3 && n > 100*broken) {
		return decoded{}, unreadable
	}
	d := decoded{text: text, charset: name, size: len(data), lines: lineStarts(text), encoder: enc}
	d.from = rawLines(data, skip, name, end)
	d.noteBroken(lostBefore(data, enc))
	return d, nil
}

// lostBefore returns how often the file itself holds U+FFFD: those characters were
// lost before it was received.
func lostBefore(data []byte, enc encoding.Encoding) int {
	mark, err := enc.NewEncoder().Bytes([]byte("\uFFFD"))
	if err != nil {
		return 0
	}
	return bytes.Count(data, mark)
}

// noteBroken warns of characters that could not be decoded: how many, and the
// first lines they stand in. had is how many U+FFFD of a converted text were in
// the file; in UTF-8 such a one takes three bytes and a broken byte one.
func (d *decoded) noteBroken(had int) {
	count, last := -had, -1
	var where []string
	for i, r := range d.text {
		if r != utf8.RuneError || strings.HasPrefix(d.text[i:], "\uFFFD") && d.encoder == nil {
			continue
		}
		count++
		if at := lineOf(d.lines, i); at != last && len(where) < 5 {
			where, last = append(where, strconv.Itoa(at+1)), at
		}
	}
	if count > 0 {
		d.warnings = append(d.warnings, fmt.Sprintf("有 %d 处不能按 %s 解码，已保留为“\uFFFD”（第 %s 行）", count, d.charset, strings.Join(where, "、")))
	}
}

// lineEnds returns the text with "\n" for line ends and the byte that ends the
// lines of the source: files of old Macs have "\r" alone.
func lineEnds(text string) (string, byte) {
	if strings.Contains(text, "\r") && !strings.Contains(text, "\n") {
		return strings.ReplaceAll(text, "\r", "\n"), '\r'
	}
	return text, '\n'
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

// rawLines finds the same line starts in the received bytes, where the byte end
// ends a line. In GB18030 and Big5 it is never part of a character.
func rawLines(data []byte, skip int, name string, end byte) []int {
	starts := []int{skip}
	step, low := 1, 0
	if strings.HasPrefix(name, "UTF-16") {
		step = 2
		if name == "UTF-16BE" {
			low = 1
		}
	}
	for i := skip; i+step <= len(data); i += step {
		if data[i+low] == end && (step == 1 || data[i+1-low] == 0) {
			starts = append(starts, i+step)
		}
	}
	return starts
}

// sniffUTF16 recognises UTF-16 without a mark: data of an even length that is no
// UTF-8 text and reads as ordinary Chinese one way round and not the other.
func sniffUTF16(data []byte) (string, encoding.Encoding) {
	sample := data[:min(len(data), 8192)&^1]
	if len(data)%2 != 0 || len(data) < 8 || utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return "", nil
	}
	le, be := reads(sample, utf16le), reads(sample, utf16be)
	switch {
	case le > be && le > 0.5:
		return "UTF-16LE", utf16le
	case be > le && be > 0.5:
		return "UTF-16BE", utf16be
	}
	return "", nil
}

// reads returns how familiar a sample is when it decodes to ordinary text, 0
// when it does not.
func reads(sample []byte, enc encoding.Encoding) float64 {
	out, err := enc.NewDecoder().Bytes(sample)
	if err != nil {
		return 0
	}
	good, all, han := 0, 0, 0
	for _, r := range string(out) {
		all++
		if hanzi.IsHan(r) {
			han++
		}
		if hanzi.IsHan(r) || r >= ' ' && r < 0x7f || r == '\n' || r == '\r' || r == '\t' || r >= 0x3000 && r < 0x3020 || r >= 0xff00 && r < 0xffef || r >= 0x2010 && r < 0x2030 {
			good++
		}
	}
	switch {
	case all == 0 || good*10 <= all*9:
		return 0
	case han == 0:
		return 1 // Latin only
	}
	return familiar(string(out))
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

// foreign reports a text that is no Chinese: kana of a Japanese file among it, or
// hardly a common character, as when another character set is read as this one.
func foreign(d decoded) bool {
	kana, half, rare, all := 0, 0, 0, 0
	pack := simplifiedchinese.HZGB2312.NewEncoder()
	for _, r := range d.text {
		if r < 0x80 {
			continue
		}
		if r >= 0x3040 && r < 0x3100 {
			kana++
		} else if r >= 0xFF61 && r < 0xFFA0 {
			half++
		}
		if all++; all == 2000 {
			break
		}
		if _, err := pack.String(string(r)); err != nil && d.charset == "GB18030" {
			rare++
		}
	}
	return half*20 > all || all >= 8 && kana*4 > all || all >= 12 && rare*3 > all && familiar(d.text) < 0.4 || strange(d.text, 40)
}

// strange: among at least that many characters hardly one is common.
func strange(text string, least int) bool {
	return utf8.RuneCountInString(text) >= least && hanzi.HanCount(text)*2 >= least && familiar(text) < 0.3
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
