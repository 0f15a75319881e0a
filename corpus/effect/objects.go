package effect

import (
	_ "embed"
	"strings"

	"yinju/corpus/table"
)

//go:embed objects.tsv
var objectsTable string

// kind is what an object is: it decides what carrying it out does to it.
type kind uint8

const (
	thing  kind = iota // 房地产: 实行 says nothing
	limit              // 限购: lifting it frees, imposing it limits
	policy             // 减税: carrying it out supports it
)

var kinds = map[string]kind{"thing": thing, "limit": limit, "policy": policy}

type object struct {
	name  string
	words []string
	kind  kind
}

type objects struct {
	list   []object
	names  *matcher        // names and first words of the objects
	byWord map[string]kind // kind of each word of an object that is no thing
}

func readObjects() (*objects, error) {
	rows, err := table.Rows("effect: objects.tsv", objectsTable, 4)
	if err != nil {
		return nil, err
	}
	o := &objects{names: newMatcher(), byWord: map[string]kind{}}
	for _, row := range rows {
		o.add(object{row[0], strings.Split(row[1], ","), kinds[row[2]]})
	}
	for i, one := range o.list { // names first: a word of one object may be another's name
		o.names.add([]rune(one.words[0]), int32(i))
	}
	return o, nil
}

func (o *objects) add(one object) {
	o.names.add([]rune(one.name), int32(len(o.list)))
	o.list = append(o.list, one)
	for _, word := range one.words {
		if one.kind != thing {
			o.byWord[word] = one.kind
		}
	}
}

// kind returns what the object is that words stand for.
func (o *objects) kind(words []string) kind {
	for _, w := range words {
		if k := o.byWord[w]; k != thing {
			return k
		}
		if strings.HasPrefix(w, "限") || strings.HasSuffix(w, "限制") || strings.HasSuffix(w, "禁令") || strings.HasPrefix(w, "禁") {
			return limit
		}
	}
	return thing
}
