package effect

import "math"

// evidence below which a passage says nothing, and the share of the larger side
// that the smaller needs for both. Set on the dev readings.
const (
	enough = .4
	shared = .8
)

// headingWeight is what a heading or title counts where the text says nothing.
const headingWeight = .5

// Read says what a passage does to the object that words stand for.
func (r *Reader) Read(words []string, in Input) Effect {
	w := newWatch(words, r.objects.kind(words))
	text := r.read(w, in.Text)
	e := Effect{Mentions: text.mentions}
	if text.mentions == 0 {
		return e
	}
	if max(text.sum[0], text.sum[1]) < enough {
		e.Cues = r.above(w, in, &text)
	}
	e.Cues = append(e.Cues, text.cues...)
	e.Value = decide(text.sum)
	e.Confidence = confidence(e.Value, text.sum)
	return e
}

// decide weighs support, sum[0], against limit, sum[1].
func decide(sum [2]float64) Value {
	high, low := max(sum[0], sum[1]), min(sum[0], sum[1])
	switch {
	case high < enough:
		return Unclear
	case low >= enough && low >= shared*high:
		return Both
	case sum[0] > sum[1]:
		return Support
	}
	return Limit
}

// above adds what the headings and the title say of the object, the nearest first,
// and returns it as cues.
func (r *Reader) above(w watch, in Input, into *reading) []Cue {
	lines := append([]string{in.Title}, in.Headings...)
	for i := len(lines) - 1; i >= 0; i-- {
		line := r.read(w, lines[i])
		if max(line.sum[0], line.sum[1]) < enough {
			continue
		}
		for k := range line.sum {
			into.sum[k] += headingWeight * line.sum[k]
		}
		for k := range line.cues {
			line.cues[k].Start, line.cues[k].End = 0, 0
			line.cues[k].Weight *= headingWeight
		}
		return line.cues
	}
	return nil
}

// reading is what one text says of an object.
type reading struct {
	sum      [2]float64 // for support, for limit
	cues     []Cue
	mentions int
}

func (r *Reader) read(w watch, s string) reading {
	f, shown := fold(s), []rune(s)
	var out reading
	var lead push
	list := r.clauses(f.runes, w)
	for i := range list {
		c := &list[i]
		for k := range c.tokens {
			if c.tokens[k].mention {
				out.mentions++
				p := c.effect(k, w.kind)
				if p.sum == 0 && !p.named {
					p = next(list, i, k)
				}
				out.add(f, shown, p.under(lead))
			}
		}
		lead = c.lead(lead, f.runes)
	}
	return out
}

func (o *reading) add(f folded, s []rune, p push) {
	if p.sum == 0 {
		return
	}
	side, value := 0, Support
	if p.sum < 0 {
		side, value = 1, Limit
	}
	o.sum[side] += math.Abs(p.sum)
	if p.also {
		o.sum[1-side] += math.Abs(p.sum)
	}
	for _, t := range p.by {
		start, end := f.span(t.start, t.end)
		o.cues = append(o.cues, Cue{string(s[start:end]), start, end, math.Abs(p.sum), value})
	}
}
