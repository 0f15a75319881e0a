package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) remove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove [-d DIR] KEY",
		Short: "移除一份文献",
		Long: `移除一份文献：正文、各个版本、收到的原件与索引中的文字都不再留存，
它的网址此后回答已移除。KEY 是读入时报告的标识（如 policy/beijing/a.txt），
也可以用网址中的 12 位编号。yinju serve 运行时也可移除，网页在两秒内跟上。`,
		Example: `yinju remove policy/beijing/a.txt
yinju remove -d ~/archive jmcfj5qoykth`,
		Args: arguments(1, 1, "要移除的文献的标识"),
		RunE: func(c *cobra.Command, args []string) error { return p.removeDocument(c.Context(), args[0]) },
	}
}

func (p *program) removeDocument(ctx context.Context, name string) error {
	a, err := p.write(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	bar := p.progress()
	done, err := a.Remove(ctx, name, bar.update)
	bar.clear()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "已移除 %s（%d 段）\n", named(done.Key), done.Passages)
	for _, place := range done.Kept {
		fmt.Fprintf(p.out, "收到的原件 %s 还含有别的文献，仍然留存，其中有这一份的原文\n", named(place))
	}
	return nil
}
