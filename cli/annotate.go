package cli

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"yinju/archive"
	"yinju/corpus/theme"
)

// annotating holds the flags of annotate.
type annotating struct {
	archive.AnnotateOptions
	yes bool
}

func (p *program) annotate() *cobra.Command {
	var o annotating
	c := &cobra.Command{
		Use:   "annotate [-d DIR] [--retrain | --reset] [--yes]",
		Short: "重新标注全部段落，说明改变了什么",
		Long: `用现有的标注器重新标注全部段落，并说明哪些类别和主题改变了。

--retrain 先用人工更正训练标注器，列出会改变什么、在公布的测试段落上是好了还是差了，
问过之后才换用（--yes 不问）；--reset 换回程序自带的标注器。人工更正本身不受影响。`,
		Example: "yinju annotate -d ~/archive --retrain",
		Args:    arguments(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if o.Retrain && o.Reset {
				return &usageError{"--retrain 和 --reset 只能用一个", c}
			}
			return p.annotateArchive(c.Context(), o)
		},
	}
	c.Flags().BoolVar(&o.Retrain, "retrain", false, "用人工更正训练标注器")
	c.Flags().BoolVar(&o.Reset, "reset", false, "换回程序自带的标注器")
	c.Flags().BoolVar(&o.yes, "yes", false, "不问就换用")
	return c
}

func (p *program) annotateArchive(ctx context.Context, o annotating) error {
	a, err := archive.Open(ctx, p.dir, p.making())
	if err != nil {
		return err
	}
	defer a.Close()
	bar := p.progress()
	r, err := a.Annotate(ctx, o.AnnotateOptions, bar.update)
	bar.clear()
	if err != nil {
		return err
	}
	if o.yes || !o.Retrain && !o.Reset {
		err = a.Apply(ctx, r)
		if err == nil {
			p.tell(r)
		}
		return err
	}
	p.tell(r)
	if !p.agreed() {
		p.note("什么都没有改；加 --yes 换用")
		return nil
	}
	if err = a.Apply(ctx, r); err == nil {
		p.note("已换用")
	}
	return err
}

// agreed asks whoever sits at the terminal; elsewhere nobody agrees.
func (p *program) agreed() bool {
	if !p.errTerminal {
		return false
	}
	fmt.Fprint(p.err, "换用吗？[y/N] ")
	line, _ := bufio.NewReader(p.in).ReadString('\n')
	return strings.EqualFold(strings.TrimSpace(line), "y")
}

func (p *program) tell(r *archive.Relabelling) {
	would := "会改变"
	if r.Applied {
		would = "改变了"
	}
	if r.Corrections > 0 {
		fmt.Fprintf(p.out, "用 %d 处人工更正训练。\n", r.Corrections)
	}
	n := 0
	for _, c := range r.Categories {
		n += c.Count
	}
	fmt.Fprintf(p.out, "%d 段里类别%s %d 段，首要主题%s %d 段。\n", r.Passages, would, n, would, r.Themes)
	for _, c := range r.Categories {
		fmt.Fprintf(p.out, "  %s → %s  %d\n", c.From, c.To, c.Count)
	}
	for _, x := range r.Examples {
		fmt.Fprintf(p.out, "  [%s → %s] %s　%s《%s》\n", x.From, x.To, x.ID, opening(x.Text), x.Title)
	}
	tellFigures(p, "此前", r.Before)
	tellFigures(p, "此后", r.After)
}

func tellFigures(p *program, when string, f *theme.Figures) {
	if f == nil {
		return
	}
	w := f.Forms[0]
	fmt.Fprintf(p.out, "公布的测试段落（%d 段）上%s：类别对 %.3f，macro-F1 %.3f，主题 micro-F1 %.3f\n",
		w.N, when, w.Accuracy.Value, w.MacroF1.Value, w.ThemesMicroF1.Value)
}

// opening is what is shown of a passage on a line.
func opening(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= 40 {
		return string(runes)
	}
	return string(runes[:40]) + "…"
}
