package cli

import (
	"errors"
	"fmt"
	"testing"

	"yinju/index"
)

func TestExitCode(t *testing.T) {
	tests := []struct {
		err  error
		want int
	}{
		{nil, 0},
		{&finding{"查出 1 处损坏"}, 1},
		{&usageError{what: "缺少命令"}, 2},
		{&unbuiltError{"命令 cite"}, 2},
		{&index.ParamError{Param: "page", Permitted: "须为整数"}, 2},
		{fmt.Errorf("题 1：%w", &index.ParamError{Param: "mode"}), 2},
		{errors.New("磁盘已满"), 3},
	}
	for _, tt := range tests {
		if got := exitCode(tt.err); got != tt.want {
			t.Errorf("exitCode(%v) = %d, want %d", tt.err, got, tt.want)
		}
	}
}
