package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"yinju/archive"
)

func (p *program) verify() *cobra.Command {
	return &cobra.Command{
		Use:   "verify [-d DIR]",
		Short: "检查存档与索引是否完好",
		Long: `逐一核对存档、收到的原文件与索引。完好时退出码为 0；
有损坏时逐行列出损坏之处与补救的办法，退出码为 1。`,
		Example: `yinju verify -d ~/archive`,
		Args:    arguments(0, 0, ""),
		RunE:    func(c *cobra.Command, _ []string) error { return p.verifyArchive(c.Context()) },
	}
}

func (p *program) verifyArchive(ctx context.Context) error {
	lines, err := p.damages(ctx)
	if err != nil {
		return err
	}
	for _, line := range lines {
		fmt.Fprintln(p.out, printable(line))
	}
	if len(lines) > 0 {
		return &finding{fmt.Sprintf("查出 %d 处问题", len(lines))}
	}
	fmt.Fprintln(p.out, "存档与索引完好")
	return nil
}

// damages has a line for everything that is wrong. A store that is too damaged
// to open is a finding too.
func (p *program) damages(ctx context.Context) ([]string, error) {
	a, err := p.keep(ctx)
	if damaged := new(archive.DamagedError); errors.As(err, &damaged) {
		return []string{damaged.Error()}, nil
	}
	if err != nil {
		return nil, err
	}
	defer a.Close()
	bar := p.progress()
	found, err := a.Verify(ctx, bar.update)
	bar.clear()
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, d := range found {
		lines = append(lines, fmt.Sprintf("%s：%s；%s", d.File, d.Problem, d.Step))
	}
	if len(lines) > 0 {
		return lines, nil
	}
	status := a.Status()
	if status.Catching { // no damage: it is under way
		p.note("%s", status.Problems[0])
		return nil, nil
	}
	return status.Problems, nil // whole, but made by another version, or cut off
}
