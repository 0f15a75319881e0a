package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"yinju/archive"
)

func (p *program) rebuild() *cobra.Command {
	return &cobra.Command{
		Use:   "rebuild [-d DIR]",
		Short: "由存档重建索引",
		Long: `由存档的原文重建索引。索引损坏、词典更新或版本升级后使用；存档本身不变。
重建期间 yinju serve 照常回答，完成后自动换用新索引。`,
		Example: `yinju rebuild -d ~/archive`,
		Args:    arguments(0, 0, ""),
		RunE:    func(c *cobra.Command, _ []string) error { return p.rebuildIndex(c.Context()) },
	}
}

func (p *program) rebuildIndex(ctx context.Context) error {
	start := time.Now()
	a, err := archive.Open(ctx, p.dir, p.making())
	if err != nil {
		return err
	}
	defer a.Close()
	bar := p.progress()
	err = a.Rebuild(ctx, bar.update)
	bar.clear()
	if err != nil {
		return err
	}
	p.note("索引已重建，用时 %.1f 秒", time.Since(start).Seconds())
	return p.embed(ctx, a)
}
