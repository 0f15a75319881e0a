package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

func (p *program) backup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup [-d DIR] FILE",
		Short: "把存档备份成一个文件",
		Long: `把存档（数据库与收到的原件）备份成一个文件：tar 以 gzip 压缩，首项是各文件的校验值。
索引不在其中，恢复时重建。yinju serve 照常运行；正在读入时须待其结束。
已有的文件不覆盖；中途停下时不留下文件。`,
		Example: `yinju backup ~/yinju-2026-11.tar.gz
yinju backup -d ~/archive /mnt/usb/archive.tar.gz`,
		Args: arguments(1, 1, "备份文件的名字"),
		RunE: func(c *cobra.Command, args []string) error { return p.backupTo(c.Context(), args[0]) },
	}
}

func (p *program) backupTo(ctx context.Context, file string) error {
	a, err := p.keep(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return fmt.Errorf("没有文件夹 %s；请先建好，或把备份写到别处", named(filepath.Dir(file)))
	}
	bar := p.progress()
	b, err := a.Backup(ctx, file, bar.update)
	bar.clear()
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("文件夹 %s 不能写入；请检查权限，或把备份写到别处", named(filepath.Dir(file)))
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "已备份 %d 份文献、%d 段到 %s（%.1f MB）\n", b.Documents, b.Passages, named(file), float64(info.Size())/(1<<20))
	return nil
}
