package provenance

import (
	"slices"
	"strings"
	"testing"

	"yinju/corpus"
)

func TestClass(t *testing.T) {
	for _, c := range []struct{ name, key, source, url, issuer, class, basis string }{
		{"portal", "k", "中国政府网", "http://www.gov.cn/zhengce/1.htm", "", Official, "来源 中国政府网（国务院办公厅主办的网站）"},
		{"ministry", "k", "", "https://www.mof.gov.cn/a", "", Official, "网址 www.mof.gov.cn（政府网站）"},
		{"laws", "k", "", "https://flk.npc.gov.cn/detail2.html?x", "", Official, "网址 flk.npc.gov.cn（全国人大及其法律法规数据库（flk））"},
		{"issuer", "k", "南江市渡口管理所", "", "南江市渡口管理所", Official, "来源 南江市渡口管理所（来源即发文机关）"},
		{"body", "k", "南江县人民政府", "", "", Official, "来源 南江县人民政府（机关名称）"},
		{"reprint", "k", "新华社", "http://www.gov.cn/xinwen/1.htm", "", Reprinted, "来源 新华社（通讯社）"},
		{"paper", "k", "《南江日报》", "", "", Reprinted, "来源 《南江日报》（报纸）"},
		{"paper bare", "k", "南江日报", "", "", Reprinted, "来源 南江日报（报纸）"},
		{"wiki", "k", "维基文库", "https://zh.wikisource.org/wiki/x", "", Transcribed, "来源 维基文库（志愿者抄录）"},
		{"set", "k", "", "https://github.com/x/laws", "", Transcribed, "网址 github.com（代码托管网站上的数据集）"},
		{"news", "k", "新闻联播", "https://tv.cctv.com/1", "", Reprinted, "来源 新闻联播（电视新闻）"},
		{"lookalike", "k", "", "https://gov.cn.example.com/1", "", Reprinted, "网址 gov.cn.example.com 不在来源规则之列，按网络转载计"},
		{"host as source", "k", "www.yuexiu.gov.cn", "", "", Official, "网址 www.yuexiu.gov.cn（政府网站）"},
		{"folder", "laws/国务院公报/1.txt", "", "", "", Official, "文件夹或文件名 国务院公报（官方公报）"},
		{"title is no folder", "notes/人民日报怎样写评论.txt", "", "", "", Own, "来源不详"},
		{"account", "k", "某市人民政府微信公众号", "", "", Reprinted, "来源 某市人民政府微信公众号（网络转发）"},
		{"platform", "k", "知乎专栏：国务院", "", "", Reprinted, "来源 知乎专栏：国务院（网络平台）"},
		{"address contradicts", "k", "中国政府网", "https://mp.weixin.qq.com/s/1", "", Reprinted, "网址 mp.weixin.qq.com（商业网站）"},
		{"address contradicts the body", "k", "南江县人民政府", "https://baike.baidu.com/1", "", Transcribed, "网址 baike.baidu.com（网络百科）"},
		{"nothing", "notes/渡口.txt", "", "", "", Own, "来源不详"},
		{"friend", "k", "老王", "", "", Own, "来源 老王 不在来源规则之列"},
	} {
		d := &corpus.Document{Key: c.key, Source: corpus.Field{Value: c.source}, URL: corpus.Field{Value: c.url}}
		if c.issuer != "" {
			d.Issuers.Values = []string{c.issuer}
		}
		if got := Class(d); got.Value != c.class || got.Basis != c.basis {
			t.Errorf("%s: got %+v, want %s, %s", c.name, got, c.class, c.basis)
		}
	}
}

func TestRank(t *testing.T) {
	if Rank(Official) != 0 || Rank(Own) != 3 || Rank("") != 4 || Rank(Transcribed) >= Rank(Reprinted) {
		t.Error(Rank(Official), Rank(Transcribed), Rank(Reprinted), Rank(Own), Rank(""))
	}
}

func TestRulesAreWellFormed(t *testing.T) {
	kinds := []string{"web", "press", "source", "host", "name", "path"}
	seen := map[string]bool{}
	for _, r := range rules {
		if !slices.Contains(kinds, r.kind) || Rank(r.class) == len(Classes) || r.word == "" || r.what == "" || seen[r.kind+r.word] {
			t.Errorf("row %+v", r)
		}
		seen[r.kind+r.word] = true
	}
	if rows := strings.Count(sourcesText, "\n") - strings.Count(sourcesText, "#"); rows != len(rules) {
		t.Errorf("%d rows, %d rules", rows, len(rules))
	}
}
