package cli

import (
	"strings"

	"yinju/index"
)

// evidenceLine says what a hit has of the figures, dates and names asked for, ""
// where none are: 含：60日；不同：百分之五（此处为百分之三）；未见：2020年.
func evidenceLine(list []index.Evidence) string {
	var parts []string
	for _, s := range []struct {
		status, name string
		words        func(index.Evidence) string
	}{{"contained", "含：", partWords}, {"differs", "不同：", differingWords}, {"absent", "未见：", partWords}} {
		if said := index.EvidenceWords(list, s.status, s.words); said != "" {
			parts = append(parts, s.name+said)
		}
	}
	return strings.Join(parts, "；")
}

func partWords(e index.Evidence) string { return e.Part }

func differingWords(e index.Evidence) string { return e.Part + "（此处为" + e.Found + "）" }
