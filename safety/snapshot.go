package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// snapshot is what a service answers to a list of addresses, without what may
// differ between two archives of the same texts: times, and the last digits of
// scores.
type snapshot map[string]string

// passing are the fields of an answer that say when or how fast, not what.
var passing = []string{"took_ms", "imported", "received", "built", "seconds"}

// shot starts a service on dir for a snapshot.
func (r *run) shot(ctx context.Context, dir string, paths []string) (snapshot, error) {
	s, err := r.serve(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	if err := s.settled(); err != nil {
		return nil, err
	}
	return s.snapshot(paths)
}

// snapshot asks every address. An answer that is not 200 stands in it with its
// status, and is no error.
func (s *service) snapshot(paths []string) (snapshot, error) {
	shot := snapshot{}
	for _, path := range paths {
		a, err := s.get(path)
		if err != nil {
			return nil, err
		}
		if shot[path], err = a.lasting(); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return shot, nil
}

// lasting is the part of an answer that the same texts always give.
func (a *answer) lasting() (string, error) {
	if a.status != http.StatusOK {
		return fmt.Sprintf("status %d", a.status), nil
	}
	if !strings.HasPrefix(a.header.Get("Content-Type"), "application/json") {
		return string(a.body), nil
	}
	var v any
	if err := json.Unmarshal(a.body, &v); err != nil {
		return "", err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(strip(v))
	return b.String(), err
}

// strip leaves out the passing fields and rounds fractions.
func strip(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range passing {
			delete(v, name)
		}
		for name := range v {
			v[name] = strip(v[name])
		}
	case []any:
		for i := range v {
			v[i] = strip(v[i])
		}
	case float64:
		return math.Round(v*1e6) / 1e6
	}
	return v
}

// differs names the first address whose answer is another one, with the place
// where they part; "" if all are equal.
func (s snapshot) differs(other snapshot) string {
	for _, path := range slices.Sorted(maps.Keys(s)) {
		if s[path] != other[path] {
			at := 0
			for at < min(len(s[path]), len(other[path])) && s[path][at] == other[path][at] {
				at++
			}
			return fmt.Sprintf("%s: …%.120s… and …%.120s…", path, from(s[path], at-40), from(other[path], at-40))
		}
	}
	return ""
}

func from(s string, at int) string { return s[max(0, min(at, len(s))):] }

// searches are addresses of searches of all kinds over texts.
func searches(texts []text) []string {
	queries := []string{"", "创业", "补贴", "「工作日」", "优化 营商环境", "职业培训 社会保险 数据共享", "申请 -贷款", "示府〔2015〕5号", "广州市"}
	for i, t := range texts {
		if i%4 == 0 {
			queries = append(queries, excerpt(t, i))
		}
	}
	var paths []string
	for _, q := range queries {
		paths = append(paths, "/api/search?size=20&q="+url.QueryEscape(q))
	}
	return append(paths, "/api/search?category=%E5%8A%A0&sort=date", "/api/search?sort=-date&size=50&page=2", "/api/coverage")
}

// excerpt is a run of characters from the middle of a text, in quotation marks
// every second time.
func excerpt(t text, i int) string {
	lines := strings.Fields(t.content)
	line := []rune(lines[len(lines)/2])
	words := string(line[:min(len(line), 18)])
	if i%8 == 0 {
		return "「" + words + "」"
	}
	return words
}

// pages are the addresses of documents.
func pages(docs []string) []string {
	var paths []string
	for _, id := range docs {
		paths = append(paths, "/api/d/"+id)
	}
	return paths
}
