package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"yinju/archive"
)

// correction is what the flags of correct say.
type correction struct {
	category, note   string
	themes, fields   []string
	undo             bool
	exportTo, readIn string
}

func (p *program) correct() *cobra.Command {
	var o correction
	c := &cobra.Command{
		Use:   "correct [-d DIR] ID | --export FILE | --import FILE",
		Short: "更正一段的类别与主题",
		Long: `更正一段的类别（加、减、加减、无）或主题，连同理由记入存档；重建、再次读入与
换用新的标注程序都不影响它。--undo 撤回最近的一次，之前若另有更正则恢复那一次。
yinju serve 运行时也可更正，网页在两秒内跟上。ID 是段落的编号，见检索结果与网址。

--field 补充来源没有写明的标题、讲话人、文号、页码与日期，ID 是文件或其中一段的编号，
或文件的键；--field 名=值 --undo 撤回它。

--export 把全部更正写成 JSON Lines，--import 读入这样的文件；- 为标准输出或标准输入。`,
		Example: `yinju correct jmcfj5qoykth.4u2tyxms --category 减 --theme env,energy --note 说的是压减产能
yinju correct jmcfj5qoykth.4u2tyxms --undo
yinju correct --export corrections.jsonl`,
		Args: arguments(0, 1, ""),
	}
	c.Flags().StringVar(&o.category, "category", "", "类别 `CODE`：加、减、加减、无")
	c.Flags().StringSliceVar(&o.themes, "theme", nil, "一至三个主题 `CODES`，以逗号分开")
	c.Flags().StringArrayVar(&o.fields, "field", nil, "补充来源没有的一项 `NAME=VALUE`，如 date.adopted=2020-01-02")
	c.Flags().StringVar(&o.note, "note", "", "理由 `TEXT`")
	c.Flags().BoolVar(&o.undo, "undo", false, "撤回最近的一次更正")
	c.Flags().StringVar(&o.exportTo, "export", "", "把全部更正写入 `FILE`")
	c.Flags().StringVar(&o.readIn, "import", "", "从 `FILE` 读入更正")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := o.check(c, args); err != nil {
			return err
		}
		return p.runCorrection(c.Context(), &o, args)
	}
	return c
}

// check refuses flags that do not go together.
func (o *correction) check(c *cobra.Command, args []string) error {
	says := o.category != "" || len(o.themes) > 0
	what := ""
	switch {
	case o.exportTo != "" && o.readIn != "", (o.exportTo != "" || o.readIn != "") && (len(args) > 0 || says || len(o.fields) > 0 || o.undo):
		what = "--export 与 --import 各自单独使用"
	case o.exportTo != "" || o.readIn != "":
	case len(args) == 0:
		what = "缺少段落的编号"
	case o.undo && says:
		what = "--undo 不与 --category、--theme 同用"
	case says && len(o.fields) > 0:
		what = "--field 不与 --category、--theme 同用"
	case !o.undo && !says && len(o.fields) == 0:
		what = "没有说改成什么：请给出 --category 或 --theme，或用 --undo 撤回"
	}
	if what == "" {
		return nil
	}
	return &usageError{what: what, command: c}
}

func (p *program) runCorrection(ctx context.Context, o *correction, args []string) error {
	a, err := archive.Open(ctx, p.dir, archive.Options{Log: p.log(), ReadOnly: o.exportTo != ""})
	if err != nil {
		return err
	}
	defer a.Close()
	switch {
	case o.exportTo != "":
		return p.exportCorrections(ctx, a, o.exportTo)
	case o.readIn != "":
		return p.importCorrections(ctx, a, o.readIn)
	case len(o.fields) > 0:
		return p.correctFields(ctx, a, o, args[0])
	case o.undo:
		done, err := a.UndoLabel(ctx, args[0])
		if errors.Is(err, archive.ErrNotFound) {
			return fmt.Errorf("段落 %s 没有可撤回的更正", args[0])
		}
		return p.sayCorrection("已撤回", done, err)
	}
	done, err := a.CorrectLabel(ctx, args[0], o.category, o.themes, o.note)
	if wrong := new(archive.CorrectionError); errors.As(err, &wrong) {
		return &usageError{what: wrong.What}
	}
	if errors.Is(err, archive.ErrNotFound) {
		return fmt.Errorf("库中没有编号为 %s 的段落", args[0])
	}
	return p.sayCorrection("已更正", done, err)
}

func (p *program) sayCorrection(what string, c archive.Correction, err error) error {
	if err != nil {
		return err
	}
	said := []string{}
	if c.Category != "" {
		said = append(said, "类别 "+c.Category)
	}
	if len(c.Themes) > 0 {
		said = append(said, "主题 "+strings.Join(c.Themes, "、"))
	}
	fmt.Fprintf(p.out, "%s %s：%s\n", what, c.Passage, strings.Join(said, "，"))
	return nil
}

func (p *program) exportCorrections(ctx context.Context, a *archive.Archive, file string) (err error) {
	out := p.out
	if file != "-" {
		f, err := os.Create(file)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		out = f
	}
	n, err := a.ExportCorrections(ctx, out)
	if err == nil {
		p.note("写出 %d 条更正", n)
	}
	return err
}

func (p *program) importCorrections(ctx context.Context, a *archive.Archive, file string) error {
	in := p.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	done, err := a.ImportCorrections(ctx, file, in)
	if err != nil {
		return err
	}
	for _, line := range done.Wrong {
		p.note("%s", printable(line))
	}
	if len(done.Unknown) > 0 {
		p.note("这些主题在现在的分类里没有，照样存着，不起作用：%s", printable(strings.Join(done.Unknown, "、")))
	}
	if len(done.Wrong) > 0 && done.Added+done.Same == 0 {
		return errors.New("没有读到一条更正")
	}
	fmt.Fprintf(p.out, "读入 %d 条更正，%d 条已有；其中 %d 条所指的段落现在不在库中，留待它回来\n", done.Added, done.Same, done.Absent)
	return nil
}

// correctFields completes fields of a document, or with undo takes that back.
func (p *program) correctFields(ctx context.Context, a *archive.Archive, o *correction, doc string) error {
	for _, pair := range o.fields {
		field, value, _ := strings.Cut(pair, "=")
		done, err := archive.Correction{}, error(nil)
		if o.undo {
			done, err = a.UndoField(ctx, doc, field)
		} else {
			done, err = a.CorrectField(ctx, doc, field, value, o.note)
		}
		if wrong := new(archive.CorrectionError); errors.As(err, &wrong) {
			return &usageError{what: wrong.What}
		}
		if errors.Is(err, archive.ErrNotFound) {
			return fmt.Errorf("库中没有 %s，或它的 %s 没有可撤回的补充", doc, field)
		}
		if err != nil {
			return err
		}
		if o.undo {
			fmt.Fprintf(p.out, "已撤回 %s 的 %s\n", named(done.Key), field)
			continue
		}
		fmt.Fprintf(p.out, "已补充 %s 的 %s：%s\n", named(done.Key), field, done.Value)
	}
	return nil
}
