package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxLine bounds a line of any of the files, in bytes; a query has at most
// 10,000 characters.
const maxLine = 1 << 20

// eachLine calls f with every line that is not blank, its number counted from 1,
// without a byte order mark and line end. It stops at the first error.
func eachLine(r io.Reader, f func(number int, line string) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxLine)
	number := 0
	for s.Scan() {
		number++
		line := strings.TrimPrefix(s.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if !utf8.ValidString(line) {
			return &SyntaxError{number, "不是 UTF-8 文本"}
		}
		if err := f(number, line); err != nil {
			return err
		}
	}
	if s.Err() == bufio.ErrTooLong {
		return &SyntaxError{number + 1, fmt.Sprintf("长于 %d 字节", maxLine)}
	}
	return s.Err()
}

func lineWords(number int) string { return fmt.Sprintf("第 %d 行：", number) }
