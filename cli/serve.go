package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"

	"github.com/spf13/cobra"

	"yinju/archive"
	"yinju/server"
)

func (p *program) serve() *cobra.Command {
	var addr, base string
	var corrections bool
	c := &cobra.Command{
		Use:   "serve [-d DIR] [--addr 地址:端口] [--base-url 网址] [--corrections]",
		Short: "打开档案库并提供网页",
		Long: `打开档案库并提供网页与接口。文件夹尚无档案库时，先以内置的一篇文章建立。

只在本机可见；要让别的机器访问，用 --addr 0.0.0.0:8080，并自行限定谁能连接。
永久链接默认以读者打开的地址开头；前面另有代理或域名时，用 --base-url 指明对外的网址。
标签的更正与信息的补充只有在本机打开的网页上可以做；要让能连接的人都可以，加 --corrections。
按 Ctrl-C 停止。其间可用 yinju import 读入新文件，网页会在两秒内跟上。`,
		Example: `yinju serve
yinju serve -d ~/policy --addr 127.0.0.1:9000
yinju serve --base-url https://yinju.example.org`,
		Args: arguments(0, 0, ""),
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "监听的`地址:端口`")
	c.Flags().StringVar(&base, "base-url", "", "永久链接开头的`网址`，协议加主机")
	c.Flags().BoolVar(&corrections, "corrections", false, "监听的不是本机地址时，也接受读者更正标签与补充信息")
	c.RunE = func(c *cobra.Command, _ []string) error {
		url, err := baseURL(base)
		if err != nil {
			return err
		}
		return p.serveOn(c.Context(), addr, url, corrections)
	}
	return c
}

// baseURL reads --base-url; nil if it was not given.
func baseURL(given string) (*url.URL, error) {
	if given == "" {
		return nil, nil
	}
	u, err := server.ParseBase(given)
	if err != nil {
		return nil, &usageError{what: fmt.Sprintf("选项 --base-url 不能取 %q：%v", given, err)}
	}
	return u, nil
}

func (p *program) serveOn(ctx context.Context, addr string, base *url.URL, corrections bool) error {
	log := slog.New(slog.NewTextHandler(p.err, nil))
	a, err := openOrSeed(ctx, p.dir, p.serving(log))
	if err != nil {
		return err
	}
	defer a.Close()
	defer follow(ctx, a)()
	for _, problem := range a.Status().Problems {
		p.note("%s", problem)
	}
	p.sayRemote(a)
	s := server.New(server.Config{Archive: a, Log: log, Version: Version, Base: base, Corrections: corrections})
	return s.Serve(ctx, addr, func(url string) { p.note("引据在 %s ，按 Ctrl-C 停止", url) })
}

// serving are the options of serve: vectors are made by one thread, beside searches.
func (p *program) serving(log *slog.Logger) archive.Options {
	o := p.understanding(log)
	o.Threads = 1
	return o
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
