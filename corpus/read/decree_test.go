package read

import (
	"strings"
	"testing"
)

func TestDecrees(t *testing.T) {
	rule := "\n第一章　总则\n第一条　为加强渡口管理，制定本办法。\n第二条　本办法适用于渡口。\n第三条　渡口由管理机构管理。\n"
	for _, c := range []struct{ name, text, title, issuers, number, dates string }{
		{
			"order of a city",
			"南江市人民政府令\n第42号\n《南江市渡口管理办法》已于2021年3月5日市人民政府第15次常务会议通过，现予公布，自2021年6月1日起施行。\n市长　李渡平\n2021年3月20日\n南江市渡口管理办法",
			"南江市渡口管理办法", "南江市人民政府", "南江市人民政府令第42号",
			"adopted 2021-03-05 parsed, published 2021-03-20 parsed, effective 2021-06-01 parsed",
		},
		{
			"announcement of a congress",
			"云岭省人民代表大会常务委员会公告\n第23号\n《云岭省渡口管理条例》已由云岭省第十三届人民代表大会常务委员会第二十次会议于2020年11月27日通过，现予公布，自2021年1月1日起施行。\n云岭省人民代表大会常务委员会\n2020年11月28日\n云岭省渡口管理条例\n（2020年11月27日云岭省第十三届人民代表大会常务委员会第二十次会议通过）",
			"云岭省渡口管理条例", "云岭省人民代表大会常务委员会", "云岭省人民代表大会常务委员会公告第23号",
			"adopted 2020-11-27 parsed, published 2020-11-28 parsed, effective 2021-01-01 parsed",
		},
		{
			"order of a ministry",
			"中华人民共和国交通运输部令\n2019年第18号\n《渡口检查规定》已于2019年4月8日经第9次部务会议通过，现予公布，自2019年7月1日起施行。\n部长 王江\n2019年5月10日\n渡口检查规定",
			"渡口检查规定", "交通运输部", "交通运输部令2019年第18号",
			"adopted 2019-04-08 parsed, published 2019-05-10 parsed, effective 2019-07-01 parsed",
		},
		{
			"order of the president",
			"中华人民共和国主席令\n第六号\n《中华人民共和国水运法》已由中华人民共和国第十四届全国人民代表大会常务委员会第三次会议于2023年6月28日通过，现予公布，自2024年1月1日起施行。\n中华人民共和国主席　某某某\n2023年6月28日\n中华人民共和国水运法",
			"中华人民共和国水运法", "全国人民代表大会常务委员会", "中华人民共和国主席令第六号",
			"adopted 2023-06-28 parsed, published 2023-06-28 parsed, effective 2024-01-01 parsed",
		},
		{
			"now issued",
			"中华人民共和国国务院令\n第907号\n现公布《渡口安全条例》，自2019年1月1日起施行。\n总理　某某某\n2018年12月18日\n渡口安全条例",
			"渡口安全条例", "国务院", "国务院令第907号",
			"published 2018-12-18 parsed, effective 2019-01-01 parsed",
		},
		{
			"a notice is no decree",
			"南江市人民政府关于印发南江市渡口管理办法的通知\n各区人民政府：\n《南江市渡口管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。\n南江市人民政府\n2021年3月20日\n南江市渡口管理办法",
			"南江市人民政府关于印发南江市渡口管理办法的通知", "南江市人民政府", "",
			"adopted 2021-03-20 parsed",
		},
	} {
		d := mustRead(t, "a.txt", c.text+rule)
		got := []string{d.Title.Value, strings.Join(d.Issuers.Values, "|"), d.Number.Value, datesOf(d)}
		if want := []string{c.title, c.issuers, c.number, c.dates}; strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, want)
		}
		if plans := plansOf(d); !strings.HasSuffix(c.title, "的通知") && plans != c.title {
			t.Errorf("%s: titles inside %q", c.name, plans)
		}
	}
}
