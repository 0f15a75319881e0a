package server

import (
	"maps"
	"net/url"
	"slices"
	"strconv"

	"yinju/corpus"
	"yinju/index"
)

// searchURL is the address of a page of results, or of both columns.
func searchURL(q asked) string { return withParams(q.path(), q.params()) }

func (q asked) path() string {
	if q.Sides {
		return "/sides"
	}
	return "/search"
}

// documentURL opens a document at a passage; text is marked in it. Both may be
// empty.
func documentURL(doc, passage, text string) string {
	v := url.Values{}
	if text != "" {
		v.Set("q", text)
	}
	address := withParams("/d/"+doc, v)
	if passage != "" {
		address += "#" + passage
	}
	return address
}

func withParams(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// copied returns q, first page, with filters of its own to change.
func copied(q asked) asked {
	q.Page = 1
	values := make(map[index.Facet][]string, len(q.Filters.Values))
	for facet, list := range q.Filters.Values {
		values[facet] = slices.Clone(list)
	}
	q.Filters.Values = values
	return q
}

// without returns q without one value of a facet.
func without(q asked, facet index.Facet, value string) asked {
	q = copied(q)
	q.Filters.Values[facet] = slices.DeleteFunc(q.Filters.Values[facet], func(v string) bool { return v == value })
	maps.DeleteFunc(q.Filters.Values, func(_ index.Facet, list []string) bool { return len(list) == 0 })
	return q
}

// only returns a search for everything with one value of a facet.
func only(facet index.Facet, value string) asked {
	q := ask(index.Query{})
	q.Filters.Values = map[index.Facet][]string{facet: {value}}
	return q
}

// unfiltered returns q without any filter.
func unfiltered(q asked) asked {
	q.Page = 1
	q.Filters = index.Filters{Values: map[index.Facet][]string{}}
	return q
}

// fields are the parameters of a search, first page, as hidden inputs.
func fields(q asked) []field {
	q.Page = 1
	params := q.params()
	var list []field
	for _, name := range slices.Sorted(maps.Keys(params)) {
		for _, value := range params[name] {
			list = append(list, field{name, value})
		}
	}
	return list
}

func anyDate(q asked) asked {
	q = copied(q)
	q.Filters.From, q.Filters.To = corpus.Date{}, corpus.Date{}
	return q
}

func sorted(q asked, s index.Sort) asked {
	q.Page, q.Sort = 1, s
	return q
}

func onPage(q asked, page int) asked {
	q.Page = page
	return q
}

func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil
}
