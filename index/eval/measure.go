package eval

import (
	"math"
	"slices"
)

// Figures are the measures of one topic, or their means. All lie in [0, 1].
type Figures struct {
	NDCG10   float64 `json:"nDCG@10"`
	R10      float64 `json:"R@10"`
	R100     float64 `json:"R@100"`
	MRR      float64 `json:"MRR"`
	Judged10 float64 `json:"judged@10"` // share of the first ten that were judged
}

// TopicFigures are the figures of one topic.
type TopicFigures struct {
	Topic string `json:"topic"`
	Figures
}

// Report is the mean over the N topics that have a relevant id, with each
// topic's own figures in the order of the topics.
type Report struct {
	Figures
	N      int            `json:"n"`
	Topics []TopicFigures `json:"topics"`
}

// Measure judges a run. Topics without an id of grade 1 or more are left out of
// every mean; a topic for which nothing was found counts as nought.
func Measure(run Run, qrels Qrels, topics []Topic) Report {
	r := Report{Topics: []TopicFigures{}}
	for _, t := range topics {
		judged := qrels[t.ID]
		if relevant(judged) == 0 {
			continue
		}
		f := MeasureTopic(run[t.ID], judged)
		r.Topics = append(r.Topics, TopicFigures{t.ID, f})
		r.add(f)
	}
	r.N = len(r.Topics)
	r.divide(float64(max(r.N, 1)))
	return r
}

// MeasureTopic judges the ids found for one topic, best first.
func MeasureTopic(ids []string, judged map[string]int) Figures {
	return Figures{
		NDCG10:   ndcg(ids, judged, 10),
		R10:      recall(ids, judged, 10),
		R100:     recall(ids, judged, 100),
		MRR:      reciprocalRank(ids, judged),
		Judged10: judgedShare(ids, judged, 10),
	}
}

// OnlyJudged returns the run without the ids that nobody judged for its topic.
func OnlyJudged(run Run, qrels Qrels) Run {
	kept := Run{}
	for topic, ids := range run {
		for _, id := range ids {
			if _, judged := qrels[topic][id]; judged {
				kept[topic] = append(kept[topic], id)
			}
		}
	}
	return kept
}

func (f *Figures) add(g Figures) {
	f.NDCG10 += g.NDCG10
	f.R10 += g.R10
	f.R100 += g.R100
	f.MRR += g.MRR
	f.Judged10 += g.Judged10
}

func (f *Figures) divide(n float64) {
	f.NDCG10 /= n
	f.R10 /= n
	f.R100 /= n
	f.MRR /= n
	f.Judged10 /= n
}

// ndcg is the discounted gain of the first k ids over that of the best order of
// all judged ids.
func ndcg(ids []string, judged map[string]int, k int) float64 {
	var ideal []int
	for _, grade := range judged {
		ideal = append(ideal, grade)
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	grades := make([]int, 0, k)
	for _, id := range first(ids, k) {
		grades = append(grades, judged[id])
	}
	best := dcg(first(ideal, k))
	if best == 0 {
		return 0
	}
	return dcg(grades) / best
}

// dcg discounts by log2(rank + 1), ranks from 1.
func dcg(grades []int) float64 {
	sum := 0.0
	for i, grade := range grades {
		sum += gain(grade) / math.Log2(float64(i+2))
	}
	return sum
}

// gain is 2^grade - 1, nought for grades below nought (TREC marks spam so).
func gain(grade int) float64 { return math.Exp2(float64(max(grade, 0))) - 1 }

func recall(ids []string, judged map[string]int, k int) float64 {
	all := relevant(judged)
	if all == 0 {
		return 0
	}
	found := 0
	for _, id := range first(ids, k) {
		if judged[id] >= 1 {
			found++
		}
	}
	return float64(found) / float64(all)
}

func reciprocalRank(ids []string, judged map[string]int) float64 {
	for i, id := range ids {
		if judged[id] >= 1 {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// judgedShare is over the ids there are, where fewer than k were found.
func judgedShare(ids []string, judged map[string]int, k int) float64 {
	head := first(ids, k)
	n := 0
	for _, id := range head {
		if _, ok := judged[id]; ok {
			n++
		}
	}
	return float64(n) / float64(max(len(head), 1))
}

func first[T any](list []T, k int) []T { return list[:min(k, len(list))] }
