package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"yinju/archive"
	"yinju/index"
)

func (p *program) sides() *cobra.Command {
	var f searchFlags
	var object string
	c := &cobra.Command{
		Use:   "sides [-d DIR] [--filter 名=值]... [--from 日期] [--to 日期] [--object 对象] [--size N] [--mode auto|words|meaning] [--json] QUERY",
		Short: "一个问题的加法与减法",
		Long: `就一个话题、主张或问题，分列做加法与做减法的段落。两栏是政策增加什么、减少什么，不是赞成与反对。
问题中有具体对象（小汽车数量、房地产、外资准入）的，另列各段对这一对象是支持或放开，还是限制或收紧；
--object 指定对象。--size 是每栏的条数，--page 是各栏的第几页。筛选与 yinju search 相同。`,
		Example: `yinju sides 要不要限制小汽车数量
yinju sides 房地产调控 --from 2016 --filter level=中央
yinju sides --json --object 外资准入 负面清单 > sides.json`,
		Args: arguments(1, -1, "话题或问题"),
	}
	f.declare(c)
	c.Flags().StringVar(&object, "object", "", "另看各段对这一`对象`做什么")
	c.RunE = func(c *cobra.Command, words []string) error {
		return p.bothSides(c.Context(), strings.Join(words, " "), object, f)
	}
	return c
}

func (p *program) bothSides(ctx context.Context, text, object string, f searchFlags) error {
	a, q, err := p.asked(ctx, text, f)
	if err != nil {
		return err
	}
	defer a.Close()
	s, err := a.Sides(ctx, q, object)
	if err != nil {
		return err
	}
	for _, problem := range a.Status().Problems {
		p.note("%s", problem)
	}
	if f.asJSON {
		return p.writeJSON(s)
	}
	for _, note := range notes(&index.Results{Rewrites: s.Rewrites, Relaxed: s.Relaxed, Total: s.Total, Degraded: s.Degraded}, a.Meaning()) {
		p.note("%s", note)
	}
	return p.writeSides(s, q)
}

// writeSides writes both columns one under the other, then those of the object.
func (p *program) writeSides(s *index.Sides, q index.Query) error {
	w := bufio.NewWriter(p.out)
	l := sideList{w, (q.Page - 1) * q.Size, min(p.outWidth, widest)}
	fmt.Fprintf(w, "共 %d 段，出自 %d 份文件；无加减 %d 段不列，待定 %d 段\n", s.Total, s.Documents, s.Neither, s.Uncertain)
	fmt.Fprintln(w, "两栏是政策增加什么、减少什么，不是赞成与反对。")
	l.column("做加法的段落", s.Add)
	l.column("做减法的段落", s.Cut)
	l.column("有加有减的段落", s.Both)
	if o := s.Object; o != nil {
		fmt.Fprintf(w, "\n对「%s」：读了最相关的 %d 段，%d 段说到它，看不出 %d 段\n", printable(o.Name), o.Read, o.Mention, o.Unclear)
		l.column("支持或放开", o.Support)
		l.column("限制或收紧", o.Limit)
		l.column("两者", o.Both)
	}
	return w.Flush()
}

// sideList writes columns; rows are numbered from from+1.
type sideList struct {
	w     io.Writer
	from  int
	width int
}

func (l sideList) column(name string, c index.Column) {
	fmt.Fprintf(l.w, "\n== %s：%d 段，%d 份文件，待定 %d 段\n", name, c.Total, c.Documents, c.Uncertain)
	if c.Empty != "" {
		fmt.Fprintln(l.w, "   "+printable(c.Empty))
	}
	for i, h := range c.Hits {
		fmt.Fprintln(l.w)
		writeHit(l.w, l.from+i+1, h.Hit, archive.Vocabulary(), l.width)
		if line := reasonLine(h); line != "" {
			fmt.Fprintln(l.w, "   "+printable(line))
		}
	}
}

// reasonLine says why a passage stands in its column: 依据：支持、扩大；待定.
func reasonLine(h index.SideHit) string {
	reason, confidence := h.Reason, h.Confidence
	if h.Effect != nil {
		reason, confidence = h.Effect.Reason, h.Effect.Confidence
	}
	var parts []string
	if h.Effect == nil && h.Corrected {
		parts, confidence = append(parts, "人工更正"), 1
	} else if words := cueWords(reason); words != "" {
		parts = append(parts, "依据："+words)
	}
	if confidence < index.UncertainBelow {
		parts = append(parts, "待定")
	}
	return strings.Join(parts, "；")
}

func cueWords(cues []index.Cue) string {
	var words []string
	seen := map[string]bool{}
	for _, c := range cues {
		if !seen[c.Text] {
			words = append(words, c.Text)
		}
		seen[c.Text] = true
	}
	return strings.Join(words, "、")
}
