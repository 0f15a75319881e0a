package effect

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"yinju/corpus/table"
)

//go:embed verbs.tsv
var verbsTable string

// sense is what a word does to the object it governs; verbs.tsv says which words have it.
type sense uint8

const (
	noSense sense = iota
	up            // supports what follows: 支持, 发展
	hold          // limits what follows: 限制, 严格控制
	ban           // forbids: not a limit if what is forbidden is a limit or a harm
	open          // frees an object and lifts a limit alike: 放宽
	cut           // takes away: of an object a limit, of a limit a support: 取消
	stop          // keeps from happening: 防止
	harm          // hurts its object; forbidden or punished, it supports it: 侵占
	bar           // noun: a limit on what it is said of: 门槛
	aid           // noun: a help: 补贴
	fault         // marks the faulty part of an object: 违法
	not           // 不, 未
	may           // 可以, 允许
	run           // carries out: for policies and limits: 实行
	tidy          // orders, neither helps nor holds back: 规范
	name          // makes a name of an object before it: 主管部门
	order         // orders while it helps: 规范
	by            // makes a means of the object: 利用
	head          // a noun that takes the verb from the object before it: 快递[企业]
	punish        // sanctions: they fall on the harm done to an object
	except        // 除外
	senses
)

var senseNames = [senses]string{"", "up", "hold", "ban", "open", "cut", "stop", "harm", "bar", "aid", "fault", "not", "may", "run", "tidy", "name", "order", "by", "head", "punish", "except"}

func senseOf(name string) (sense, bool) {
	for i, n := range senseNames {
		if n == name && n != "" {
			return sense(i), true
		}
	}
	return 0, false
}

// verb is a row of verbs.tsv.
type verb struct {
	sense  sense
	reach  int     // folded runes it governs, before or after it
	weight float64 // 0 to 1: how surely it speaks of the object it governs
}

type lexicon struct {
	verbs  []verb
	words  *matcher
	asking *matcher
}

func readLexicon() (*lexicon, error) {
	rows, err := table.Rows("effect: verbs.tsv", verbsTable, 5)
	if err != nil {
		return nil, err
	}
	l := &lexicon{words: newMatcher(), asking: newMatcher()}
	for _, row := range rows {
		v, err := readVerb(row)
		if err != nil {
			return nil, err
		}
		for _, word := range strings.Split(row[0], " ") {
			l.words.add([]rune(word), int32(len(l.verbs)))
		}
		l.verbs = append(l.verbs, v)
	}
	return l, l.readAsking()
}

func readVerb(row []string) (verb, error) {
	s, ok := senseOf(row[1])
	if !ok {
		return verb{}, fmt.Errorf("effect: verbs.tsv: %s has the unknown sense %s", row[0], row[1])
	}
	reach, err := strconv.Atoi(row[2])
	if err != nil {
		return verb{}, fmt.Errorf("effect: verbs.tsv: reach of %s: %w", row[0], err)
	}
	weight, err := strconv.ParseFloat(row[3], 64)
	if err != nil {
		return verb{}, fmt.Errorf("effect: verbs.tsv: weight of %s: %w", row[0], err)
	}
	return verb{s, reach, weight}, nil
}

func (l *lexicon) readAsking() error {
	rows, err := table.Rows("effect: asking.tsv", askingTable, 2)
	for i, row := range rows {
		l.asking.add([]rune(row[0]), int32(i))
	}
	return err
}
