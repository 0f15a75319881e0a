package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"yinju/index/vector"
)

// root builds the command tree.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "yinju",
		Short: "引据：在政策、新闻与法规中查证原文",
		Long: `引据在政策文件、报告、法规和新闻中检索原文段落，按主题与加减归类，并给出每段的出处。

先用 yinju serve 打开网页，或用 yinju import 读入自己的文件。`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          p.withoutVerb,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			if p.dir == "" {
				return &usageError{what: "选项 --data 的取值是空的", command: c}
			}
			if err := vector.CheckModel(p.model); err != nil {
				return &usageError{what: "选项 --model 或环境变量 YINJU_MODEL 有误：" + err.Error(), command: c}
			}
			return nil
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.SetHelpFunc(p.help)
	root.SetHelpCommand(p.helpVerb(root))
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return wrongFlag(c, err) })
	root.PersistentFlags().StringVarP(&p.dir, "data", "d", p.defaultDir(), "档案库所在的文件夹 `DIR`，也可用环境变量 YINJU_DATA 指定")
	root.PersistentFlags().StringVar(&p.model, "model", p.getenv("YINJU_MODEL"), "语义模型的 `FOLDER|URL`，none 为不用，也可用环境变量 YINJU_MODEL 指定")
	root.PersistentFlags().BoolP("help", "h", false, "显示说明")
	root.AddCommand(p.verbs()...)
	root.AddCommand(unbuilt()...)
	return root
}

// verbs are the commands in the order in which help lists them.
func (p *program) verbs() []*cobra.Command {
	return []*cobra.Command{
		p.serve(), p.imports(), p.search(), p.sides(), p.label(), p.correct(), p.eval(),
		p.remove(), p.rebuild(), p.annotate(), p.verify(), p.backup(), p.restore(), p.modelVerb(), p.version(),
	}
}

func (p *program) defaultDir() string {
	if dir := p.getenv("YINJU_DATA"); dir != "" {
		return dir
	}
	return "./data"
}

// withoutVerb answers a command line that names no verb.
func (p *program) withoutVerb(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		p.help(c, nil)
		return &usageError{what: "缺少命令", command: c}
	}
	what := fmt.Sprintf("没有命令 %s", args[0])
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		what += "；是否要用 " + strings.Join(near, "、")
	}
	return &usageError{what: what, command: c}
}

// arguments checks the number of arguments: at least low, at most high unless
// high is negative. what names what is missing.
func arguments(low, high int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < low:
			return &usageError{what: "缺少" + what, command: c}
		case high >= 0 && len(args) > high:
			return &usageError{what: "多余的参数 " + args[high], command: c}
		}
		return nil
	}
}
