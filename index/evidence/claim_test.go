package evidence

import (
	"slices"
	"testing"

	"yinju/corpus"
)

const (
	probation  = "第十九条 劳动合同期限三个月以上不满一年的，试用期不得超过一个月；劳动合同期限一年以上不满三年的，试用期不得超过二个月；三年以上固定期限和无固定期限的劳动合同，试用期不得超过六个月。\n同一用人单位与同一劳动者只能约定一次试用期。"
	severance  = "第四十七条 经济补偿按劳动者在本单位工作的年限，每满一年支付一个月工资的标准向劳动者支付。六个月以上不满一年的，按一年计算；不满六个月的，向劳动者支付半个月工资的经济补偿。"
	settling   = "答：需要具备以下基本条件：（一）在本市合法稳定就业或创业；（二）年龄在45周岁以下；（三）持本市办理有效《广东省居住证》；（四）缴纳社会保险满4年；（五）按照《广州市积分制入户指标体系及分值表》计算总积分满150分；（六）近5年内未受过刑事处罚。"
	dole       = "失业人员缴费时间一至四年的，每满一年，失业保险金领取期限为一个月；四年以上的，超过四年的部分，每满半年，失业保险金领取期限增加一个月。失业保险金领取期限最长为二十四个月。对领取失业保险金期满仍未就业且距离法定退休年龄不足1年的失业人员，可继续发放失业保险金直至法定退休年龄。"
	insured    = "（二）其他 参保人员 ： 个人缴费标准为每人549元，财政补助标准为每人820元。"
	registered = "第四十三条 未经设立登记从事经营活动的，由登记机关责令改正，没收违法所得；拒不改正的，处1万元以上10万元以下的罚款；情节严重的，依法责令关闭停业，并处10万元以上50万元以下的罚款。"
	done       = "“稳”的态势巩固延续。主要表现在，经济规模稳步扩大，国内生产总值达到134.9万亿元、增长5%，增速居世界主要经济体前列，对全球经济增长的贡献率保持在30%左右。就业、物价总体平稳，城镇新增就业1256万人、城镇调查失业率平均为5.1%，居民消费价格上涨0.2%。国际收支基本平衡，对外贸易规模创历史新高，国际市场份额稳中有升，外汇储备超过3.2万亿美元。"
	aims       = "今年发展主要预期目标是：国内生产总值增长5%左右；城镇调查失业率5.5%左右，城镇新增就业1200万人以上；居民消费价格涨幅2%左右；粮食产量1.4万亿斤左右。"
	deficit    = "实施更加积极的财政政策。今年赤字率拟按4%左右安排、比上年提高1个百分点，赤字规模5.66万亿元、比上年增加1.6万亿元。"
	schools    = "小学一年级方面，设置积分入学计划563个，其中公办小学315个、民办小学248个。"
)

var (
	report2025 = Source{Title: "2025年中华人民共和国国务院政府工作报告", Date: corpus.Date{Year: 2025, Month: 3, Day: 5}, Speaker: "李强"}
	looking    = []string{"2025年中华人民共和国国务院政府工作报告", "一、2024年工作回顾"}
	ahead      = []string{"二、2025年经济社会发展总体要求和政策取向"}
)

