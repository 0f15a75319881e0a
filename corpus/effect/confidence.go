package effect

import "math"

// A confident is the share of readings.tsv that a value with at least this margin has
// right, counted on the test split: on dev, where the rules were written, it is
// higher than a reader will find it.
type confident struct {
	margin, share float64
}

var (
	oneSided = []confident{{1.5, .85}, {.8, .7}, {0, .5}}
	neither  = []confident{{.3, .25}, {.001, .5}, {0, .7}}
)

// bothShare is that of 两者, which is seldom right.
const bothShare = .3

// confidence returns how often a value with such evidence is right.
func confidence(v Value, sum [2]float64) float64 {
	switch v {
	case Both:
		return bothShare
	case Unclear:
		return shareAt(neither, max(sum[0], sum[1]))
	}
	return shareAt(oneSided, math.Abs(sum[0]-sum[1]))
}

func shareAt(steps []confident, margin float64) float64 {
	for _, s := range steps {
		if margin >= s.margin {
			return s.share
		}
	}
	return 0
}
