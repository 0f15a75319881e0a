package cli

import (
	"strings"

	"yinju/index"
)

// evidenceLine says what a hit has of the figures, dates and names asked for, ""
// where none are: 含：60日；不同：百分之五（此处为百分之三）；未见：2020年.
func evidenceLine(list []index.Evidence) string {
	said := map[string][]string{}
	for _, e := range list {
		text := e.Part
		if e.Status == "differs" {
			text += "（此处为" + e.Found + "）"
		}
		said[e.Status] = append(said[e.Status], text)
	}
	var parts []string
	for _, s := range []struct{ status, name string }{{"contained", "含："}, {"differs", "不同："}, {"absent", "未见："}} {
		if len(said[s.status]) > 0 {
			parts = append(parts, s.name+strings.Join(said[s.status], "、"))
		}
	}
	return strings.Join(parts, "；")
}
