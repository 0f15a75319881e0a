package lineage

import (
	"testing"

	"yinju/corpus"
)

func titledAs(title string, change ...func(*corpus.Document)) *corpus.Document {
	d := &corpus.Document{Key: "k", Title: corpus.Field{Value: title, State: corpus.Given}, Genre: corpus.Field{Value: "办法", State: corpus.Given}}
	for _, f := range change {
		f(d)
	}
	return d
}

func at(place string) func(*corpus.Document) {
	return func(d *corpus.Document) { d.Place, d.Level = corpus.Field{Value: place}, corpus.Field{Value: "省级"} }
}

func by(issuers ...string) func(*corpus.Document) {
	return func(d *corpus.Document) { d.Issuers.Values = issuers }
}

func saying(text string) func(*corpus.Document) { return func(d *corpus.Document) { d.Text = text } }

func TestName(t *testing.T) {
	for _, c := range []struct {
		title  string
		change func(*corpus.Document)
		want   string
	}{
		{"中华人民共和国水运法", nil, "|水运法"},
		{"水运法（2019年修正）", nil, "|水运法"},
		{"中华人民共和国水运法(2019-10-26)", nil, "|水运法"},
		{"中华人民共和國水運法", nil, "|水运法"},
		{"【法律】《水运法》", nil, "|水运法"},
		{"云岭省渡口管理条例", at("云岭省"), "云岭省|渡口管理条例"},
		{"渡口管理条例", at("云岭省"), "云岭省|渡口管理条例"},
		{"渡口管理条例", at("海西省"), "海西省|渡口管理条例"},
		{"渡口管理条例", nil, "|渡口管理条例"},
		{"渡口管理条例", saying("第一条 为加强本省渡口管理，制定本条例。"), ""},
		{"渡口管理条例", saying("第三条 渡口应当将检查结果报本单位负责人。"), "|渡口管理条例"},
		{"渡口检查规定", saying("第三条 渡口检查结果报本单位负责人。"), ""},
		{"云岭省南江市渡口管理办法（试行）", at("南江市"), "南江市|渡口管理办法"},
		{"南江市渡口管理办法（2021修订）", at("云岭省"), "南江市|渡口管理办法"},
		{"南江市居民住宅区渡口管理条例", at("南江市"), "南江市居民住宅区|渡口管理条例"},
		{"居民住宅区渡口管理条例", at("海西市"), "海西市居民住宅区|渡口管理条例"},
		{"云岭省生态涵养区渡口管理条例", at("云岭省"), "云岭省生态涵养区|渡口管理条例"},
		{"南江市白河区渡口管理办法", at("云岭省"), "南江市白河区|渡口管理办法"},
		{"白河区渡口管理办法", at("南江市白河区"), "南江市白河区|渡口管理办法"},
		{"南江市交通运输局关于印发《南江市渡口管理办法》的通知", at("南江市"), "南江市|渡口管理办法"},
		{"南江市交通运输局关于印发《渡口管理办法》的通知", at("南江市"), "南江市|渡口管理办法"},
		{"南江市人民政府关于印发南江市渡口管理办法的通知", at("南江市"), "南江市|渡口管理办法"},
		{"南江市交通运输局转发《云岭省渡口管理办法》的通知", at("南江市"), ""},
		{"关于印发《渡口管理办法》《船员管理办法》的通知", at("南江市"), ""},
		{"最高人民法院关于适用《中华人民共和国水运法》若干问题的解释（二）", nil, "|最高人民法院关于适用水运法若干问题的解释二"},
		{"最高人民法院关于适用《水运法》若干问题的解释", nil, "|最高人民法院关于适用水运法若干问题的解释"},
		{"南江市节水办法", at("南江市"), "南江市|节水办法"},
		{"南江市节水办法（2012年）", at("云岭省"), "南江市|节水办法"},
		{"南江市养犬规定", func(d *corpus.Document) { at("南江市")(d); by("南江市公安局")(d) }, "南江市|南江市公安局|养犬规定"},
		{"节水办法", at("南江市"), ""},
		{"南江市管理办法", at("南江市"), ""},
		{"南江市补充规定", at("南江市"), ""},
		{"企业上市奖补办法", by("某协会"), ""},
		{"南江市历史文化街区保护条例", at("南江市"), "南江市|历史文化街区保护条例"},
		{"南江市白鹭古县城保护条例", at("南江市"), "南江市|白鹭古县城保护条例"},
		{"渡口检查规定", by("某协会"), ""},
		{"渡口检查规定", func(d *corpus.Document) { by("交通运输部")(d); d.Level.Value = "中央" }, "|交通运输部|渡口检查规定"},
		{"2024年南江市渡船补贴实施细则", at("南江市"), "南江市|2024年南江市渡船补贴实施细则"},
		{"渡口管理办法（征求意见稿）", at("南江市"), ""},
		{"渡口管理办法（草案）", at("南江市"), ""},
		{"《渡口管理办法》解读", at("南江市"), ""},
		{"关于修改《渡口管理办法》的决定", at("南江市"), ""},
		{"中华人民共和国水运法修正案", nil, ""},
		{"政府工作报告", at("南江市"), ""},
		{"2024年政府工作报告", at("南江市"), ""},
		{"实施细则", at("南江市"), ""},
		{"管理办法", nil, ""},
		{"通知", nil, ""},
		{"南江市人民政府关于召开座谈会的通知", at("南江市"), ""},
		{"在全市渡口安全工作会议上的讲话", at("南江市"), ""},
		{"致第三届渡口论坛的贺信", nil, ""},
		{"新闻联播文字版", nil, ""},
		{"", nil, ""},
	} {
		d := titledAs(c.title)
		if c.change != nil {
			c.change(d)
		}
		if got := Name(d); got != c.want {
			t.Errorf("Name(%s, %s) = %q, want %q", c.title, d.Place.Value, got, c.want)
		}
	}
}

