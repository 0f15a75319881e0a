package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"yinju/archive"
)

func (p *program) restore() *cobra.Command {
	return &cobra.Command{
		Use:   "restore -d DIR FILE",
		Short: "由备份恢复到空文件夹",
		Long: `把 yinju backup 写成的备份恢复到空的或新的文件夹，并建立索引。
逐一核对其中文件的校验值；备份残缺或不是引据写成时报错，什么也不留下。`,
		Example: `yinju restore -d ~/archive-new ~/yinju-2026-11.tar.gz`,
		Args:    arguments(1, 1, "备份文件"),
		RunE:    func(c *cobra.Command, args []string) error { return p.restoreFrom(c.Context(), args[0]) },
	}
}

func (p *program) restoreFrom(ctx context.Context, file string) error {
	bar := p.progress()
	b, err := archive.Restore(ctx, p.dir, file, archive.Options{Log: p.log()}, bar.update)
	bar.clear()
	if err != nil && b != nil {
		return fmt.Errorf("存档已恢复，索引未能建成：%w；之后请运行 yinju rebuild", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "已恢复 %d 份文献、%d 段到 %s\n", b.Documents, b.Passages, named(p.dir))
	return nil
}
