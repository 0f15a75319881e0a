package archive

import (
	"context"
	"testing"
)

// Every example is answered with the count beside it, and only those that say
// so find more than what they ask for.
func TestExamplesKeepTheirWord(t *testing.T) {
	for name, a := range map[string]*Archive{"seed": seedArchive(t), "three records": threeRecords(t)} {
		examples, err := a.Examples(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(examples) < 6 {
			t.Errorf("%s: only %d examples: %v", name, len(examples), examples)
		}
		seen := map[string]bool{}
		for _, e := range examples {
			r := search(t, a, e.Query)
			if r.Total != e.Total || r.Total == 0 || seen[e.Query] {
				t.Errorf("%s: %q finds %d, example says %d", name, e.Query, r.Total, e.Total)
			}
			seen[e.Query] = true
			if ranks := e.What[:len("粘贴")] == "粘贴" || e.What[:len("整个")] == "整个"; r.Relaxed && !ranks {
				t.Errorf("%s: %q is relaxed but teaches %q", name, e.Query, e.What)
			}
		}
	}
}

func threeRecords(t *testing.T) *Archive {
	t.Helper()
	dir, a := t.TempDir(), create(t, t.TempDir())
	write(t, dir, map[string]string{"r.jsonl": `{"id":"1","title":"关于环境保护的通知","text":"加强环境保护，减少污染物排放。"}
{"id":"2","title":"办事指南","text":"办理时间为工作日上午。"}
{"id":"3","title":"关于减税的公告","text":"小微企业减半征收所得税。","number":"财税〔2023〕6号"}
`})
	states(t, a, dir)
	return a
}
