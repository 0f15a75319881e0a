package eval

import (
	"io"
	"strings"
)

// Topic is a question to be asked of an archive.
type Topic struct {
	ID    string // as in the qrels, see ID
	Query string // as a person typed it
}

// ReadTopics reads lines of id<TAB>query; further columns are left unread. The
// error is a *SyntaxError for a line without a query or an id met twice.
func ReadTopics(r io.Reader) ([]Topic, error) {
	var topics []Topic
	seen := map[string]bool{}
	err := eachLine(r, func(number int, line string) error {
		t, ok := parseTopic(line)
		if !ok {
			return &SyntaxError{number, "应为 编号<制表符>问题"}
		}
		if seen[t.ID] {
			return &SyntaxError{number, "编号 " + t.ID + " 重复"}
		}
		seen[t.ID] = true
		topics = append(topics, t)
		return nil
	})
	return topics, err
}

func parseTopic(line string) (Topic, bool) {
	columns := strings.Split(line, "\t")
	if len(columns) < 2 {
		return Topic{}, false
	}
	t := Topic{ID(strings.TrimSpace(columns[0])), strings.TrimSpace(columns[1])}
	return t, t.ID != "" && t.Query != ""
}
