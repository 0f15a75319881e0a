package evidence

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestPrintParts(t *testing.T) {
	b, _ := os.ReadFile("/tmp/evidence/clauses.txt")
	for i, l := range strings.Split(string(b), "\n") {
		var s []string
		for _, p := range Parts(l) {
			v := p.Value.Number + p.Value.Name
			if p.Kind == Date {
				v = p.Value.From.String() + ".." + p.Value.To.String()
				if p.Value.From.Year == 0 {
					v = fmt.Sprintf("%d/%d..%d/%d", p.Value.From.Month, p.Value.From.Day, p.Value.To.Month, p.Value.To.Day)
				}
			}
			s = append(s, p.Text+"="+v+" "+p.Value.Class)
		}
		fmt.Printf("%d %s\n      %s\n", i, l, strings.Join(s, " | "))
	}
}
