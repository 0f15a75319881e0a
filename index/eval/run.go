package eval

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// Run has the ids found for each topic, best first.
type Run map[string][]string

// Write writes the TREC form "topic Q0 id rank score tag", topics in the order
// given. Ranks count from 1. An archive's order is by groups before scores, so
// the score written is the number of lines still to come: it falls strictly with
// rank, as the programs that sort a run by score expect.
func (run Run) Write(w io.Writer, topics []Topic, tag string) error {
	out := bufio.NewWriter(w)
	for _, t := range topics {
		ids := run[t.ID]
		for i, id := range ids {
			fmt.Fprintf(out, "%s Q0 %s %d %d %s\n", t.ID, ID(id), i+1, len(ids)-i, ID(tag))
		}
	}
	return out.Flush()
}

// ReadRun reads the TREC form. The order is that of the scores, equal ones by
// rank, as trec_eval reads it; the error is a *SyntaxError for a line of another
// form or an id listed twice for a topic.
func ReadRun(r io.Reader) (Run, error) {
	lines := map[string][]runLine{}
	listed := map[[2]string]bool{}
	err := eachLine(r, func(number int, line string) error {
		l, ok := parseRunLine(line)
		if !ok {
			return &SyntaxError{number, "应为 编号 Q0 文献或段落 名次 得分 标记"}
		}
		if listed[[2]string{l.topic, l.id}] {
			return &SyntaxError{number, l.topic + " 已列有 " + l.id}
		}
		listed[[2]string{l.topic, l.id}] = true
		lines[l.topic] = append(lines[l.topic], l)
		return nil
	})
	return order(lines), err
}

type runLine struct {
	topic, id string
	rank      int
	score     float64
}

func parseRunLine(line string) (runLine, bool) {
	f := splitFields(line)
	if len(f) != 6 {
		return runLine{}, false
	}
	rank, err := strconv.Atoi(f[3])
	score, err2 := strconv.ParseFloat(f[4], 64)
	l := runLine{ID(f[0]), ID(f[2]), rank, score}
	return l, err == nil && err2 == nil && !math.IsNaN(score) && l.topic != "" && l.id != ""
}

func order(lines map[string][]runLine) Run {
	run := Run{}
	for topic, list := range lines {
		slices.SortStableFunc(list, func(a, b runLine) int {
			if a.score != b.score {
				if a.score > b.score {
					return -1
				}
				return 1
			}
			return a.rank - b.rank
		})
		for _, l := range list {
			run[topic] = append(run[topic], l.id)
		}
	}
	return run
}
