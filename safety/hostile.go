package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

//go:embed hostile.tsv
var hostileTable string

// entry is a line of hostile.tsv: what is put (a query, parameters, a path or a
// body), and why it might hurt.
type entry struct{ how, text, why string }

// hostileList reads the table. Lines that begin with # are comments.
func hostileList() ([]entry, error) {
	var list []entry
	for number, line := range strings.Split(strings.TrimSuffix(hostileTable, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("hostile.tsv:%d has %d columns, not 3", number+1, len(cells))
		}
		text, err := written(cells[1])
		if err != nil {
			return nil, fmt.Errorf("hostile.tsv:%d: %w", number+1, err)
		}
		list = append(list, entry{cells[0], text, cells[2]})
	}
	return list, nil
}

var repeated = regexp.MustCompile(`\{(\d+)×([^{}]*)\}`)

// written resolves the table's notation: {N×text} repeats text, innermost first,
// and \n, \x00, \u202e are as in Go.
func written(s string) (string, error) {
	for repeated.MatchString(s) {
		s = repeated.ReplaceAllStringFunc(s, func(m string) string {
			parts := repeated.FindStringSubmatch(m)
			n, _ := strconv.Atoi(parts[1]) // digits, by the pattern
			return strings.Repeat(parts[2], n)
		})
	}
	return strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
}

// requests puts an entry in every form it fits; doc is a document that is held.
func (e entry) requests(doc string) []request {
	var list []request
	add := func(target, body string) {
		list = append(list, request{target, body, fmt.Sprintf("%s (%.40q at %.40s)", e.why, e.text, target)})
	}
	switch e.how {
	case "path":
		add(e.text, "")
	case "body":
		add("/api/search", e.text)
	case "params":
		for _, page := range []string{"/search?", "/api/search?", "/search.csv?", "/d/" + doc + "?"} {
			add(page+e.text, "")
		}
	default:
		q := "q=" + url.QueryEscape(e.text)
		for _, page := range []string{"/search?", "/search?fold=off&size=200&", "/api/search?", "/search.csv?", "/search.jsonl?", "/search.atom?", "/d/" + doc + "?"} {
			add(page+q, "")
		}
		body, _ := json.Marshal(map[string]any{"q": e.text, "size": 200, "fold": "on"}) // a map of these cannot fail
		add("/api/search", string(body))
	}
	return list
}
