package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"yinju/corpus/theme"
)

func (p *program) label() *cobra.Command {
	return &cobra.Command{
		Use:   "label FILE.tsv",
		Short: "为表格中的段落标注加减与主题",
		Long: `读入制表符分隔的表格，按前三列（编号、标题、正文）标注加减与主题，逐行写出 JSON。
首行以 “id<制表符>” 开头时作为表头略过。文件名为 - 时读标准输入。不需要档案库。

每行输出：{id, category, confidence, rel, themes, reason:[{text, start, end, weight}]}
start 与 end 是正文中的字序，从 0 起，不含 end；依据不在正文中时二者均为 0。`,
		Example: `yinju label passages.tsv > labels.jsonl
head -20 passages.tsv | yinju label -`,
		Args: arguments(1, 1, "表格文件"),
		RunE: func(_ *cobra.Command, args []string) error { return p.labelFile(args[0]) },
	}
}

func (p *program) labelFile(name string) error {
	in, err := p.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	annotator, err := theme.New()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.out)
	l := labeller{annotator: annotator, out: json.NewEncoder(out), name: name, note: p.note}
	l.out.SetEscapeHTML(false)
	if err := l.table(in); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return l.verdict()
}

// open opens a file, or standard input for "-".
func (p *program) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.in), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	return f, nil
}

// labeller labels the rows of one table.
type labeller struct {
	annotator *theme.Annotator
	out       *json.Encoder
	name      string
	note      func(format string, args ...any)

	done, bad int
}

// labelLine is one line of output.
type labelLine struct {
	ID         string   `json:"id"`
	Category   string   `json:"category"`
	Confidence float64  `json:"confidence"`
	Rel        bool     `json:"rel"`
	Themes     []string `json:"themes"`
	Reason     []cue    `json:"reason"`
}

// cue is what made a label. Start and End are code point offsets of the text,
// both 0 where the cue stands outside it.
type cue struct {
	Text   string  `json:"text"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Weight float64 `json:"weight"`
}

// table labels every row; a row that cannot be read whole is noted and labelled as far as it goes.
func (l *labeller) table(in io.Reader) error {
	rows := bufio.NewReaderSize(in, 1<<16)
	for number := 1; ; number++ {
		row, err := rows.ReadString('\n')
		if err != nil && err != io.EOF {
			return fileError(l.name, err)
		}
		if werr := l.row(number, strings.TrimRight(row, "\r\n")); werr != nil {
			return werr
		}
		if err == io.EOF {
			return nil
		}
	}
}

func (l *labeller) row(number int, row string) error {
	if number == 1 {
		row = strings.TrimPrefix(row, "\ufeff")
	}
	if row == "" || number == 1 && strings.HasPrefix(row, "id\t") {
		return nil
	}
	columns := strings.SplitN(strings.ToValidUTF8(row, "\ufffd"), "\t", 4)
	if len(columns) < 3 || !utf8.ValidString(row) { // labelled as far as it goes: a line out for every line in
		l.bad++
		l.note("%s 第 %d 行不是 UTF-8 的三列表格（编号、标题、正文），缺的当作空白", l.name, number)
		columns = append(columns, "", "")
	} else {
		l.done++
	}
	return l.out.Encode(l.line(columns[0], columns[1], columns[2]))
}

func (l *labeller) line(id, title, text string) labelLine {
	label := l.annotator.Annotate(theme.Input{Title: title, Text: text})
	line := labelLine{
		ID: id, Category: label.Category, Confidence: label.Confidence, Rel: label.Rel,
		Themes: append([]string{}, label.Themes...), Reason: []cue{},
	}
	for _, r := range label.Cues() {
		line.Reason = append(line.Reason, cue{r.Text, r.Start, r.End, r.Weight})
	}
	return line
}

// verdict is an error if no row at all could be labelled.
func (l *labeller) verdict() error {
	switch {
	case l.done > 0:
		return nil
	case l.bad > 0:
		return fmt.Errorf("%s 没有一行可以标注；表格须以制表符分隔，前三列为编号、标题、正文", l.name)
	}
	return fmt.Errorf("%s 是空的，没有可标注的段落", l.name)
}
