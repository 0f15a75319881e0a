package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yinju/index/vector"
)

func (p *program) modelVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "model",
		Short: "取得语义模型，或查看有哪些",
		Long: `语义模型把问题与段落变成向量，用来找意思相近而用词不同的段落。没有模型时只按词语检索。

模型先在档案库的 models 文件夹里找，再到用户的缓存文件夹里找。选项 --model 或环境变量
YINJU_MODEL 可另外指定：一个模型文件夹（内有 model.onnx、tokenizer.json、manifest.json），
或一个与 OpenAI 兼容的向量服务地址（http://主机/v1/embeddings#模型名称；段落与问题会发送到
该处，密钥写在环境变量 YINJU_MODEL_KEY），或 none 表示不用模型。`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &usageError{what: "没有命令 model " + args[0], command: c}
			}
			return &usageError{what: "缺少命令 fetch 或 list", command: c}
		},
	}
	c.AddCommand(p.modelFetch(), p.modelList())
	return c
}

// embedding says which model the flags and the environment ask for.
func (p *program) embedding() vector.Options {
	return vector.Options{Model: p.model, Key: p.getenv("YINJU_MODEL_KEY"), Dir: p.dir}
}

func (p *program) modelFetch() *cobra.Command {
	return &cobra.Command{
		Use:   "fetch [-d DIR]",
		Short: "取得默认的语义模型与运行它的 ONNX Runtime",
		Long: `放好随程序带来的语义模型 yinju-zh-v1（24 MB），并经 Maven（命令 mvn）取得运行它的
ONNX Runtime（22 MB），核对 SHA-256 后放进用户的缓存文件夹；给出 -d 时放进 DIR/models，
只供那个档案库使用。已经完整的不再取，损坏的重新取。

没有 Maven 或连不上时，可在别处取得 jar 文件放进同一文件夹，再运行一次本命令。`,
		Example: "yinju model fetch\nyinju model fetch -d ~/archive",
		Args:    arguments(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			into := vector.UserModels()
			if c.Flags().Changed("data") {
				into = vector.ArchiveModels(p.dir)
			}
			if into == "" {
				return errors.New("系统没有给出用户的缓存文件夹；请用 -d 指定档案库")
			}
			return p.fetchModel(c.Context(), into)
		},
	}
}

func (p *program) fetchModel(ctx context.Context, into string) error {
	bar := p.progress()
	var stage string
	fetched, err := vector.Fetch(ctx, vector.FetchOptions{
		Into: into,
		Progress: func(now string, done, total int64) {
			if now != stage && !p.errTerminal { // where no bar is shown
				p.note("%s", now)
			}
			stage = now
			bar.update(now, done, total)
		},
	})
	bar.clear()
	for _, f := range fetched {
		how := "已经在此"
		if f.New {
			how = "已取得"
		}
		fmt.Fprintf(p.out, "%s  %s\n", how, f.Path)
	}
	return err
}

func (p *program) modelList() *cobra.Command {
	return &cobra.Command{
		Use:   "list [-d DIR]",
		Short: "列出模型在哪里、用的是哪个、是否完整",
		Long: `列出档案库的 models 文件夹与用户的缓存文件夹里有哪些模型，用的是哪一个，文件是否完整，
并试着装入要用的那一个；指定的是向量服务的地址时，试它是否答复。没有可用的模型、有损坏、
装不上或不答复时，退出码为 1。`,
		Args: arguments(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			return p.listModels(c.Context(), p.embedding())
		},
	}
}

func (p *program) listModels(ctx context.Context, o vector.Options) error {
	for _, f := range vector.List(o) {
		fmt.Fprintln(p.out, modelWords(f))
	}
	if address := vector.Shown(o.Model); address != "" {
		p.note("使用的是向量服务 %s：段落与问题会发送到该处；看它是否答复，只发送一个“试”字", printable(address))
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, addressPatience)
		defer cancel()
	}
	o.Passed = func(_ string, why error) { p.note("跳过：%v", why) }
	e, err := vector.Open(ctx, o)
	var none *vector.UnavailableError
	switch {
	case errors.As(err, &none) && none.Off:
		p.note("%s", none.Reason)
		return nil
	case err != nil:
		return &finding{err.Error()}
	}
	defer e.Close()
	m := e.Model()
	state := map[bool]string{true: "答复正常", false: "装入正常"}[m.Remote]
	_, err = fmt.Fprintf(p.out, "使用 %s，%d 维，%s\n", printable(m.Name), m.Dimensions, state)
	return err
}

// addressPatience is how long an address has to show that it answers.
const addressPatience = 3 * time.Second

func modelWords(f vector.Found) string {
	state := "完整"
	if f.Err != nil {
		state = printable(f.Err.Error())
	}
	used := "    "
	if f.Used {
		used = "使用"
	}
	return strings.TrimRight(fmt.Sprintf("%s  %s  %s  %s", used, printable(f.Name), printable(f.Path), state), " ")
}
