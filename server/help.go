package server

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// helpView is the page that teaches the search.
type helpView struct {
	layout
	Examples []exampleLink
	Add, Cut sign
	Themes   []string
	Limits   []limitRow
	Meaning  meaningView

	Standings, Classes []meaning
	Export, Feed       string // most passages of a file, and of a feed
}

// meaning explains a word that stands on the pages.
type meaning struct{ Name, Text string }

// standings explain how a document stands among the others.
func standings() []meaning {
	var list []meaning
	for _, status := range index.Statuses {
		list = append(list, meaning{archive.ValueLabel(index.Status, status), standingMeanings[status]})
	}
	return list
}

var standingMeanings = map[string]string{
	index.Newest:       "本库收有这份文件的几种文本，这是日期最新的一种。",
	index.Superseded:   "本库收有同名文件更新的文本，点开可看。",
	index.Repealed:     "本库所收另一份文件的条文写明废止它，点开可看那一条。",
	index.UnknownValue: "本库没有文件说明它的效力。",
}

// classes are the classes of sources, most authoritative first.
var classes = []meaning{
	{"官方原文", "取自发文机关自己的网站、公报或官方法规库。"},
	{"转录", "官方文本由他人录入或整理，如数据集、维基、法律网站。"},
	{"转载", "报刊、通讯社或网站刊登的文本。"},
	{"自备", "自己的文件，没有载明来源。"},
}

// limitRow is a bound on what can be asked.
type limitRow struct{ What, Value string }

func (s *Server) helpPage(c echo.Context) error {
	examples, err := s.examples(c.Request().Context())
	if err != nil {
		return err
	}
	v := helpView{layout: s.layout("帮助"), Examples: examples, Limits: limitRows(cap(s.slots)),
		Add: signOf("加"), Cut: signOf("减"), Themes: themeLabels(s.archive.Vocabulary()),
		Meaning: meaningOf(s.archive.Meaning()), Standings: standings(), Classes: classes, Export: count(ExportCap), Feed: count(FeedCap)}
	return s.page(c, http.StatusOK, "help", v)
}

func themeLabels(v index.Vocabulary) []string {
	var labels []string
	for _, t := range v.Themes {
		labels = append(labels, t.Label)
	}
	return labels
}

// limitRows writes limits.go for readers; searches is how many run at once.
func limitRows(searches int) []limitRow {
	return []limitRow{
		{"检索词，在网页和地址里", count(QueryRunesGET) + " 字"},
		{"检索词，用 POST /api/search", count(QueryRunesPOST) + " 字"},
		{"POST 的正文", fmt.Sprintf("%d KiB", BodyBytes>>10)},
		{"更正的说明", count(NoteRunes) + " 字；补充的一项 " + count(ValueRunes) + " 字；表单 " + fmt.Sprintf("%d KiB", FormBytes>>10)},
		{"引号、减号与字段", fmt.Sprintf("合计至多 %d 处，更多或分成几行的文字整段按普通词语检索", index.MaxOperators)},
		{"地址", fmt.Sprintf("%d KiB", AddressBytes>>10)},
		{"请求行与请求头", fmt.Sprintf("%d KiB", HeaderBytes>>10)},
		{"一页的段数", fmt.Sprintf("%d 段", PageSize)},
		{"一次导出的段数", count(ExportCap) + " 段，订阅为最新的 " + count(FeedCap) + " 段"},
		{"能翻到的段数", count(Window) + " 段"},
		{"同时进行的检索", fmt.Sprintf("%d 次，多出的等 %d 毫秒，再不成则请稍后重试", searches, SlotWait.Milliseconds())},
		{"一次检索的时间", fmt.Sprintf("%.0f 秒", SearchTime.Seconds())},
	}
}
