package archive

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"yinju/corpus"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// compared writes a comparison of two texts: "= a" for an equal paragraph, "- a"
// and "+ a" for one of one side, "~ a[gone]b[+come]" for a changed one.
func compared(t testing.TB, from, to string) []string {
	c, err := compare(t.Context(), &Document{Text: from}, &Document{Text: to})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range c.Rows {
		switch {
		case r.Same:
			lines = append(lines, "= "+written(r.To))
		case r.To == nil:
			lines = append(lines, "- "+joined(r.From))
		case r.From == nil:
			lines = append(lines, "+ "+joined(r.To))
		default:
			lines = append(lines, "~ "+written(r.From)+" | "+written(r.To))
		}
	}
	return lines
}

// written marks the changed pieces.
func written(p *ComparedParagraph) string {
	var b strings.Builder
	for _, piece := range p.Pieces {
		if piece.Changed {
			b.WriteString("[" + piece.Text + "]")
			continue
		}
		b.WriteString(piece.Text)
	}
	return b.String()
}

func joined(p *ComparedParagraph) string {
	var b strings.Builder
	for _, piece := range p.Pieces {
		b.WriteString(piece.Text)
	}
	return b.String()
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to []string
		want     []string
	}{
		{"the same but for white space", []string{"第一条　为了保护 草原", "第二条 适用"}, []string{"第一条 为了保护草原", "", "第二条　适用"},
			[]string{"= 第一条 为了保护草原", "= 第二条　适用"}},
		{"a figure changed", []string{"试点期限为两年，到期后评估。"}, []string{"试点期限为三年，到期后评估。"},
			[]string{"~ 试点期限为[两]年，到期后评估。 | 试点期限为[三]年，到期后评估。"}},
		{"one left, one came", []string{"甲方承担费用。", "本办法自印发之日起施行。"}, []string{"本办法自印发之日起施行。", "有效期五年。"},
			[]string{"- 甲方承担费用。", "= 本办法自印发之日起施行。", "+ 有效期五年。"}},
		{"a new paragraph before a changed one", []string{"第三条 申请人应当提交身份证明和申请表。"},
			[]string{"第三条 市区设立窗口。", "第四条 申请人应当提交身份证明、申请表。"},
			[]string{"+ 第三条 市区设立窗口。", "~ 第[三]条 申请人应当提交身份证明[和]申请表。 | 第[四]条 申请人应当提交身份证明[、]申请表。"}},
		{"nothing in common is not one paragraph", []string{"牧区草场轮牧的时间"}, []string{"渔船进出港口报告"}, []string{"- 牧区草场轮牧的时间", "+ 渔船进出港口报告"}},
		{"all of it is new", nil, []string{"一", "二"}, []string{"+ 一", "+ 二"}},
		{"both empty", nil, nil, nil},
	} {
		got := compared(t, strings.Join(c.from, "\n"), strings.Join(c.to, "\n"))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// However two texts differ, each column has all paragraphs of its text in order,
// pieces that are not changed agree, and equal rows are equal.
func TestComparisonsLoseNothing(t *testing.T) {
	letters := rapid.SampledFrom([]rune("草原保护条例𠀀\uFFFDa第条 ，。\n\n"))
	rapid.Check(t, func(r *rapid.T) {
		from := string(rapid.SliceOfN(letters, 0, 120).Draw(r, "from"))
		to := string(rapid.SliceOfN(letters, 0, 120).Draw(r, "to"))
		c, err := compare(t.Context(), &Document{Text: from}, &Document{Text: to})
		if err != nil {
			r.Fatal(err)
		}
		var left, right []string
		for _, row := range c.Rows {
			kept := [2]string{}
			for side, p := range []*ComparedParagraph{row.From, row.To} {
				if p == nil {
					continue
				}
				for _, piece := range p.Pieces {
					if !utf8.ValidString(piece.Text) || piece.Text == "" {
						r.Fatalf("piece %q", piece.Text)
					}
					if !piece.Changed {
						kept[side] += piece.Text
					}
				}
				if side == 0 {
					left = append(left, joined(p))
				} else {
					right = append(right, joined(p))
				}
			}
			if row.From != nil && row.To != nil && bare(kept[0]) != bare(kept[1]) {
				r.Fatalf("kept %q of one and %q of the other", kept[0], kept[1])
			}
		}
		if diff := cmp.Diff(lines(from), left) + cmp.Diff(lines(to), right); diff != "" {
			r.Fatal(diff)
		}
	})
}

func lines(text string) []string {
	var all []string
	for _, p := range paragraphs(&Document{Text: text}) {
		all = append(all, p.text)
	}
	return all
}

// A comparison of two long texts that have every paragraph changed, and of two that
// have none in common, ends soon.
func TestLongComparisonsEnd(t *testing.T) {
	var from, to, other strings.Builder
	for i := range 600 {
		number := string(rune('一' + i))
		from.WriteString("第" + number + "条 国家支持并扩大示范活动，取消不合理的收费，禁止伪造数据，" + number + "。\n")
		to.WriteString("第" + number + "条 国家鼓励并扩大示范活动，取消不合理的收费，严禁伪造数据，" + number + "。\n")
		other.WriteString(strings.Repeat(number, 40) + "\n")
	}
	for name, second := range map[string]string{"every paragraph changed": to.String(), "nothing in common": other.String()} {
		started := time.Now()
		rows := compared(t, from.String(), second)
		if took := time.Since(started); took > 5*time.Second {
			t.Errorf("%s: %v for %d rows", name, took, len(rows))
		}
	}
}

// Paragraphs know the passage they stand in, headings stand in none.
func TestParagraphsKnowTheirPassages(t *testing.T) {
	a := create(t, t.TempDir())
	text := "测试管理办法\n\n第一章 总则\n\n第一条 为了测试，制定本办法。\n\n第二条 测试分为：\n（一）甲类；\n（二）乙类。\n"
	if _, err := a.ImportTexts(t.Context(), []Text{{Key: "x/测试.txt", Data: []byte(text)}}); err != nil {
		t.Fatal(err)
	}
	d, err := a.Document(t.Context(), corpus.DocID("x/测试.txt"))
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]string{}
	for _, p := range d.Passages {
		byID[p.ID] = p.Text
	}
	for _, p := range paragraphs(d) {
		if in := byID[p.passage]; p.passage != "" && !strings.Contains(in, p.text) {
			t.Errorf("%q is said to stand in %q", p.text, in)
		}
		if strings.HasPrefix(p.text, "（二）") && p.location != "第二条" {
			t.Errorf("%q stands at %q", p.text, p.location)
		}
	}
}

// A number is changed as a whole.
func TestChangesOfNumbers(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"自2015年3月起施行", "自2020年3月起施行", "自[2015]年3月起施行 自[2020]年3月起施行"},
		{"不低于12.5%的", "不低于12.8%的", "不低于[12.5]%的 不低于[12.8]%的"},
		{"共100人", "共1000人", "共[100]人 共[1000]人"},
		{"甲乙丙", "甲丁丙", "甲[乙]丙 甲[丁]丙"},
	} {
		a, b := changes(c.from, c.to)
		if got := bracketed(a) + " " + bracketed(b); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func bracketed(pieces []ComparedPiece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Changed {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}
