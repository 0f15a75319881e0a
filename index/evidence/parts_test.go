package evidence

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// written shows parts as testdata/parts.tsv does: text=value class.
func written(parts []Part) string {
	var list []string
	for _, p := range parts {
		list = append(list, p.Text+"="+p.Value.Number+p.Value.Name+period(p.Value)+" "+p.Value.Class)
	}
	return strings.TrimSpace(strings.Join(list, " | "))
}

func period(v Value) string {
	switch {
	case v.From.Month == 0:
		return ""
	case v.From.Year == 0:
		return fmt.Sprintf("%d/%d..%d/%d", v.From.Month, v.From.Day, v.To.Month, v.To.Day)
	}
	return v.From.String() + ".." + v.To.String()
}

func TestPartsOfRealClauses(t *testing.T) {
	table, err := os.ReadFile("testdata/parts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		text, want, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if got := written(Parts(text)); got != strings.TrimSpace(want) {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

func TestFigures(t *testing.T) {
	for text, want := range map[string]string{
		"补助147.2亿元": "147.2亿元=14720000000 元",
		"增长5%":      "5%=0.05 率",
		"增长５．５％":    "５．５％=0.055 率",
		"百分之五以上":    "百分之五=0.05 率",
		"千分之一点五":    "千分之一点五=0.0015 率",
		"上调0.5个百分点": "0.5个百分点=0.5 百分点",
		"三个月内":      "三个月=3 月",
		"两个半月":      "两个半月=2.5 月",
		"满一年半":      "一年半=18 月",
		"提前半年":      "半年=6 月",
		"上半年":       "",
		"半个月":       "半个月=0.5 月",
		"六十日内":      "六十日=60 日",
		"两周":        "两周=14 日",
		"四周的山":      "",
		"20万人":      "20万人=200000 人",
		"1.5倍":      "1.5倍=1.5 倍",
		"占3/4":      "3/4=0.75 率",
		"三分之一":      "三分之一=1/3 率",
		"占了一半":      "一半=0.5 率",
		"第十条":       "第十条=10 第条",
		"第286条之一":   "第286条之一=286 第条之一",
		"第（三）项":     "第（三）项=3 第项",
		"人民币伍仟贰佰元":  "伍仟贰佰元=5200 元",
		"三万五千元":     "三万五千元=35000 元",
		"三万五元":      "三万五元=35000 元",
		"一亿零五十万元":   "一亿零五十万元=100500000 元",
		"1亿2000万元":  "1亿2000万元=120000000 元",
		"1,200.50元": "1,200.50元=1200.5 元",
		"5万亿斤":      "5万亿斤=2500000000000 千克",
		"20多万户":     "20多万户=200000 户",
		"二十多万户":     "二十多万户=200000 户",
		"罚3到30万元":   "3=30000 元 | 30万元=300000 元",
		"罚3万到30万元":  "3万=30000 元 | 30万元=300000 元",
		"30至50年":    "30=360 月 | 50年=600 月",
		"5%—10%":    "5%=0.05 率 | 10%=0.1 率",
		"三年以上七年以下":  "三年=36 月 | 七年=84 月",
		"六个月以上一年以下": "六个月=6 月 | 一年=12 月",
		"几十万元，数百家，十几个，三五天":    "",
		"一个人办一件事，一起去":         "",
		"统一规划，唯一的，之一，万一，千万不要": "",
		"一些零件三成立":             "",
		"5G网络和GB2760标准":       "",
		"10公顷":                "10公顷=100000 平方米",
		"15亩":                 "15亩=10000 平方米",
		"一千米":                 "一千米=1000 米",
		"2 2 .4 万件":           "2 2 .4 万件=224000 件",
		"外调绿电440亿千瓦时":         "440亿千瓦时=44000000000 千瓦时",
		"一千瓦":                 "一千瓦=1 千瓦",
		"三千千瓦":                "三千千瓦=3000 千瓦",
		"大陆架和队伍人员":            "",
		"wiki/2000%E5":        "",
		"总积分满一百五十分":           "一百五十分=150 分",
		"总积分满150分":            "150分=150 分",
		"十分重要，充分保障":           "",
		"不超过LPR+50BP":         "50BP=0.5 百分点",
		"下调25个基点":             "25个基点=0.25 百分点",
		"小学一年级和3年级学生":         "",
		"于5日至11日放假":           "",
		"3日至5日内办结":            "3日=3 日 | 5日=5 日",
		"处五日至十日拘留":            "五日=5 日 | 十日=10 日",
		"":                    "",
	} {
		if got := written(Parts(text)); got != want {
			t.Errorf("Parts(%q)\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2020年":            "2020年=2020-01-01..2020-12-31 year",
		"二〇二〇年":            "二〇二〇年=2020-01-01..2020-12-31 year",
		"2020年1月1日":        "2020年1月1日=2020-01-01..2020-01-01 day",
		"二○二一年十二月三十一日":     "二○二一年十二月三十一日=2021-12-31..2021-12-31 day",
		"2020-01-01":       "2020-01-01=2020-01-01..2020-01-01 day",
		"2020.2.30":        "",
		"“十四五”规划":          "“十四五”=2021-01-01..2025-12-31 plan",
		"十四五时期":            "十四五=2021-01-01..2025-12-31 plan",
		"第三个五年计划":          "第三个五年计划=1966-01-01..1970-12-31 plan",
		"2025年底":           "2025年底=2025-12-01..2025-12-31 end",
		"2025年年底":          "2025年年底=2025-12-01..2025-12-31 end",
		"2024年2月底":         "2024年2月底=2024-02-29..2024-02-29 end",
		"2024年上半年":         "2024年上半年=2024-01-01..2024-06-30 half",
		"2024年第三季度":        "2024年第三季度=2024-07-01..2024-09-30 quarter",
		"1990年代":           "1990年代=1990-01-01..1999-12-31 decade",
		"2018到2035年":       "2018=2018-01-01..2018-12-31 year | 2035年=2035-01-01..2035-12-31 year",
		"2025年7月22日至8月3日":  "2025年7月22日=2025-07-22..2025-07-22 day | 8月3日=2025-08-03..2025-08-03 day",
		"6月13日":            "6月13日=6/13..6/13 day",
		"2月5日至11日放假调休":     "2月5日=2/5..2/5 day | 11日=2/11..2/11 day",
		"2025年2月27日至30日":   "2025年2月27日=2025-02-27..2025-02-27 day",
		"6到9月":             "6=6/1..6/30 month | 9月=9/1..9/30 month",
		"15日电":             "",
		"ISO 2020-1":       "",
		"公元3000年":          "3000年=36000 月",
		"（2024—2026年）":     "2024=2024-01-01..2024-12-31 year | 2026年=2026-01-01..2026-12-31 year",
		"2月29日":            "2月29日=2/29..2/29 day",
		"一九八四年２月":          "一九八四年２月=1984-02-01..1984-02-29 month",
		"2023年12月召开，12月1日": "2023年12月=2023-12-01..2023-12-31 month | 12月1日=12/1..12/1 day",
	} {
		if got := written(Parts(text)); got != want {
			t.Errorf("Parts(%q)\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"《中华人民共和国民法典》怎么说":        "《中华人民共和国民法典》=民法典 title",
		"《关于〈条例〉的批复》":            "《关于〈条例〉的批复》=关于条例的批复 title",
		"国办发〔2018〕123号文":         "国办发〔2018〕123号=国办发2018123号 number",
		"國務院辦公廳":                 "國務院辦公廳=国务院办公厅 organ",
		"住建部和国家发改委":              "住建部=住房和城乡建设部 office | 国家发改委=国家发展和改革委员会 office",
		"财政部门和教育部署":              "",
		"广州市天河区的社区":              "广州市=广州市 city | 天河区=天河区 district",
		"河北岸扩大连接":                "",
		"上海市民":                   "上海市=上海市 province",
		"温家宝总理说，安全部部长和工会主席":      "温家宝总理=温家宝 person",
		"李强作2025年政府工作报告":         "李强=李强 person | 2025年=2025-01-01..2025-12-31 year",
		"温家宝指出，要讲真话":             "温家宝=温家宝 person",
		"国务院总理李强在报告中说":           "国务院=国务院 organ | 总理李强=李强 person",
		"会议强调，方案提出，文件指出，有关部门表示":  "",
		"严格要求、严肃工作作风，马上说明":       "",
		"安全工作会议认为，于是提出，成员表示":     "",
		"金融作为核心，高度重视、何时作出决定":     "",
		"习近平总书记在河南":              "习近平总书记=习近平 person | 河南=河南省 province",
		"《没有收尾的书名":               "",
		"江苏省长会见":                 "江苏省=江苏省 province",
		"《北京市办法（2024-2026年）》的通知": "《北京市办法（2024-2026年）》=北京市办法20242026年 title",
	} {
		if got := written(Parts(text)); got != want {
			t.Errorf("Parts(%q)\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

// alphabet is what figures, dates and names are made of.
var alphabet = []rune("0123456789０９,，.．%％/-—至到年月日号个半天元万亿百千十一二两三五〇零壹第条之分点多余几上下以内底初前《》〈〉“”（）〔〕 \n\u3000\u200b\x00北京市国务院区县部门总理王會a中Ｇ5")

func anyText() *rapid.Generator[string] { return rapid.StringOfN(rapid.RuneFrom(alphabet), 0, 60, -1) }

func TestPartSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkParts(t, anyText().Draw(t, "text")) })
}

func checkParts(t interface{ Fatalf(string, ...any) }, text string) {
	runes, end := []rune(text), 0
	for _, p := range Parts(text) {
		if p.Span[0] < end || p.Span[1] <= p.Span[0] || p.Span[1] > len(runes) {
			t.Fatalf("%q: span %v after %d of %d", text, p.Span, end, len(runes))
		}
		if got := string(runes[p.Span[0]:p.Span[1]]); got != p.Text {
			t.Fatalf("%q: %v is %q, not %q", text, p.Span, got, p.Text)
		}
		if p.Value == (Value{}) || !slices.Contains([]Kind{Figure, Date, Name}, p.Kind) {
			t.Fatalf("%q: %+v says nothing", text, p)
		}
		end = p.Span[1]
	}
}

func FuzzParts(f *testing.F) {
	for _, s := range []string{"罚3万到30万元", "二〇二〇年一月一日至三月", "《a》〈", "1/2/3", "第（十）项", "999999999999999999999999999999999万亿亿元", "一二三四五六七", "\xff三个月\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkParts(t, text) })
}
