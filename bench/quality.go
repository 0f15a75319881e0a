package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"yinju/corpus/theme"
)

// retrieval asks the judged topics of both collections.
func (b *bench) retrieval(ctx context.Context) error {
	collections := []struct{ name, queries, target string }{
		{"statutes", "queries.tsv", ".345 / .60"},
		{"policy", "queries.tsv", ""},
		{"policy", "canonical.tsv", ""},
	}
	for _, c := range collections {
		folder := filepath.Join(b.shared, "bench", c.name)
		if len(present([]string{folder})) == 0 {
			continue
		}
		dir, err := b.imported(ctx, "topics-"+c.name, filepath.Join(folder, "corpus.jsonl.gz"))
		if err != nil {
			return err
		}
		note("eval %s %s", c.name, c.queries)
		figures, err := b.evaluated(ctx, dir, filepath.Join(folder, c.queries), filepath.Join(folder, "qrels.tsv"))
		if err != nil {
			return err
		}
		what := fmt.Sprintf("bench/%s, %s: nDCG@10 / R@100", c.name, strings.TrimSuffix(c.queries, ".tsv"))
		b.add(row{what: what, target: c.target, ours: figures})
	}
	return nil
}

func (b *bench) evaluated(ctx context.Context, dir, topics, qrels string) (string, error) {
	out, err := exec.CommandContext(ctx, b.binary, "eval", "-d", dir, "--mode", "words", "--json",
		"--topics", topics, "--qrels", qrels).Output()
	if err != nil {
		return "", fmt.Errorf("eval of %s: %w", topics, err)
	}
	var report struct {
		NDCG float64 `json:"nDCG@10"`
		R100 float64 `json:"R@100"`
		N    int     `json:"n"`
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return "", err
	}
	return fmt.Sprintf("%.3f / %.3f (n = %d)", report.NDCG, report.R100, report.N), nil
}

// labels measures the annotator on the published test and on labels/dev.tsv, neither
// of which it was fitted to.
func (b *bench) labels(context.Context) error {
	annotator, err := theme.New()
	if err != nil {
		return err
	}
	if err := b.published(annotator); err != nil {
		return err
	}
	file, err := os.Open(filepath.Join(b.shared, "labels/dev.tsv"))
	if err != nil {
		return err
	}
	defer file.Close()
	samples, err := theme.ReadSamples(file)
	if err != nil {
		return err
	}
	r := theme.Evaluate(samples, annotator.Label)
	b.add(row{what: "category, labels/dev: accuracy / macro-F1",
		ours:  fmt.Sprintf("%.3f / %.3f", r.Accuracy, r.MacroF1),
		stock: fmt.Sprintf("%.3f / %.3f always %s", r.MajorityShare, r.MajorityMacroF1, r.Majority)})
	b.add(row{what: "themes, labels/dev: micro-F1 / first theme",
		ours: fmt.Sprintf("%.3f / %.3f", r.ThemesMicroF1, r.FirstTheme)})
	b.add(row{what: "passages labelled a second, one core", target: "10000 (20000 on two)",
		ours: fmt.Sprintf("%.0f", labelSpeed(annotator, samples))})
	return nil
}

// published adds the rows of the published test.
func (b *bench) published(annotator *theme.Annotator) error {
	f, err := theme.Measured(annotator)
	if err != nil {
		return err
	}
	whole, both, off := f.Forms[0], 0., 0.
	for _, c := range f.Categories {
		if c.Code == theme.Both {
			both = c.F1.Value
		}
	}
	for _, bin := range f.Bins {
		off = max(off, math.Abs(bin.Confidence-bin.Accuracy))
	}
	b.add(row{what: "category, published test: accuracy / macro-F1 / 加减", target: "0.88 / 0.85 / 0.65",
		ours: fmt.Sprintf("%.3f / %.3f / %.3f (n = %d)", whole.Accuracy.Value, whole.MacroF1.Value, both, whole.N)})
	b.add(row{what: "themes, published test: micro-F1 / first theme", target: "0.82 / 0.85",
		ours: fmt.Sprintf("%.3f / %.3f", whole.ThemesMicroF1.Value, whole.FirstTheme.Value)})
	b.add(row{what: "confidence, published test: worst of five bins off by", target: "0.05", ours: fmt.Sprintf("%.3f", off)})
	return nil
}

// labelSpeed labels the samples over and over for two seconds.
func labelSpeed(annotator *theme.Annotator, samples []theme.Sample) float64 {
	start, n := time.Now(), 0
	for time.Since(start) < 2*time.Second {
		for _, s := range samples {
			annotator.Label(s.Input)
		}
		n += len(samples)
	}
	return float64(n) / time.Since(start).Seconds()
}
