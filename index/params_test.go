package index

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	testLimits     = Limits{QueryRunes: 1000, Size: 200, Window: 10000}
	testVocabulary = Vocabulary{
		Themes:     []Term{{"sci", "科技创新"}, {"env", "生态环境"}},
		Categories: []Term{{"加", "加法"}, {"减", "减法"}},
	}
)

func parse(t *testing.T, query string) (Query, error) {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return ParseParams(v, testLimits, testVocabulary)
}

func TestParseParamsRefuses(t *testing.T) {
	for _, c := range []struct{ query, param string }{
		{"page=-1", "page"}, {"page=0", "page"}, {"page=x", "page"}, {"page=1.5", "page"},
		{"size=0", "size"}, {"size=201", "size"}, {"size=1000000000", "size"}, {"size=99999999999999999999", "size"},
		{"page=51&size=200", "page"}, {"page=10001&size=1", "page"},
		{"theme=nothing", "theme"}, {"category=中", "category"}, {"theme=unknown", "theme"},
		{"mode=regex", "mode"}, {"sort=score", "sort"}, {"rewrite=maybe", "rewrite"}, {"fold=1", "fold"}, {"uncertain=yes", "uncertain"},
		{"year=MMXX", "year"}, {"year=0", "year"},
		{"from=2020-13", "from"}, {"from=2020-02-30", "from"}, {"to=20200101", "to"}, {"from=2021&to=2020", "from"},
		{"q=" + strings.Repeat("长", 1001), "q"},
	} {
		_, err := parse(t, c.query)
		var problem *ParamError
		if !errors.As(err, &problem) || problem.Param != c.param || problem.Permitted == "" {
			t.Errorf("%.60s: %v, want a refusal of %s", c.query, err, c.param)
		}
	}
}

func TestParseParamsAccepts(t *testing.T) {
	for _, query := range []string{
		"", "q=", "page=1000&size=10", "page=50&size=200", "theme=sci&theme=env", "category=加", "issuer=不存在的机关",
		"year=unknown", "year=2020&year=2021", "from=2020&to=2020-01-01", "from=2020-06&to=2020", "sort=-date", "mode=words",
		"q=" + strings.Repeat("长", 1000), "x=ignored",
	} {
		if _, err := parse(t, query); err != nil {
			t.Errorf("%.60s: %v", query, err)
		}
	}
}

func TestParamsRoundTrip(t *testing.T) {
	for _, query := range []string{
		"", "q=%E8%90%A5%E5%95%86+-%E6%88%BF", "q=a&page=3&size=20&sort=date&mode=words&rewrite=off&fold=on&uncertain=1",
		"theme=sci&theme=env&year=unknown&from=2020-01&to=2021&source=%E7%94%B2&level=%E4%B8%AD%E5%A4%AE",
	} {
		first, err := parse(t, query)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parse(t, first.Params().Encode())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("%q: %s", query, diff)
		}
	}
}
