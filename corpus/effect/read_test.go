package effect

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRead(t *testing.T) {
	r := reader(t)
	for _, c := range []struct {
		object, text string
		want         Value
	}{
		// the verb before its object
		{"民营企业", "鼓励、支持民营企业参与国家重大战略。", Support},
		{"小汽车数量", "严格控制小客车总量，缓解交通拥堵。", Limit},
		{"煤炭", "严格控制煤炭消费，大力发展新能源。", Limit},
		{"新能源", "严格控制煤炭消费，大力发展新能源。", Support},
		{"外资", "进一步扩大开放，积极吸引外资。", Support},
		{"房地产", "促进房地产市场平稳健康发展。", Support},
		{"网约车", "暂停受理网约车运营许可申请。", Limit},
		{"一次性塑料", "禁止生产、销售一次性塑料制品。", Limit},
		{"高耗能项目", "坚决遏制高耗能项目盲目发展。", Limit},
		{"钢铁", "压减钢铁产能一千万吨。", Limit},
		// lifting a limit is no limiting
		{"小汽车数量", "取消对小客车的限制。", Support},
		{"外资准入", "放宽外资准入限制。", Support},
		{"外资准入", "大幅放宽外商投资准入，缩减负面清单。", Support},
		{"二手车", "取消对二手车交易不合理限制。", Support},
		{"生育", "取消生育限制。", Support},
		{"户籍", "全面放开落户限制。", Support},
		{"民营企业", "不得限制民营企业参加投标。", Support},
		{"民营企业", "任何单位不得歧视民营企业。", Support},
		{"民间投资", "破除民间投资准入壁垒。", Support},
		{"民间投资", "消除民间投资的各种隐性障碍。", Support},
		{"小微企业", "切实减轻小微企业负担。", Support},
		// limits and policies as objects
		{"限购", "取消限购政策。", Support},
		{"限购", "继续实行住房限购。", Limit},
		{"限购", "因城施策，放宽限购。", Support},
		{"限购", "加强限购。", Limit},
		{"限行", "扩大限行范围。", Limit},
		{"减税", "落实减税政策。", Support},
		{"计划生育", "坚持计划生育基本国策。", Support},
		{"计划生育", "取消计划生育。", Limit},
		// the verb after its object
		{"电动自行车", "电动自行车不得进入快速路。", Limit},
		{"烟花爆竹", "对烟花爆竹实行限制燃放。", Limit},
		{"养老机构", "对养老机构给予建设补贴。", Support},
		{"小微企业", "小微企业减免所得税。", Support},
		{"落后产能", "将落后产能予以淘汰。", Limit},
		{"快递", "快递业蓬勃发展。", Support},
		{"货车通行", "对新能源货车，不得限制通行。", Support},
		{"民营企业", "对民营企业，不得限制其参加投标。", Support},
		// harm to the object
		{"耕地", "严禁侵占耕地。", Support},
		{"地下水", "防止污染地下水。", Support},
		{"农民工", "治理拖欠农民工工资问题。", Support},
		{"农民工", "保障农民工工资支付。", Support},
		{"野生动物", "禁止猎捕野生动物。", Support},
		// both
		{"平台经济", "规范发展平台经济。", Both},
		{"捕捞", "鼓励发展远洋捕捞。严格控制近海捕捞强度。", Both},
		// lists under a lead-in
		{"烟草", "禁止下列行为：（一）向未成年人出售烟草制品；（二）其他行为。", Limit},
		// neither
		{"房地产", "房地产管理部门负责本条例的实施。", Unclear},
		{"住房公积金", "《住房公积金管理条例》已于1999年公布。", Unclear},
		{"房地产", "房地产是国民经济的一个行业。", Unclear},
		{"网络游戏", "不得利用网络游戏进行赌博。", Unclear},
		{"快递", "鼓励快递企业投保责任保险。", Unclear},
		{"小汽车数量", "除小客车外，禁止其他车辆通行。", Unclear},
		{"生育", "支持民营企业发展。", Unclear},
	} {
		e := r.Read(r.Words(c.object), Input{Text: c.text})
		if e.Value != c.want {
			t.Errorf("%s: %s: %v, want %v (%+v)", c.object, c.text, e.Value, c.want, e.Cues)
		}
	}
}

