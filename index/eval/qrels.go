package eval

import (
	"io"
	"slices"
	"strconv"
	"strings"
)

// Qrels are judgments: topic id, then judged id, then grade. A grade of 1 or
// more is relevant, 0 or less is not; what is missing was not judged.
type Qrels map[string]map[string]int

// maxGrade bounds grades, whose gain grows as a power of two.
const maxGrade = 20

// ReadQrels reads the TREC form "topic 0 id grade", separated by tabs or blanks.
// White space inside an id is taken as the %20 that it should have been. The
// error is a *SyntaxError for a line of another form or two grades for one id.
func ReadQrels(r io.Reader) (Qrels, error) {
	q := Qrels{}
	err := eachLine(r, func(number int, line string) error {
		topic, id, grade, ok := parseJudgment(line)
		if !ok {
			return &SyntaxError{number, "应为 编号 0 文献或段落 等级（整数，不大于 20）"}
		}
		return q.add(number, topic, id, grade)
	})
	return q, err
}

func (q Qrels) add(number int, topic, id string, grade int) error {
	judged := q[topic]
	if judged == nil {
		judged = map[string]int{}
		q[topic] = judged
	}
	if was, seen := judged[id]; seen && was != grade {
		return &SyntaxError{number, topic + " 的 " + id + " 已判为另一等级"}
	}
	judged[id] = grade
	return nil
}

// parseJudgment takes the first two fields and the last; what lies between them
// is the id, whatever white space it has.
func parseJudgment(line string) (topic, id string, grade int, ok bool) {
	fields := splitFields(line)
	if len(fields) < 4 {
		return "", "", 0, false
	}
	last := len(fields) - 1
	topic, id = ID(fields[0]), ID(strings.Join(fields[2:last], " "))
	grade, err := strconv.Atoi(fields[last])
	return topic, id, grade, err == nil && grade <= maxGrade && topic != "" && id != ""
}

// splitFields splits at tabs where there are enough of them, so that blanks in an
// id count; else at blanks. Ideographic space never separates.
func splitFields(line string) []string {
	if fields := strings.Split(line, "\t"); len(fields) >= 4 {
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		return fields
	}
	return strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' })
}

// IDs returns every judged id once, in byte order.
func (q Qrels) IDs() []string {
	seen := map[string]bool{}
	var ids []string
	for _, judged := range q {
		for id := range judged {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// relevant counts the ids with a grade of 1 or more.
func relevant(judged map[string]int) int {
	n := 0
	for _, grade := range judged {
		if grade >= 1 {
			n++
		}
	}
	return n
}
