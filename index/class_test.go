package index

import "testing"

func TestClassOf(t *testing.T) {
	for query, want := range map[string]Class{
		"长期护理保险 待遇":         Keywords,
		"营商环境":              Keywords,
		"公司三个月没发工资怎么办":      Question,
		"对平台企业应该多支持还是多限制":   Question,
		"减税降费为企业减轻了很大的负担":   Question,
		"「加快发展新质生产力」":       Quoted,
		"标题:条例":             Quoted,
		"国办发〔2018〕123号":     Name,
		"民法典第十条":            Name,
		"中华人民共和国公司法":        Name,
		"《关于优化营商环境的若干意见》":   Name,
		"carbon neutrality": Foreign,
		"yidaiyilu":         Foreign,
		"碳达峰 carbon":        Keywords,
		"":                  Quoted,
	} {
		if got := ClassOf(ParseText(query)); got != want {
			t.Errorf("ClassOf(%q) = %s, want %s", query, got, want)
		}
	}
}

// Every class has its row, and weights are shares.
func TestFusionTable(t *testing.T) {
	all := fusions()
	for _, c := range []Class{Keywords, Question, Quoted, Name, Foreign} {
		n, ok := all[c]
		if !ok || n.Weight < 0 || n.Weight > 1 || n.Floor <= 0 || n.Within <= 0 || n.Bears < n.Floor {
			t.Errorf("fusion.tsv, %s: %+v", c, n)
		}
	}
}
