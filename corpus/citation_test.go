package corpus

import "testing"

func TestSplitCitation(t *testing.T) {
	for _, c := range []struct{ in, title, article string }{
		{"民法典第十条第二款", "民法典", "第十条第二款"},
		{"《民法典》第1024条", "《民法典》", "第一千零二十四条"},
		{"刑法第一百二十条之一", "刑法", "第一百二十条之一"},
		{"劳动合同法 第 39 条 第（二）项", "劳动合同法", "第三十九条第（二）项"},
		{"民法典10条", "民法典", "第十条"},
		{"民法典 1024 条 2款", "民法典", "第一千零二十四条第二款"},
		{"公司法（2018）第20条（3）项", "公司法（2018）", "第二十条第（三）项"},
		{"10条", "10条", ""},
		{"新十条", "新十条", ""},
		{"第十条", "第十条", ""},
		{"民法典", "民法典", ""},
		{"第十条规定了什么", "第十条规定了什么", ""},
	} {
		if title, article := SplitCitation(c.in); title != c.title || article != c.article {
			t.Errorf("SplitCitation(%q) = %q, %q, want %q, %q", c.in, title, article, c.title, c.article)
		}
	}
}

func TestWrittenNumeralsReadBack(t *testing.T) {
	for n := 1; n <= 9999; n++ {
		if got, ok := Numeral(WriteNumeral(n)); !ok || got != n {
			t.Fatalf("Numeral(%q) = %d, %v", WriteNumeral(n), got, ok)
		}
	}
}
