package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help writes the help text of a command to standard output.
func (p *program) help(c *cobra.Command, _ []string) {
	text := c.Long
	if text == "" {
		text = c.Short
	}
	fmt.Fprintf(p.out, "%s\n\n用法：\n  %s\n", text, usageLine(c))
	switch {
	case !c.HasParent():
		p.writeVerbs(c, p.verbs())
	case c.HasAvailableSubCommands():
		p.writeVerbs(c, c.Commands())
	}
	if c.Example != "" {
		fmt.Fprintf(p.out, "\n示例：\n%s\n", indent(c.Example))
	}
	writeFlags(p.out, c)
	if !c.HasParent() {
		fmt.Fprint(p.out, "\n退出码：0 完成，1 有所发现（如 verify 查出问题），2 用法有误，3 失败。\n")
	}
}

func usageLine(c *cobra.Command) string {
	if c.HasAvailableSubCommands() {
		return c.CommandPath() + " 命令 [选项] [参数]"
	}
	path := c.CommandPath()
	if c.HasParent() {
		path = c.Parent().CommandPath() + " " + c.Use
	}
	return path
}

// writeVerbs lists the verbs of a command in the order given; cobra would sort
// those of the root.
func (p *program) writeVerbs(c *cobra.Command, verbs []*cobra.Command) {
	fmt.Fprint(p.out, "\n命令：\n")
	for _, verb := range verbs {
		fmt.Fprintf(p.out, "  %s%s\n", padded(verb.Name(), 10), verb.Short)
	}
	fmt.Fprintf(p.out, "\n各命令的说明：%s 命令 --help\n", c.CommandPath())
}

// writeFlags lists a command's own flags before those that every command has.
func writeFlags(w io.Writer, c *cobra.Command) {
	fmt.Fprint(w, "\n选项：\n")
	line := func(f *pflag.Flag) {
		if !f.Hidden {
			fmt.Fprintf(w, "  %s%s\n", padded(flagName(f), 26), flagText(f))
		}
	}
	c.LocalNonPersistentFlags().VisitAll(line)
	c.Root().PersistentFlags().VisitAll(line)
}

func flagName(f *pflag.Flag) string {
	name := "    --" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", --" + f.Name
	}
	value, _ := pflag.UnquoteUsage(f)
	return strings.TrimRight(name+" "+value, " ")
}

func flagText(f *pflag.Flag) string {
	_, text := pflag.UnquoteUsage(f)
	if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" {
		text += "（默认 " + f.DefValue + "）"
	}
	return text
}

// helpVerb is "yinju help VERB".
func (p *program) helpVerb(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "help [命令]",
		Short:  "显示命令的说明",
		Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			verb, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return &usageError{what: "没有命令 " + strings.Join(args, " "), command: root}
			}
			p.help(verb, nil)
			return nil
		},
	}
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}

// padded fills s up with blanks to a width in columns of a terminal.
func padded(s string, width int) string {
	for _, r := range s {
		width -= columns(r)
	}
	return s + strings.Repeat(" ", max(width, 1))
}
