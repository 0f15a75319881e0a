package server

import (
	"strings"

	"yinju/archive"
)

// meaningView says how searching by meaning is done here: on /coverage and /help.
type meaningView struct {
	Facts  []fact
	Reason string   // why it cannot be done, "" where it can
	Host   string   // where texts are sent, "" where they stay on this machine
	Done   bool     // every passage can be found by meaning
	Notes  []string // what was put aside on opening: models and vectors that cannot be used
}

func meaningOf(m archive.MeaningState) meaningView {
	if m.Model == "" {
		return meaningView{Reason: m.Reason, Notes: m.Notes}
	}
	name, host := m.Model, ""
	if at := strings.LastIndex(name, "@"); m.Remote && at >= 0 {
		name, host = name[:at], name[at+1:]
	}
	v := meaningView{Host: host, Done: m.Embedded >= m.Passages, Notes: m.Notes,
		Facts: []fact{{"语义模型", name}, {"可按意思检索", count(m.Embedded) + " / " + count(m.Passages) + " 段"}}}
	if host != "" {
		v.Facts = append(v.Facts, fact{"文字送往", host})
	}
	return v
}
