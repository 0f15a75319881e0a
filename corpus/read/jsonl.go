package read

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// lines reads JSON Lines: one record a line, never holding more than one.
type lines struct {
	name string
	in   *bufio.Reader
	o    Options
	line int
	at   int64 // bytes read so far
	size int64 // of the last line
	end  error // once set, what every further call gives
}

func newLines(name string, in io.Reader, o Options) *lines {
	return &lines{name: name, in: bufio.NewReaderSize(in, 256<<10), o: o}
}

func (l *lines) record() Record {
	return Record{Line: l.line, Offset: l.at - l.size, Length: l.size}
}

func (l *lines) next() (*corpus.Document, error) {
	for {
		raw, err := l.readLine()
		if err != nil {
			return nil, err
		}
		raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		p, err := l.parse(raw)
		if err != nil {
			return nil, l.lost(err.Error(), "")
		}
		for i := range p.paras {
			p.paras[i].at = int(l.at - l.size)
		}
		o := l.o
		o.Key = p.key
		d, err := assemble(p, l.name, o)
		if err != nil {
			return nil, l.lost("去掉页码、网页附带文字后没有正文", "请检查这条记录的 text 或 paragraphs")
		}
		return d, nil
	}
}

// parse takes one record apart. A line that is no UTF-8 is decoded by itself.
func (l *lines) parse(raw []byte) (*page, error) {
	if utf8.Valid(raw) {
		return parseRecord(raw)
	}
	text, err := decode(raw)
	if err != nil {
		return nil, errors.New("这一行不是 UTF-8，也看不出别的编码")
	}
	p, err := parseRecord([]byte(text.text))
	if err != nil {
		return nil, err
	}
	if text.charset != "UTF-8" {
		p.warn("这一行不是 UTF-8，已按 " + text.charset + " 读取")
	}
	for _, w := range text.warnings {
		p.warn(w)
	}
	return p, nil
}

func (l *lines) lost(reason, step string) *Error {
	return &Error{Name: l.name, Line: l.line, Byte: l.at - l.size, Record: true, Reason: reason, Step: step}
}

// readLine returns the next line without its end. A line over the limit is
// passed over and reported; what is left of a broken gzip file is not read.
func (l *lines) readLine() ([]byte, error) {
	if l.end != nil {
		return nil, l.end
	}
	l.line++
	buffer, err := l.fetch()
	switch {
	case err != nil && err != io.EOF:
		l.end = io.EOF
		return nil, err
	case err == io.EOF:
		l.end = io.EOF
		if l.size == 0 {
			return nil, io.EOF
		}
	}
	if l.size > MaxLine {
		return nil, l.lost(fmt.Sprintf("这一行有 %d MB，超过 %d MB 的上限，已跳过", l.size>>20, MaxLine>>20), "请拆成几条记录")
	}
	return bytes.TrimRight(buffer, "\r\n"), nil
}

// fetch reads up to the end of the line and counts its bytes; past the limit of
// a line it counts on and holds nothing.
func (l *lines) fetch() (buffer []byte, err error) {
	l.size = 0
	for {
		part, err := l.in.ReadSlice('\n')
		l.at, l.size = l.at+int64(len(part)), l.size+int64(len(part))
		if l.size > MaxLine {
			buffer = nil
		} else {
			buffer = append(buffer, part...)
		}
		switch {
		case l.at > MaxUnpacked:
			return nil, &Error{Name: l.name, Byte: l.at, Reason: fmt.Sprintf("解压后超过 %d GB，其余未读", MaxUnpacked>>30), Step: "请拆成几个文件"}
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil && err != io.EOF:
			return nil, readError(l.name, l.at, err)
		default:
			return buffer, err
		}
	}
}

// parseRecord takes one record apart. Unknown fields are kept as extra ones.
func parseRecord(raw []byte) (*page, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, jsonError(err)
	}
	if fields == nil {
		return nil, errors.New("这一行不是 JSON 对象")
	}
	p := &page{given: true}
	if err := p.recordText(fields); err != nil {
		return nil, err
	}
	for _, name := range []string{"key", "id"} {
		if p.key == "" {
			p.key = strings.TrimSpace(scalar(fields[name]))
		}
	}
	if p.key == "" {
		p.key = hashKey(p.paras)
	}
	p.whole = string(fields["whole"]) == "true"
	for _, name := range sortedKeys(fields) {
		p.recordField(name, fields[name])
	}
	return p, nil
}

func jsonError(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("不是合法的 JSON（第 %d 字节处）", syntax.Offset)
	case errors.As(err, &kind):
		return errors.New("这一行不是 JSON 对象")
	}
	return fmt.Errorf("不是合法的 JSON：%w", err)
}

// recordText reads text, else paragraphs.
func (p *page) recordText(fields map[string]json.RawMessage) error {
	var list []string
	if text := scalar(fields["text"]); text != "" {
		list = strings.Split(text, "\n")
	} else if raw := fields["paragraphs"]; len(raw) > 0 && json.Unmarshal(raw, &list) != nil {
		return errors.New("paragraphs 不是字符串的列表")
	}
	for _, s := range list {
		for part := range strings.SplitSeq(s, "\n") {
			if text := visible(part); text != "" {
				p.paras = append(p.paras, para{text: text})
			}
		}
	}
	if len(p.paras) == 0 {
		return errors.New("记录没有正文（text 或 paragraphs）")
	}
	return nil
}

func (p *page) recordField(name string, raw json.RawMessage) {
	switch name {
	case "key", "id", "text", "paragraphs", "whole":
		return
	}
	var list []string
	if json.Unmarshal(raw, &list) == nil {
		for _, v := range list {
			p.say(name, v, "记录 "+name)
		}
		return
	}
	if s := scalar(raw); s != "" {
		p.say(name, s, "记录 "+name)
	} else if len(raw) > 0 && raw[0] == '{' {
		p.keep(name, string(raw))
	}
}

// scalar returns a string, number or boolean as text, "" for anything else.
func scalar(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if len(raw) == 0 || raw[0] == '{' || raw[0] == '[' || string(raw) == "null" {
		return ""
	}
	return string(raw)
}

func hashKey(paras []para) string {
	h := sha256.New()
	for _, p := range paras {
		io.WriteString(h, p.text+"\n")
	}
	return "sha256-" + hex.EncodeToString(h.Sum(nil))[:40]
}