func TestNameNeedsADocument(t *testing.T) {
	d := &corpus.Document{Title: corpus.Field{Value: "南江市渡口管理办法"}, Text: "本台消息。"}
	if got := Name(d); got != "" {
		t.Errorf("a report has the name %q", got)
	}
}

func TestCitedAgreesWithName(t *testing.T) {
	new := titledAs("云岭省渡口管理条例", at("云岭省"))
	old := titledAs("渡口管理条例（2001年修正）", at("云岭省"))
	if Cited(new, "渡口管理条例") != Name(old) {
		t.Errorf("%q, %q", Cited(new, "渡口管理条例"), Name(old))
	}
}

func TestCalled(t *testing.T) {
	held := titledAs("关于加强渡口管理的通知", at("南江市"), by("南江市交通运输局"))
	maker := titledAs("南江市渡口管理办法", at("南江市"), saying("《南江市交通运输局关于加强渡口管理的通知》同时废止。"))
	list := Repeals(maker, corpus.Split(maker))
	if len(list) != 1 || list[0].Called != Called(held) || Called(held) == "" || Name(held) != "" {
		t.Errorf("%+v, %q", list, Called(held))
	}
	if rule := titledAs("南江市渡口管理办法", at("南江市")); Called(rule) != Name(rule) {
		t.Errorf("%q, %q", Called(rule), Name(rule))
	}
	if got := Called(titledAs("通知", at("南江市"))); got != "" {
		t.Errorf("got %q", got)
	}
}

// A clause means a rule of its place whoever gave the rule.
func TestCalledInAClause(t *testing.T) {
	national := func(d *corpus.Document) { d.Level.Value = "中央" }
	given := func(change ...func(*corpus.Document)) func(*corpus.Document) {
		return func(d *corpus.Document) {
			for _, f := range change {
				f(d)
			}
		}
	}
	for _, c := range []struct {
		held   string
		of     func(*corpus.Document)
		maker  string
		from   func(*corpus.Document)
		clause string
		want   bool
	}{
		{"中华人民共和国水运法实施办法", given(national, by("国家航道局")), "中华人民共和国水运法实施条例", national, "《中华人民共和国水运法实施办法》同时废止。", true},
		{"渡船卫生监督条例", given(national, by("航运部")), "渡船监督管理条例", national, "《渡船卫生监督条例》同时废止。", true},
		{"渡船卫生监督条例", at("云岭省"), "渡船监督管理条例", national, "《渡船卫生监督条例》同时废止。", false},
		{"南江市渡口检查规定", given(at("南江市"), by("南江市水务局")), "南江市渡口条例", given(at("南江市"), by("南江市人民政府")), "《南江市渡口检查规定》同时废止。", true},
		{"南江市供水办法", given(at("南江市"), by("南江市水务局")), "南江市供水条例", at("南江市"), "《南江市供水办法》同时废止。", true},
		{"南江市供水办法", at("南江市"), "南江市供水条例", at("南江市"), "《供水办法》同时废止。", false},
		{"南江市渡口管理办法", at("南江市"), "南江市渡口条例", at("南江市"), "《南江市人民政府关于印发〈南江市渡口管理办法〉的通知》同时废止。", true},
		{"南江市船办法", given(at("南江市"), by("南江市航道局")), "南江市航运条例", given(at("南江市"), by("南江市人民政府")), "《南江市船办法》同时废止。", true},
		{"渡船办法", given(at("南江市"), by("南江市人民政府")), "南江市航运条例", given(at("南江市"), by("南江市人民代表大会常务委员会")), "《渡船办法》同时废止。", true},
		{"渡船办法", given(at("南江市"), by("南江市航道局")), "南江市航运办法", given(at("南江市"), by("南江市渔业局")), "《渡船办法》同时废止。", false},
		{"渡船办法", given(at("海西市"), by("海西市人民政府")), "南江市航运条例", given(at("南江市"), by("南江市人民政府")), "《渡船办法》同时废止。", false},
		{"南江市管理办法", at("南江市"), "南江市航运条例", at("南江市"), "《南江市管理办法》同时废止。", false},
		{"海西市供水办法", at("海西市"), "南江市供水条例", at("南江市"), "《南江市供水办法》同时废止。", false},
		{"渡口检查规定", given(national, by("渔业部")), "渡口检查规定", given(national, by("航运部")), "1998年发布的《渡口检查规定》同时废止。", false},
	} {
		held, maker := titledAs(c.held, c.of), titledAs(c.maker, c.from, saying(c.clause))
		list := Repeals(maker, corpus.Split(maker))
		if len(list) != 1 || (list[0].Called != "" && list[0].Called == Called(held)) != c.want {
			t.Errorf("%s in %s: %+v, %q", c.held, c.maker, list, Called(held))
		}
	}
}

func TestTextHash(t *testing.T) {
	a, b, c := titledAs("甲", saying("第一条 甲。\n第二条 乙。")), titledAs("乙", saying("第一条　甲。\r\n\n第二条 乙。")), titledAs("甲", saying("第一条 甲。\n第二条 丙。"))
	if TextHash(a) != TextHash(b) || TextHash(a) == TextHash(c) || TextHash(titledAs("甲")) != "" {
		t.Error(TextHash(a), TextHash(b), TextHash(c))
	}
}
