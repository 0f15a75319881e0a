package theme

import "testing"

// An exception at the end does not outweigh the rule before it.
func TestExceptionsWeighLessThanTheRule(t *testing.T) {
	a := annotator(t)
	for _, c := range []struct{ text, category string }{
		{"各级人民政府应当加强对优化营商环境工作的组织领导，完善优化营商环境的政策措施，建立健全统筹推进、督促落实优化营商环境工作的相关机制，及时协调、解决优化营商环境工作中的重大问题。国家鼓励和支持各地区、各部门结合实际情况，在法治框架内积极探索原创性、差异化的优化营商环境具体措施；对探索中出现失误或者偏差，符合规定条件的，可以予以免责或者减轻责任。", Add},
		{"国家支持科研机构开展技术攻关，加大研发投入，鼓励自由探索；因技术路线选择失误造成损失的，可以免除责任。", Add},
		{"国家鼓励单位和个人兴办图书馆，支持图书馆开展阅读推广活动，但不得从事与其宗旨不符的商业活动。", Add},
		{"县级以上人民政府应当支持社会力量兴办养老机构，提高养老服务水平。任何单位和个人不得侵占养老设施。", Add},
		{"禁止在水源保护区排放污水、倾倒垃圾，严厉查处违法行为，但经批准的除外。", Cut},
	} {
		if got := a.Annotate(Input{Text: c.text}); got.Category != c.category {
			t.Errorf("%s is %s (%.2f), wants %s: %v", c.text, got.Category, got.Confidence, c.category, got.Reasons)
		}
	}
	text := "新闻媒体应当及时、准确宣传优化营商环境的措施和成效，为优化营商环境创造良好舆论氛围。国家鼓励对营商环境进行舆论监督，但禁止捏造虚假信息或者歪曲事实进行不实报道。"
	if got := a.Annotate(Input{Text: text}); got.Category == Cut || got.Category == Neither {
		t.Errorf("%s is %s: %v", text, got.Category, got.Reasons)
	}
}