// Claims that a reader tried, true and false, on the passages that came first.
func TestClaimsOfReaders(t *testing.T) {
	report := func(text string, headings []string) Source {
		s := report2025
		s.Text, s.Headings = text, headings
		return s
	}
	of := func(text string) Source { return Source{Text: text} }
	for _, c := range []struct {
		claim string
		in    Source
		want  []string
	}{
		// years: the nearest context decides
		{"2025年城镇新增就业1256万人", report(done, looking), []string{"2025年 differs heading 2024年", "1256万人 contained passage 1256万人 alike"}},
		{"2024年城镇新增就业1256万人", report(done, looking), []string{"2024年 contained heading 2024年 alike", "1256万人 contained passage 1256万人 alike"}},
		{"2024年国内生产总值达到134.9万亿元", report(done, looking), []string{"2024年 contained heading 2024年 alike", "134.9万亿元 contained passage 134.9万亿元 alike"}},
		{"2024年国内生产总值达到1349万亿元", report(done, looking), []string{"2024年 contained heading 2024年 alike", "1349万亿元 differs passage 134.9万亿元"}},
		{"2025年国内生产总值增长5%左右", report(aims, ahead), []string{"2025年 contained passage 今年", "5% contained passage 5% alike"}},
		{"2024年国内生产总值增长5%左右", report(aims, ahead), []string{"2024年 differs passage 今年", "5% contained passage 5% alike"}},
		{"2024年赤字率拟按4%安排", report(deficit, ahead), []string{"2024年 differs passage 今年", "4% contained passage 4% alike"}},
		{"2025年赤字率拟按3%安排，赤字规模4.06万亿元", report(deficit, ahead), []string{"2025年 contained passage 今年", "3% differs passage 4%", "4.06万亿元 differs passage 5.66万亿元"}},
		// figures: where they stand
		{"劳动合同期限3个月以上不满1年的，试用期不得超过2个月", of(probation), []string{"3个月 contained passage 三个月", "1年 contained passage 一年", "2个月 differs passage 一个月"}},
		{"劳动合同期限三个月以上不满一年的，试用期不得超过一个月", of(probation), []string{"三个月 contained passage 三个月 alike", "一年 contained passage 一年 alike", "一个月 contained passage 一个月 alike"}},
		{"劳动合同期限一年以上不满三年的，试用期不得超过二个月", of(probation), []string{"一年 contained passage 一年 alike", "三年 contained passage 三年 alike", "二个月 contained passage 二个月 alike"}},
		{"劳动合同期限3个月以上不满1年的，试用期不得超过2个月", of(severance), []string{"3个月 absent", "1年 contained passage 一年", "2个月 absent"}},
		{"广州积分入户要求年龄在50周岁以下，社保满5年", of(settling), []string{"广州 contained passage 广州 alike", "50周岁 differs passage 45周岁", "5年 differs passage 4年"}},
		{"广州积分入户社保满5年", of(settling), []string{"广州 contained passage 广州 alike", "5年 differs passage 4年"}},
		{"广州积分入户社保满4年", of(settling), []string{"广州 contained passage 广州 alike", "4年 contained passage 4年 alike"}},
		{"积分入户社保满5年", of("（六）近5年内未受过刑事处罚。"), []string{"5年 absent"}},
		{"社保满四年，总积分满一百五十分", of(settling), []string{"四年 contained passage 4年", "一百五十分 contained passage 150分"}},
		{"个人创业担保贷款最高50万元", of("答：符合申请条件的个人创业担保贷款额度最高30万元；带动就业5人及以上就业的，贷款额度最高50万元。"), []string{"50万元 contained passage 50万元 alike"}},
		{"个人创业担保贷款最高60万元", of("答：符合申请条件的个人创业担保贷款额度最高30万元；带动就业5人及以上就业的，贷款额度最高50万元。"), []string{"60万元 differs passage 30万元"}},
		{"失业保险金最长领取12个月", of(dole), []string{"12个月 differs passage 二十四个月"}},
		{"失业保险金最长领取24个月", of(dole), []string{"24个月 contained passage 二十四个月"}},
		{"城乡居民医保其他参保人员个人缴费标准为每人820元，财政补助549元", of(insured), []string{"820元 differs passage 549元", "549元 differs passage 820元"}},
		{"居民医保个人缴费820元，财政补助549元", of(insured), []string{"820元 differs passage 549元", "549元 differs passage 820元"}},
		{"城乡居民医保其他参保人员个人缴费标准为每人549元，财政补助820元", of(insured), []string{"549元 contained passage 549元 alike", "820元 contained passage 820元 alike"}},
		{"小学一年级积分入学计划536个，其中公办小学351个、民办小学248个", of(schools), []string{"536个 differs passage 563个", "351个 differs passage 315个", "248个 contained passage 248个 alike"}},
		{"其中公办小学248个、民办小学315个", of(schools), []string{"248个 differs passage 315个", "315个 differs passage 248个"}},
		// what differs measures the same
		{"市场主体未经登记从事经营活动处2万元以上20万元以下罚款", of(registered), []string{"2万元 differs passage 1万元", "20万元 differs passage 10万元"}},
		{"市场主体未经登记从事经营活动处1万元以上10万元以下罚款", of(registered), []string{"1万元 contained passage 1万元 alike", "10万元 contained passage 10万元 alike"}},
		{"春节2月5日至11日放假调休，共8天", of("5月7日至11日网上报名"), []string{"2月5日 absent", "11日 absent", "8天 absent"}},
		{"申请后5天内办结", of("受理申请后，5个工作日内办结。"), []string{"5天 differs passage 5个工作日"}},
		{"申请后5个工作日内办结", of("受理申请后，5个工作日内办结。"), []string{"5个工作日 contained passage 5个工作日 alike"}},
		{"外汇储备超过3.2万亿元", of(done), []string{"3.2万亿元 differs passage 3.2万亿美元"}},
		{"创业担保贷款利率上限LPR+100BP", of("创业担保贷款利率不超过LPR+50BP，贷款期限内给予财政贴息。"), []string{"100BP differs passage 50BP"}},
		{"1958年全国钢产量从535万吨涨到1108万吨", of("因此，我们在一九五八年动员全民的力量增产钢铁，使钢产量由一九五七年的五百三十五万吨增长到一千一百零八万吨。"), []string{"1958年 contained passage 一九五八年", "535万吨 contained passage 五百三十五万吨", "1108万吨 contained passage 一千一百零八万吨"}},
		{"经过几年调整，积累率从1978年的36.5%降到了1982年的29%。", of("到一九八二年，积累率由一九七八年的百分之三十六点五调整到百分之二十九。"), []string{"1978年 contained passage 一九七八年", "36.5% contained passage 百分之三十六点五", "1982年 contained passage 一九八二年", "29% contained passage 百分之二十九"}},
		{"2025年政府工作报告称，2024年城镇新增就业1256万人", report(done, looking), []string{"2025年 contained title 2025年 alike", "2024年 contained heading 2024年 alike", "1256万人 contained passage 1256万人 alike"}},
		{"执行判决时滥用职权、让人利益遭重大损失的要坐牢，最高可判十年", of("在执行判决、裁定活动中，严重不负责任或者滥用职权，致使当事人或者其他人的利益遭受重大损失的，处五年以下有期徒刑或者拘役；致使当事人或者其他人的利益遭受特别重大损失的，处五年以上十年以下有期徒刑。"), []string{"十年 contained passage 十年 alike"}},
		{"北京8部门印发碳足迹工作方案", Source{Text: "为贯彻落实生态环境部等15部门《关于建立碳足迹管理体系的实施方案》，现将工作方案印发给你们。", Title: "北京市生态环境局等8部门关于印发《北京市碳足迹管理体系建设工作方案》的通知"}, []string{"北京 contained title 北京 alike", "8部门 contained title 8部门 alike"}},
		// persons and 文号
		{"李强作2025年政府工作报告", report(aims, ahead), []string{"李强 contained speaker 李强", "2025年 contained passage 今年"}},
		{"温家宝作2025年政府工作报告", report(aims, ahead), []string{"温家宝 differs speaker 李强", "2025年 contained passage 今年"}},
		{"温家宝指出要讲真话", of("温家宝在会上说，要讲真话。"), []string{"温家宝 contained passage 温家宝 alike"}},
		{"国办发〔2018〕123号怎么规定", Source{Text: "本办法自印发之日起施行。", Number: "国办发〔2018〕123号"}, []string{"国办发〔2018〕123号 contained number 国办发〔2018〕123号"}},
	} {
		var got []string
		for _, v := range Compare(Parts(c.claim), c.claim, c.in) {
			got = append(got, told(v))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s / %.40s\n\tgot  %q\n\twant %q", c.claim, c.in.Text, got, c.want)
		}
	}
}