func TestReadTraditional(t *testing.T) {
	r := reader(t)
	a := r.Read(r.Words("小汽车数量"), Input{Text: "取消对小客车的限制，支持农村发展。"})
	b := r.Read(r.Words("小汽車數量"), Input{Text: "取消對小客車的限制，支持農村發展。"})
	if a.Value != b.Value || a.Value != Support || len(a.Cues) != len(b.Cues) {
		t.Errorf("simplified %+v, traditional %+v", a, b)
	}
}

func TestReadHeadings(t *testing.T) {
	r := reader(t)
	e := r.Read(r.Words("耕地"), Input{Headings: []string{"严格保护耕地"}, Text: "耕地的面积由县级人民政府公布。"})
	if e.Value != Support || len(e.Cues) == 0 || e.Cues[0].End != 0 {
		t.Errorf("the heading does not speak: %+v", e)
	}
}

func TestReadLong(t *testing.T) {
	r := reader(t)
	for _, unit := range []string{"不得限制小客车", "小客车", "限制", "（小客车", "《小客车：不得"} {
		text := strings.Repeat(unit, 20000/utf8.RuneCountInString(unit))
		start := time.Now()
		r.Read(r.Words("小汽车数量"), Input{Text: text})
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("20,000 characters of %s took %v", unit, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("小汽车数量", "取消对小客车的限制")
	f.Add("限购", "《限购》（限购：取消限购；不得")
	r := reader(f)
	f.Fuzz(func(t *testing.T, object, text string) {
		e := r.Read(r.Words(object), Input{Title: text, Headings: []string{text}, Text: text})
		n := utf8.RuneCountInString(text)
		for _, c := range e.Cues {
			if c.Start < 0 || c.End > n || c.Start > c.End || c.Weight <= 0 {
				t.Errorf("cue %+v of %d code points", c, n)
			}
			if c.End > 0 && string([]rune(text)[c.Start:c.End]) != c.Text {
				t.Errorf("cue %+v is not what stands there", c)
			}
		}
		if e.Confidence < 0 || e.Confidence > 1 {
			t.Errorf("confidence %v", e.Confidence)
		}
		if name, words, ok := r.Object(text); ok && (name == "" || len(words) == 0) {
			t.Errorf("object %q with words %q", name, words)
		}
	})
}

func TestObject(t *testing.T) {
	r := reader(t)
	for _, c := range []struct {
		query, name string
		ok          bool
	}{
		{"要不要限制小汽车数量", "小汽车数量", true},
		{"房地产", "房地产", true},
		{"房地产 调控", "房地产", true},
		{"外资准入", "外资准入", true},
		{"如何放开生育", "生育", true},
		{"减税对财政的影响", "减税", true},
		{"网络游戏应该限制吗", "网络游戏", true},
		{"是否应当禁止转基因", "转基因", true},
		{"要不要限制小汽車數量", "小汽车数量", true},
		{"支持中医药发展", "中医药", true},
		{"夜市", "夜市", true},
		{"加强管理", "", false},
		{"如何深化改革", "", false},
		{"为什么", "", false},
		{"", "", false},
		{"what is this", "", false},
	} {
		name, words, ok := r.Object(c.query)
		if name != c.name || ok != c.ok || ok && len(words) == 0 {
			t.Errorf("%s: %q %q %v, want %q %v", c.query, name, words, ok, c.name, c.ok)
		}
	}
}

func TestWords(t *testing.T) {
	r := reader(t)
	for object, want := range map[string]string{
		"小汽车数量": "小汽车 小客车", "限购": "限购", "洗浴中心数量": "洗浴中心数量 洗浴中心", "": "",
	} {
		if got := strings.Join(r.Words(object), " "); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", object, got, want)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	words := r.Words("小汽车数量")
	in := Input{Title: "北京市小客车数量调控暂行规定", Headings: []string{"第一章 总则"},
		Text: strings.Repeat("为落实城市总体规划，实现小客车数量合理、有序增长，有效缓解交通拥堵状况，降低能源消耗和减少环境污染，制定本规定。", 3)}
	for b.Loop() {
		r.Read(words, in)
	}
}
