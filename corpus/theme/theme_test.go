package theme

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"yinju/corpus/hanzi"
	"yinju/corpus/table"
)

func annotator(t testing.TB) *Annotator {
	t.Helper()
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sentences are the rows of testdata/sentences.tsv: text, category, and the
// first theme, or several that are as good, joined by /.
func sentences(t testing.TB) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := table.Rows("theme: sentences.tsv", string(data), 3)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestSentences(t *testing.T) {
	a := annotator(t)
	for _, row := range sentences(t) {
		got := a.Annotate(Input{Text: row[0]})
		if got.Category != row[1] || !slices.Contains(strings.Split(row[2], "/"), got.Themes[0]) {
			t.Errorf("%s\n is %s %v (%.2f), wants %s %s\n %v", row[0], got.Category, got.Themes, got.Confidence, row[1], row[2], got.Reasons)
		}
	}
}

// The object decides about a verb, and a neighbour about the object.
func TestObjectDecides(t *testing.T) {
	a := annotator(t)
	for _, c := range []struct{ text, category string }{
		{"加强队伍建设，提高服务能力。", Add},
		{"加强监管，严厉打击违法犯罪。", Cut},
		{"降低企业成本，减轻企业负担。", Cut},
		{"取消不合理限制，废止有关规定。", Cut},
		{"经济总量不断增长，居民收入稳步提高。", Add},
		{"一手抓发展，一手抓安全，坚持有破有立。", Both},
		{"根据《北京市消防条例》《禁止传销条例》，制定本办法。", Neither},
	} {
		if got := a.Annotate(Input{Text: c.text}); got.Category != c.category {
			t.Errorf("%s is %s (%.2f), wants %s", c.text, got.Category, got.Confidence, c.category)
		}
	}
}

func TestTextWithoutPushIsNeither(t *testing.T) {
	a := annotator(t)
	for name, text := range map[string]string{
		"empty":   "",
		"space":   " \n\t\u3000",
		"word":    "北京",
		"english": "The committee shall submit an annual report to the assembly.",
		"table":   "1月 120 3.5 2月 118 3.4 3月 131 3.9\n4月 140 4.1",
		"broken":  "\xff\xfe\x00",
		"names":   "张三 李四 王五 赵六",
	} {
		got := a.Annotate(Input{Text: text})
		if got.Category != Neither || got.Rel {
			t.Errorf("%s: %q is %s, rel %v", name, text, got.Category, got.Rel)
		}
		if len(got.Themes) != 1 || got.Themes[0] != Fallback {
			t.Errorf("%s: themes %v, wants only %s", name, got.Themes, Fallback)
		}
	}
}

func TestProcedureTakesTheThemeOfItsDocument(t *testing.T) {
	got := annotator(t).Annotate(Input{Title: "广州市公共租赁住房保障办法", Text: "逾期的，视为放弃。"})
	if got.Themes[0] != "welfare" {
		t.Errorf("themes %v, wants welfare first", got.Themes)
	}
	got = annotator(t).Annotate(Input{Headings: []string{"第三章 森林防火"}, Text: "前款规定的期限为五日。"})
	if got.Themes[0] == Fallback {
		t.Errorf("themes %v, wants one of the heading", got.Themes)
	}
}

func TestLongTextIsLabelled(t *testing.T) {
	text := strings.Repeat("支持企业扩大投资，严禁违规收费。", 1250)
	got := annotator(t).Annotate(Input{Text: text})
	checkLabel(t, text, got)
	if got.Category == Neither {
		t.Errorf("20,000 characters that push both ways are %s", got.Category)
	}
}

func TestTraditionalTextHasTheSameLabel(t *testing.T) {
	a := annotator(t)
	for _, pair := range [][2]string{
		{"嚴厲打擊違法犯罪活動，維護社會穩定。", "严厉打击违法犯罪活动，维护社会稳定。"},
		{"加快發展現代農業，擴大糧食種植面積。", "加快发展现代农业，扩大粮食种植面积。"},
		{"推進數據資源開放，優化營商環境。", "推进数据资源开放，优化营商环境。"},
		{"本規定自公布之日起施行。", "本规定自公布之日起施行。"},
		{"ＧＤＰ增長５％，減稅降費２萬億元。", "GDP增长5%,减税降费2万亿元。"},
	} {
		was, is := a.Annotate(Input{Text: pair[0]}), a.Annotate(Input{Text: pair[1]})
		for i := range was.Reasons {
			was.Reasons[i].Text = hanzi.Words(was.Reasons[i].Text)
		}
		for i := range is.Reasons {
			is.Reasons[i].Text = hanzi.Words(is.Reasons[i].Text)
		}
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%s is %+v\n%s is %+v", pair[0], was, pair[1], is)
		}
	}
}

func TestReasonsNameWordsOfTheText(t *testing.T) {
	text := "　严禁 乱收费，\u200b支持企业创新。"
	got := annotator(t).Annotate(Input{Title: "关于减轻企业负担的通知", Text: text})
	checkLabel(t, text, got)
	if len(got.Reasons) == 0 {
		t.Error("no reasons")
	}
}

// checkLabel checks what holds for every label.
func checkLabel(t *testing.T, text string, l Label) {
	t.Helper()
	if l.Confidence < 0 || l.Confidence > 1 {
		t.Errorf("confidence %v", l.Confidence)
	}
	if n := len(l.Themes); n < 1 || n > 3 {
		t.Errorf("%d themes", n)
	}
	points := []rune(text)
	for _, r := range l.Reasons {
		if r.Start == 0 && r.End == 0 && r.Text != "" {
			continue // of the title or a heading
		}
		if r.Start < 0 || r.Start >= r.End || r.End > len(points) {
			t.Fatalf("reason %+v lies outside %d code points", r, len(points))
		}
		if utf8.ValidString(text) && string(points[r.Start:r.End]) != r.Text {
			t.Errorf("reason %+v, the text says %q", r, string(points[r.Start:r.End]))
		}
		if r.Weight <= 0 || r.Weight > 1 {
			t.Errorf("weight of %+v", r)
		}
	}
}

func TestAnnotatorIsSharedByManyCallers(t *testing.T) {
	a, rows := annotator(t), sentences(t)
	want := a.Annotate(Input{Text: rows[0][0]})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				if got := a.Annotate(Input{Text: rows[0][0]}); !reflect.DeepEqual(got, want) {
					t.Errorf("%+v, then %+v", want, got)
				}
			}
		})
	}
	all.Wait()
}

func FuzzAnnotate(f *testing.F) {
	a := annotator(f)
	for _, row := range sentences(f) {
		f.Add(row[2], row[0])
	}
	f.Add("《（", "（《》）\n。。、\xff严禁\u200b")
	f.Fuzz(func(t *testing.T, title, text string) {
		checkLabel(t, text, a.Annotate(Input{Title: title, Headings: []string{title}, Text: text}))
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := annotator(b)
	rows := sentences(b)
	text := rows[0][0] + rows[20][0] + rows[28][0] + rows[32][0]
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.Annotate(Input{Title: "关于进一步优化营商环境的若干措施", Text: text})
	}
}
