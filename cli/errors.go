package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"yinju/index"
)

// The exit codes.
const (
	exitDone    = 0
	exitFinding = 1
	exitUsage   = 2
	exitFailed  = 3
)

// usageError is a wrong use of the command line.
type usageError struct {
	what    string
	command *cobra.Command
}

func (e *usageError) Error() string { return e.what }

// unbuiltError is the use of something that this version does not have.
type unbuiltError struct{ what string }

func (e *unbuiltError) Error() string { return e.what + " 尚未做成，这一版还不能用" }

// finding is a result that a script should notice though nothing failed.
type finding struct{ what string }

func (e *finding) Error() string { return e.what }

// exitCode says how the process ends for an error; whatever is neither a wrong
// use nor a finding has failed.
func exitCode(err error) int {
	var usage *usageError
	var param *index.ParamError
	var unbuilt *unbuiltError
	var found *finding
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage), errors.As(err, &param), errors.As(err, &unbuilt):
		return exitUsage
	case errors.As(err, &found):
		return exitFinding
	}
	return exitFailed
}

// errorWords is what a person reads: the error, and for a wrong use where to
// find the right one.
func errorWords(err error) string {
	var usage *usageError
	if errors.As(err, &usage) && usage.command != nil {
		return fmt.Sprintf("%s\n用法见 %s --help", usage.what, usage.command.CommandPath())
	}
	if errors.Is(err, context.Canceled) {
		return "已中断；此前完成的部分都已保存，再运行一次同样的命令即可接着做"
	}
	return err.Error()
}

// wrongFlag says in Chinese what is wrong with a flag.
func wrongFlag(c *cobra.Command, err error) error {
	what := flagWords(err)
	if c.Name() == "search" && errors.As(err, new(*pflag.NotExistError)) {
		what += "；以 - 开头的词请放在 -- 之后，如 yinju search -- 营商环境 -税收"
	}
	return &usageError{what: what, command: c}
}

func flagWords(err error) string {
	var absent *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &absent):
		return "没有选项 " + dashed(absent)
	case errors.As(err, &bare):
		return fmt.Sprintf("选项 --%s 缺少取值", bare.GetFlag().Name)
	case errors.As(err, &invalid):
		return fmt.Sprintf("选项 --%s 不能取 %q", invalid.GetFlag().Name, invalid.GetValue())
	}
	return "选项有误：" + err.Error()
}

func dashed(e *pflag.NotExistError) string {
	if group := e.GetSpecifiedShortnames(); group != "" {
		return "-" + group
	}
	return "--" + strings.TrimLeft(e.GetSpecifiedName(), "-")
}
