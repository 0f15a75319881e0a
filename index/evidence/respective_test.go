package evidence

import (
	"slices"
	"testing"

	"yinju/corpus"
)

const (
	benefits  = "根据《广东省财政厅 广东省民政厅 广东省残疾人联合会关于2026年提高我省残疾人两项补贴标准的通知》（粤财社〔2026〕19号）要求，2026年1月起，全市困难残疾人生活补贴和重度残疾人护理补贴标准分别提高至每人每月217元、290元。"
	destitute = "黄埔区、番禺区、南沙区的城镇特困人员基本生活标准为每人每月2094.4元，其农村特困人员基本生活标准每人每月分别为2413元、2512元、2121元。"
	industry  = "“进”的步伐坚实有力。主要表现在，产业升级有新进展，粮食产量首次跃上1.4万亿斤新台阶、亩产提升10.1斤；高技术制造业、装备制造业增加值分别增长8.9%、7.7%，新能源汽车年产量突破1300万辆；信息传输软件和信息技术服务业、租赁和商务服务业增加值分别增长10.9%、10.4%。"
	paid      = "2025年1月起，全市困难残疾人生活补贴和重度残疾人护理补贴标准分别为每人每月209元、280元。截至2025年12月底，全市享受困难残疾人生活补贴3.34万人、重度残疾人护理补贴12.22万人，全年累计发放补贴资金约4.92亿元。"
	health    = "居民医保和基本公共卫生服务经费人均财政补助标准分别再提高30元和5元。"
	startup   = "答：符合申请条件的个人创业担保贷款额度最高30万元。小微企业创业担保贷款最高500万元。"
	family    = "在现有服务水平基础上，全人群和重点人群签约服务覆盖率每年提升1～3个百分点，逐年提高满意度。"
	mortgage  = "推动房地产市场止跌回稳，下调住房贷款利率和首付比例，居民存量房贷利息年支出减少约1500亿元，降低交易环节税费水平，扎实推进保交房工作。"
)

// Claims that a reader tried on lists, ranges, measure words and short forms.
func TestClaimsOnLists(t *testing.T) {
	for _, c := range []struct {
		claim, text string
		want        string // of the last part
	}{
		{"2026年1月起，困难残疾人生活补贴提高至每人每月217元", benefits, "217元 contained passage 217元 alike"},
		{"困难残疾人生活补贴217元", benefits, "217元 contained passage 217元 alike"},
		{"2026年1月起，困难残疾人生活补贴提高至每人每月209元", benefits, "209元 differs passage 217元"},
		{"重度残疾人护理补贴提高至每人每月290元", benefits, "290元 contained passage 290元 alike"},
		{"2026年重度残疾人护理补贴标准提高至每人每月217元", benefits, "217元 differs passage 290元"},
		{"困难残疾人生活补贴和重度残疾人护理补贴标准分别提高至每人每月217元、290元", benefits, "290元 contained passage 290元 alike"},
		{"困难残疾人生活补贴和重度残疾人护理补贴标准分别提高至每人每月290元、217元", benefits, "217元 differs passage 290元"},
		{"黄埔区农村特困人员基本生活标准为每人每月2413元", destitute, "2413元 contained passage 2413元 alike"},
		{"南沙区农村特困人员基本生活标准为每人每月2413元", destitute, "2413元 differs passage 2121元"},
		{"番禺区农村特困人员基本生活标准2512元", destitute, "2512元 contained passage 2512元 alike"},
		{"高技术制造业增加值增长8.9%", industry, "8.9% contained passage 8.9% alike"},
		{"高技术制造业增加值增长7.7%", industry, "7.7% differs passage 8.9%"},
		{"装备制造业增加值增长7.7%", industry, "7.7% contained passage 7.7% alike"},
		{"信息传输软件和信息技术服务业增加值增长10.9%", industry, "10.9% contained passage 10.9% alike"},
		{"租赁和商务服务业增加值增长10.4%", industry, "10.4% contained passage 10.4% alike"},
		{"租赁和商务服务业增加值增长10.9%", industry, "10.9% differs passage 10.4%"},
		{"困难残疾人生活补贴标准为每人每月209元", paid, "209元 contained passage 209元 alike"},
		{"享受重度残疾人护理补贴3.34万人", paid, "3.34万人 differs passage 12.22万人"},
		{"享受重度残疾人护理补贴12.22万人", paid, "12.22万人 contained passage 12.22万人 alike"},
		{"居民医保人均财政补助标准再提高5元", health, "5元 differs passage 30元"},
		{"基本公共卫生服务经费提高5元", health, "5元 contained passage 5元 alike"},
		{"高校补贴提高5%", "高校、企业补贴分别提高1%～3%、5%。", "5% differs passage 1%～3%"},
		{"企业补贴提高5%", "高校、企业补贴分别提高1%～3%、5%。", "5% contained passage 5% alike"},
		{"企业补贴提高5%", "高校、企业补贴分别提高1%～3%～5%、5%。", "5% contained passage 5% alike"},
		// two values for three: which has which does not show
		{"个体工商户补贴200元", "个体工商户、小微企业、社会组织补贴标准分别为每月200元、300元。", "200元 contained passage 200元 alike"},
		{"个体工商户补贴300元", "个体工商户、小微企业、社会组织补贴标准分别为每月200元、300元。", "300元 contained passage 300元 alike"},
		{"创业担保贷款个人最高50万元", startup, "50万元 differs passage 30万元"},
		{"创业担保贷款个人最高30万元", startup, "30万元 contained passage 30万元 alike"},
		{"2025年GDP增长目标6%左右", aims, "6% differs passage 5%"},
		{"2025年GDP增长目标5%左右", aims, "5% contained passage 5% alike"},
		{"新能源汽车年产量突破1300万台", industry, "1300万台 differs passage 1300万辆"},
		{"新能源汽车年产量突破1300万辆", industry, "1300万辆 contained passage 1300万辆 alike"},
		{"签约服务覆盖率每年提升1个百分点", family, "1个百分点 differs passage 1～3个百分点"},
		{"签约服务覆盖率每年提升1至3个百分点", family, "3个百分点 contained passage 3个百分点 alike"},
		{"房贷利息支出减少了一千五百亿", mortgage, "一千五百亿 contained passage 1500亿元"},
		{"房贷利息支出减少了一千八百亿", mortgage, "一千八百亿 differs passage 1500亿元"},
	} {
		var got []string
		for _, v := range Compare(Parts(c.claim), c.claim, Source{Text: c.text, Date: corpus.Date{Year: 2025, Month: 3, Day: 5}}) {
			got = append(got, told(v))
		}
		if len(got) == 0 || got[len(got)-1] != c.want {
			t.Errorf("%s / %.40s\n\tgot  %q\n\twant %q", c.claim, c.text, got, c.want)
		}
	}
}

func TestNoFigureOfANounPhrase(t *testing.T) {
	if parts := Parts("广州市残疾人两项补贴和几项制度"); slices.ContainsFunc(parts, func(p Part) bool { return p.Kind == Figure }) {
		t.Errorf("got %v", parts)
	}
}
