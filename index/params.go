package index

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yinju/corpus"
)

// Limits bound a request. They are documented in server/limits.go.
type Limits struct {
	QueryRunes int  // longest q, in code points
	Size       int  // largest page
	Window     int  // largest page × size
	Fold       bool // what fold is where it is not given: on for people, off for programs
}

// Vocabulary lists the codes that theme and category may have; the labels stand
// beside them in facets.
type Vocabulary struct {
	Themes     []Term
	Categories []Term
}

// Term is a code with the words a reader sees.
type Term struct{ Code, Label string }

// ParamError reports a parameter that is malformed or out of range.
type ParamError struct{ Param, Permitted string }

func (e *ParamError) Error() string {
	return fmt.Sprintf("参数 %s 无效：%s", e.Param, e.Permitted)
}

// ParseParams reads a request's parameters; what is missing gets its default.
// The error is a *ParamError naming the parameter and what is permitted.
func ParseParams(v url.Values, lim Limits, vocab Vocabulary) (Query, error) {
	p := params{values: v, lim: lim}
	q := ParseText(p.text("q"))
	q.Mode = Mode(p.oneOf("mode", "auto", "auto", "words", "meaning"))
	q.Sort = Sort(p.oneOf("sort", "relevance", "relevance", "date", "-date"))
	q.Rewrite = p.oneOf("rewrite", "on", "on", "off") == "on"
	q.Fold = p.oneOf("fold", onOff[lim.Fold], "on", "off") == "on"
	q.Page = p.number("page", 1, 1, lim.Window)
	q.Size = p.number("size", 10, 1, lim.Size)
	if p.err == nil && q.Page*q.Size > lim.Window {
		p.fail("page", fmt.Sprintf("page × size 不得超过 %d", lim.Window))
	}
	q.Filters = p.filters(vocab)
	if p.err != nil {
		return Query{}, p.err
	}
	return q, nil
}

var onOff = map[bool]string{true: "on", false: "off"}

// params collects the first error, so that reading stays a list of lines.
type params struct {
	values url.Values
	lim    Limits
	err    *ParamError
}

func (p *params) fail(param, permitted string) {
	if p.err == nil {
		p.err = &ParamError{param, permitted}
	}
}

// text is empty where it is too long: what is refused is not parsed either.
func (p *params) text(name string) string {
	s := strings.ToValidUTF8(p.values.Get(name), "")
	if utf8.RuneCountInString(s) > p.lim.QueryRunes {
		p.fail(name, fmt.Sprintf("至多 %d 个字", p.lim.QueryRunes))
		return ""
	}
	return s
}

func (p *params) oneOf(name, fallback string, permitted ...string) string {
	s := p.values.Get(name)
	if s == "" {
		return fallback
	}
	if !slices.Contains(permitted, s) {
		p.fail(name, "可用的值是 "+strings.Join(permitted, "、"))
	}
	return s
}

func (p *params) number(name string, fallback, low, high int) int {
	s := p.values.Get(name)
	if s == "" {
		return fallback
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		p.fail(name, fmt.Sprintf("须为 %d 到 %d 的整数", low, high))
	}
	return n
}

func (p *params) date(name string) corpus.Date {
	s := p.values.Get(name)
	if s == "" {
		return corpus.Date{}
	}
	d, ok := corpus.ParseDate(s)
	if !ok {
		p.fail(name, "须为 YYYY、YYYY-MM 或 YYYY-MM-DD")
	}
	return d
}

func (p *params) filters(vocab Vocabulary) Filters {
	f := Filters{Values: map[Facet][]string{}, From: p.date("from"), To: p.date("to")}
	if f.From.Year != 0 && f.To.Year != 0 && f.From.First() > f.To.Last() {
		p.fail("from", "起始日期不得晚于截止日期 to")
	}
	f.Uncertain = p.oneOf("uncertain", "0", "0", "1") == "1"
	for _, facet := range Facets {
		for _, value := range p.values[string(facet)] {
			if value == "" || slices.Contains(f.Values[facet], value) {
				continue
			}
			p.permitted(facet, value, vocab)
			f.Values[facet] = append(f.Values[facet], value)
		}
	}
	return f
}

func (p *params) permitted(facet Facet, value string, vocab Vocabulary) {
	switch facet {
	case Theme:
		p.code(facet, value, vocab.Themes)
	case Category:
		p.code(facet, value, vocab.Categories)
	case Status:
		if !slices.Contains(Statuses, value) {
			p.fail("status", "可用的值是 "+strings.Join(Statuses, "、"))
		}
	case Year:
		n, err := strconv.Atoi(value)
		if value != UnknownValue && (err != nil || n < 1 || n > 9999) {
			p.fail("year", "须为年份，或 "+UnknownValue)
		}
	}
}

func (p *params) code(facet Facet, value string, terms []Term) {
	codes := make([]string, len(terms))
	for i, t := range terms {
		codes[i] = t.Code
	}
	if !slices.Contains(codes, value) {
		p.fail(string(facet), "可用的值是 "+strings.Join(codes, "、"))
	}
}

// Params is the inverse of ParseParams for programs: the parameters that ask this
// query, defaults left out.
func (q Query) Params() url.Values { return q.ParamsFor(Limits{}) }

// ParamsFor is the inverse of ParseParams with these limits.
func (q Query) ParamsFor(lim Limits) url.Values {
	v := url.Values{}
	set := func(name, value, fallback string) {
		if value != fallback {
			v.Set(name, value)
		}
	}
	set("q", q.Text, "")
	set("mode", string(q.Mode), "auto")
	set("sort", string(q.Sort), "relevance")
	set("from", q.Filters.From.String(), "")
	set("to", q.Filters.To.String(), "")
	set("page", strconv.Itoa(q.Page), "1")
	set("size", strconv.Itoa(q.Size), "10")
	if !q.Rewrite {
		v.Set("rewrite", "off")
	}
	set("fold", onOff[q.Fold], onOff[lim.Fold])
	if q.Filters.Uncertain {
		v.Set("uncertain", "1")
	}
	for facet, values := range q.Filters.Values {
		v[string(facet)] = values
	}
	return v
}

// Defaults returns q with the default mode, order and page size.
func Defaults(q Query) Query {
	q.Mode, q.Sort, q.Rewrite, q.Page, q.Size = Auto, ByRelevance, true, 1, 10
	return q
}
