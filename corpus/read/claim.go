package read

import (
	"slices"
	"strings"

	"yinju/corpus"
	"yinju/corpus/hanzi"
)

// claim is what one place says of a field.
type claim struct {
	value string
	state corpus.State
	basis string
}

func (c claim) strong() bool { return c.state == corpus.Given || c.state == corpus.Parsed }

// settle makes a field of its claims, the weightiest first. Strong claims that
// differ make it disputed; inferred ones only fill a gap.
func settle(claims []claim) corpus.Field {
	claims = slices.DeleteFunc(slices.Clone(claims), func(c claim) bool { return c.value == "" })
	if len(claims) == 0 {
		return corpus.Field{State: corpus.Unknown}
	}
	best := claims[0]
	for _, c := range claims[1:] {
		if c.strong() && !best.strong() {
			best = c
		}
	}
	f := corpus.Field{Value: best.value, State: best.state, Basis: best.basis}
	for _, c := range claims {
		if best.strong() && c.strong() && !agree(c.value, best.value) {
			f.State = corpus.Disputed
			f.Basis = dispute(f.Basis, best, c)
		}
	}
	return f
}

// agree: the same characters, width and spaces and punctuation apart, or one
// with the other inside it.
func agree(a, b string) bool {
	x, y := hanzi.Skeleton(a).String(), hanzi.Skeleton(b).String()
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// dispute adds a differing claim to a basis: 甲（文件头 标题）；乙（首行）.
func dispute(basis string, best, other claim) string {
	if basis == best.basis {
		basis = best.value + "（" + best.basis + "）"
	}
	said := other.value + "（" + other.basis + "）"
	if strings.Contains(basis, said) {
		return basis
	}
	return basis + "；" + said
}

// dateClaim is what one place says of a date.
type dateClaim struct {
	kind  corpus.DateKind
	date  corpus.Date
	state corpus.State
	basis string
}

// settleDates makes one field a kind. A more precise date replaces a less
// precise one that holds it; strong claims that differ make it disputed.
func settleDates(claims []dateClaim) []corpus.DateField {
	var fields []corpus.DateField
	for _, kind := range corpus.DateKinds {
		var best *dateClaim
		basis, disputed := "", false
		for i := range claims {
			c := &claims[i]
			if c.kind != kind || c.date.Year == 0 {
				continue
			}
			switch {
			case best == nil, !strong(best.state) && strong(c.state), within(best.date, c.date) && best.date != c.date && rankState(c.state) >= rankState(best.state)-1:
				best, basis, disputed = c, c.basis, false
			case strong(best.state) && strong(c.state) && !within(c.date, best.date):
				basis = dateDispute(basis, *best, *c)
				disputed = true
			}
		}
		if best == nil {
			continue
		}
		f := corpus.DateField{Kind: kind, Date: best.date, State: best.state, Basis: basis}
		if disputed {
			f.State = corpus.Disputed
		}
		fields = append(fields, f)
	}
	return fields
}

func strong(s corpus.State) bool { return s == corpus.Given || s == corpus.Parsed }

func rankState(s corpus.State) int {
	return map[corpus.State]int{corpus.Given: 3, corpus.Parsed: 2, corpus.Inferred: 1}[s]
}

func dateDispute(basis string, best, other dateClaim) string {
	return dispute(basis, claim{value: best.date.String(), basis: best.basis}, claim{value: other.date.String(), basis: other.basis})
}
