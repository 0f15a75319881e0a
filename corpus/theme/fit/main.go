// Command fit fits the annotator to the passages of corpus/theme/readings.
//
//	go run ./corpus/theme/fit            # fits, and prints how labels/dev.tsv and the published test are labelled
//	go run ./corpus/theme/fit -write     # also cross-validates, and writes weights.tsv.gz, settings.tsv and figures.json
//
// Run it from the repository's root, again after a change of cues, measures or
// readings. Five folds by document say what a probability is worth and from where a
// second theme counts; nothing is chosen on the published test. It takes about ten
// minutes on two cores.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"

	"yinju/corpus/linear"
	"yinju/corpus/theme"
)

const home = "corpus/theme"

func main() {
	news := flag.String("news", "../shared/corpora/news", "where the texts of news lie, which the readings only name")
	runs := flag.Int("runs", 40000, "runs of characters that keep their weights")
	steps := flag.Int("steps", 220, "steps of each fit")
	write := flag.Bool("write", false, "write the model")
	measure := flag.Bool("measure", false, "only measure the model that is there, and write figures.json")
	flag.Parse()
	log.SetFlags(0)
	if *measure {
		if err := remeasure(*news); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := fit(*news, *runs, *steps, *write); err != nil {
		log.Fatal(err)
	}
}

func fit(news string, runs, steps int, write bool) error {
	rows, err := readings(news)
	if err != nil {
		return err
	}
	a, err := theme.New()
	if err != nil {
		return err
	}
	t := &task{annotator: a, rows: rows, runs: runs, steps: steps}
	s := settings{rel: .3, further: .4}
	if write {
		s = t.settings()
	}
	packed, err := t.all().Packed()
	if err != nil {
		return err
	}
	fitted, err := a.Replaced(packed, s.String())
	if err != nil {
		return err
	}
	if err := report(fitted); err != nil || !write {
		return err
	}
	return errors.Join(
		writeFigures(fitted, rows),
		os.WriteFile(filepath.Join(home, "weights.tsv.gz"), packed, 0o644),
		os.WriteFile(filepath.Join(home, "settings.tsv"), []byte(s.String()), 0o644))
}

// remeasure writes figures.json of the shipped model, after a change of the code.
func remeasure(news string) error {
	rows, err := readings(news)
	if err != nil {
		return err
	}
	a, err := theme.New()
	if err != nil {
		return err
	}
	return errors.Join(report(a), writeFigures(a, rows))
}

// task fits to rows.
type task struct {
	annotator *theme.Annotator
	rows      []theme.Read
	runs      int
	steps     int
}

// all fits to all rows.
func (t *task) all() *theme.Annotator { return t.fit(t.rows) }

// fit fits twice: over all frequent runs, and over those that turned out to weigh.
func (t *task) fit(rows []theme.Read) *theme.Annotator {
	f := t.annotator.NewFitting(inputs(rows), 3)
	f = f.Pruned(t.weights(f, rows), t.runs)
	return f.With(t.weights(f, rows))
}

// quick fits once, over runs that are about as many: for cross-validation.
func (t *task) quick(rows []theme.Read) *theme.Annotator {
	f := t.annotator.NewFitting(inputs(rows), 6)
	return f.With(t.weights(f, rows))
}

func inputs(rows []theme.Read) []theme.Input {
	list := make([]theme.Input, len(rows))
	for i, r := range rows {
		list[i] = r.Input
	}
	return list
}

func (t *task) weights(f *theme.Fitting, rows []theme.Read) []float32 {
	p := linear.Problem{Groups: f.Groups(), Ridge: ridges(f.Groups()), Steps: t.steps, Rate: rate}
	p.Features, p.Outputs = f.Size()
	for _, r := range rows {
		p.Rows, p.Targets = append(p.Rows, f.Row(r.Input)), append(p.Targets, f.Target(r.Sample))
	}
	return linear.Fit(p)
}

// Penalties of the categories, of rel and of the themes, and the first rate of the
// steps: the categories need a stronger one. Chosen on the tuning split.
const (
	categoryRidge = 1e-4
	themeRidge    = 1e-5
	rate          = .04
)

// ridges returns the penalty of each group of outputs.
func ridges(groups []int) []float64 {
	list := slices.Repeat([]float64{themeRidge}, len(groups))
	list[0], list[1] = categoryRidge, categoryRidge
	return list
}

// writeFigures writes figures.json; what was fitted to is that of rows.
func writeFigures(a *theme.Annotator, rows []theme.Read) error {
	f, err := theme.Measured(a)
	if err != nil {
		return err
	}
	f.Data = makeup(rows)
	data, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(home, "figures.json"), append(data, '\n'), 0o644)
}

func report(a *theme.Annotator) error {
	test, err := theme.TestReadings()
	if err != nil {
		return err
	}
	samples := make([]theme.Sample, len(test))
	for i, r := range test {
		samples[i] = r.Sample
	}
	fmt.Print("published test:\n", theme.Evaluate(samples, a.Label))
	if f, err := os.Open("../shared/labels/dev.tsv"); err == nil {
		defer f.Close()
		dev, err := theme.ReadSamples(f)
		if err != nil {
			return err
		}
		fmt.Print("labels/dev.tsv, not fitted to:\n", theme.Evaluate(dev, a.Label))
	}
	return nil
}
