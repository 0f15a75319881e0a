package server

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/corpus/theme"
	"yinju/index"
)

// labelsView is the page of what the labels mean and how good they are.
type labelsView struct {
	layout
	Published  bool
	Below      string // the confidence below which a label is 待定
	Labelled   string
	Forms      []formRow
	Categories []labelRow
	Rel        labelRow
	Themes     []labelRow
	Bins       []binRow
	Said       []string // heads of the confusion table
	Confusion  []confusionRow
	Data       []dataRow
	Examples   []exampleRow
}

// labelRow is a label with its figures, which are "" where none are published.
type labelRow struct {
	Label, Definition                 string
	Sign                              sign
	N, Precision, Recall, F1, Readers string
}

type formRow struct{ Name, N, Accuracy, MacroF1, Themes, First string }

type binRow struct{ Range, N, Confidence, Accuracy string }

type confusionRow struct {
	Read  string
	Cells []confusionCell
}

type confusionCell struct {
	N     string
	Right bool
}

type dataRow struct{ Split, Corpus, Documents, Passages string }

type exampleRow struct {
	Title, Text, URL   string
	Read, Said         sign
	ReadThemes, Themes string
	Right              bool
}

func (s *Server) labelsPage(c echo.Context) error {
	v := labelsViewOf(s.figures, namesOf(s.archive.Vocabulary()))
	v.layout = s.layout("标注的含义与准确度")
	return s.page(c, http.StatusOK, "labels", v)
}

// labelsJSON answers GET /api/labels: what the labels mean, and the published
// figures.
type labelsJSON struct {
	Categories []definitionJSON `json:"categories"`
	Rel        definitionJSON   `json:"rel"`
	Themes     []definitionJSON `json:"themes"`
	Uncertain  float64          `json:"uncertain"` // below this confidence a label is 待定
	Figures    *theme.Figures   `json:"figures"`   // null: none are published
}

type definitionJSON struct {
	Code       string `json:"code"`
	Label      string `json:"label"`
	Definition string `json:"definition"`
}

func (s *Server) labelsAPI(c echo.Context) error {
	answer := labelsJSON{Rel: definitionJSON{"rel", relLabel, theme.RelDefinition}, Uncertain: index.UncertainBelow, Figures: s.figures}
	for _, category := range theme.Categories() {
		answer.Categories = append(answer.Categories, definitionJSON{category.Code, category.Label, category.Definition})
	}
	for _, t := range theme.Themes() {
		answer.Themes = append(answer.Themes, definitionJSON{t.Code, t.Label, t.Definition})
	}
	return s.json(c, http.StatusOK, answer)
}

// relLabel is what the pages call rel.
const relLabel = "谈加减关系"

func labelsViewOf(f *theme.Figures, names themeNames) labelsView {
	v := labelsView{Below: fmt.Sprintf("%.2f", index.UncertainBelow), Rel: labelRow{Label: relLabel, Definition: theme.RelDefinition}}
	for _, c := range theme.Categories() {
		v.Categories = append(v.Categories, labelRow{Label: signOf(c.Code).Label, Sign: signOf(c.Code), Definition: c.Definition}.with(f, c.Code))
		v.Said = append(v.Said, signOf(c.Code).Label)
	}
	for _, t := range theme.Themes() {
		v.Themes = append(v.Themes, labelRow{Label: t.Label, Definition: t.Definition}.with(f, t.Code))
	}
	if f == nil {
		return v
	}
	v.Published, v.Labelled, v.Rel = true, f.Labelled, v.Rel.figured(f.Rel)
	v.Forms, v.Bins, v.Data = formRows(f), binRows(f), dataRows(f)
	v.Confusion = confusionRows(f, v.Said)
	v.Examples = exampleRows(f, names)
	return v
}

// with returns a row with the figures of a code, if there are any.
func (r labelRow) with(f *theme.Figures, code string) labelRow {
	if figures := figuresOf(f, code); figures != nil {
		return r.figured(*figures)
	}
	return r
}

// figuresOf are those of a category or a theme; nil if none are published.
func figuresOf(f *theme.Figures, code string) *theme.LabelFigures {
	if f == nil {
		return nil
	}
	for _, list := range [][]theme.LabelFigures{f.Categories, f.Themes} {
		for i := range list {
			if list[i].Code == code {
				return &list[i]
			}
		}
	}
	return nil
}

func (r labelRow) figured(f theme.LabelFigures) labelRow {
	r.N, r.Precision, r.Recall, r.F1 = count(f.N), interval(f.Precision), interval(f.Recall), interval(f.F1)
	if r.Readers = "—"; f.Readers >= 0 {
		r.Readers = hundredths(f.Readers)
	}
	return r
}

// interval writes a share with its interval: .86（.81–.90）.
func interval(s theme.Share) string {
	return fmt.Sprintf("%s（%s–%s）", hundredths(s.Value), hundredths(s.Low), hundredths(s.High))
}

func hundredths(x float64) string { return fmt.Sprintf("%.2f", x) }

var formNames = map[string]string{"words": "只按词语", "vectors": "词语与语义向量"}

// formRows are the forms of the annotator, then the two readers.
func formRows(f *theme.Figures) []formRow {
	var rows []formRow
	for _, form := range f.Forms {
		name := firstKnown(formNames[form.Form], form.Form)
		if form.Form == f.Form {
			name += "（现用）"
		}
		rows = append(rows, formRow{name, count(form.N), interval(form.Accuracy), interval(form.MacroF1), interval(form.ThemesMicroF1), interval(form.FirstTheme)})
	}
	r := f.Readers
	return append(rows, formRow{"两个读者之间", count(r.N), hundredths(r.Accuracy), hundredths(r.MacroF1), hundredths(r.ThemesMicroF1), hundredths(r.FirstTheme)})
}

func binRows(f *theme.Figures) []binRow {
	var rows []binRow
	for _, b := range f.Bins {
		rows = append(rows, binRow{hundredths(b.From) + "–" + hundredths(b.To), count(b.N), hundredths(b.Confidence), hundredths(b.Accuracy)})
	}
	return rows
}

func confusionRows(f *theme.Figures, labels []string) []confusionRow {
	var rows []confusionRow
	for i, line := range f.Confusion {
		row := confusionRow{Read: labels[i]}
		for j, n := range line {
			row.Cells = append(row.Cells, confusionCell{count(n), i == j})
		}
		rows = append(rows, row)
	}
	return rows
}

var splitNames = map[string]string{"train": "训练", "tune": "调整", "test": "公布的测试"}

func dataRows(f *theme.Figures) []dataRow {
	var rows []dataRow
	for _, d := range f.Data {
		rows = append(rows, dataRow{firstKnown(splitNames[d.Split], d.Split), d.Corpus, count(d.Documents), count(d.Passages)})
	}
	return rows
}

// exampleRows lead to a search for their wording: an archive need not hold them.
func exampleRows(f *theme.Figures, names themeNames) []exampleRow {
	var rows []exampleRow
	for _, e := range f.Examples {
		rows = append(rows, exampleRow{Title: titleOr(e.Title), Text: e.Text, URL: searchURL(ask(index.ParseText("「" + shorten(e.Text, 30) + "」"))),
			Read: signOf(e.Read), Said: labelled(e.Said, e.Confidence, false), Right: e.Read == e.Said,
			ReadThemes: strings.Join(names.of(e.ReadThemes), "、"), Themes: strings.Join(names.of(e.Themes), "、")})
	}
	return rows
}
