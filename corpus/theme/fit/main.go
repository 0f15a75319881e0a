// Command fit fits the weights of the category model on labelled passages and
// says how well they do on passages of documents they were not fitted on.
//
//	go run ./corpus/theme/fit            # cross-validation only
//	go run ./corpus/theme/fit -write     # and write corpus/theme/category_model.tsv and crossvalidated.tsv
//
// Run it from the repository's root, again after a change of the cues or
// features. It fits on labels/dev.tsv, on the passages of passages.tsv, which were
// read once for this purpose, and on the short ones of sentences.tsv, which were
// written for it; it measures on dev.tsv. The folds are by
// document title, so that no document is on both sides. Themes are not fitted.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"

	"yinju/corpus/theme"
)

func main() {
	labels := flag.String("labels", "../shared/labels/dev.tsv", "labelled passages to fit on and to be measured on")
	corpora := flag.String("corpora", "../shared/corpora", "where the passages of passages.tsv lie; they are fitted on only")
	ridge := flag.Float64("ridge", .09, "weight of the quadratic penalty")
	level := flag.Float64("level", .5, "how far rare categories are raised, 0 to 1")
	repeats := flag.Int("repeats", 5, "cross-validations to average, each with other folds")
	write := flag.Bool("write", false, "write the weights fitted on all passages to "+modelFile)
	wrong := flag.Bool("wrong", false, "list the passages that cross-validation gets wrong")
	flag.Parse()
	log.SetFlags(0)
	t, measured, err := prepare(*labels, *corpora, *ridge, *level)
	if err != nil {
		log.Fatal(err)
	}
	found := t.report(measured, *repeats, *wrong)
	if *write {
		if err := errors.Join(os.WriteFile(modelFile, t.table(), 0o644), os.WriteFile(figuresFile, found.table(), 0o644)); err != nil {
			log.Fatal(err)
		}
	}
}

const (
	modelFile   = "corpus/theme/category_model.tsv"
	figuresFile = "corpus/theme/crossvalidated.tsv"
	folds       = 5
)

// prepare reads the passages; the first measured of them are those of labels.
func prepare(labels, corpora string, ridge, level float64) (t *task, measured int, err error) {
	samples, err := read(labels)
	if err != nil {
		return nil, 0, err
	}
	extra, err := located(corpora)
	if err != nil {
		return nil, 0, err
	}
	short, err := sentences()
	if err != nil {
		return nil, 0, err
	}
	annotator, err := theme.New()
	if err != nil {
		return nil, 0, err
	}
	return newTask(annotator, slices.Concat(samples, extra, short), ridge, level), len(samples), nil
}

// report prints the figures of the first cross-validation in full, then the
// mean of all, for the first measured passages.
func (t *task) report(measured, repeats int, wrong bool) figures {
	mean := figures{n: measured, repeats: repeats}
	for t.salt = range uint32(repeats) {
		said := t.crossValidate(folds)
		r := theme.Evaluate(t.samples[:measured], func(in theme.Input) theme.Label { return said[in.Text] })
		mean.add(r)
		if t.salt == 0 {
			fmt.Print(r)
			if wrong {
				printWrong(t.samples[:measured], said)
			}
		}
	}
	fmt.Printf("mean of %d: accuracy %.3f  macro-F1 %.3f\n", repeats, mean.accuracy, mean.macroF1)
	return mean
}

func read(path string) ([]theme.Sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return theme.ReadSamples(f)
}

func printWrong(samples []theme.Sample, said map[string]theme.Label) {
	for _, s := range samples {
		l := said[s.Input.Text]
		if l.Category != s.Category {
			fmt.Printf("category %s, said %s (%.2f): %s\n", s.Category, l.Category, l.Confidence, s.Input.Text)
		}
		if l.Themes[0] != s.Themes[0] {
			fmt.Printf("themes %v, said %v: %s | %s\n", s.Themes, l.Themes, s.Input.Title, s.Input.Text)
		}
	}
}
