package cli

import (
	"context"
	"log/slog"

	"github.com/spf13/cobra"

	"yinju/archive"
	"yinju/server"
)

func (p *program) serve() *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:   "serve [-d DIR] [--addr 地址:端口]",
		Short: "打开档案库并提供网页",
		Long: `打开档案库并提供网页与接口。文件夹尚无档案库时，先以内置的一篇文章建立。

只在本机可见；要让别的机器访问，用 --addr 0.0.0.0:8080，并自行限定谁能连接。
按 Ctrl-C 停止。其间可用 yinju import 读入新文件，网页会在两秒内跟上。`,
		Example: `yinju serve
yinju serve -d ~/policy --addr 127.0.0.1:9000`,
		Args: arguments(0, 0, ""),
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "监听的`地址:端口`")
	refuse := unbuiltFlag(c, "base-url", true)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := refuse(); err != nil {
			return err
		}
		return p.serveOn(c.Context(), addr)
	}
	return c
}

func (p *program) serveOn(ctx context.Context, addr string) error {
	log := slog.New(slog.NewTextHandler(p.err, nil))
	a, err := openOrSeed(ctx, p.dir, log)
	if err != nil {
		return err
	}
	defer a.Close()
	defer follow(ctx, a)()
	for _, problem := range a.Status().Problems {
		p.note("%s", problem)
	}
	s := server.New(server.Config{Archive: a, Log: log, Version: Version})
	return s.Serve(ctx, addr, func(url string) { p.note("引据在 %s ，按 Ctrl-C 停止", url) })
}

// follow keeps the archive up to date until the function returned is called,
// which waits: nothing may be under way when the archive is closed.
func follow(ctx context.Context, a *archive.Archive) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		a.Follow(ctx)
	}()
	return func() {
		cancel()
		<-ended
	}
}
