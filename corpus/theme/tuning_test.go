package theme

import (
	"errors"
	"testing"
)

// A corrected passage, and others like it, get the label of the correction; others
// keep theirs.
func TestRetrain(t *testing.T) {
	a := annotator(t)
	in := Input{Title: "关于小汽车的规定", Text: "支持企业开展技术改造，鼓励社会资本投资养老产业，扩大养老服务供给，增加护理床位，提高服务质量，培育一批品牌企业。"}
	if l := a.Label(in); l.Category != Add {
		t.Fatalf("before: %+v", l)
	}
	tuning, err := a.Retrain([]Sample{{Input: in, Category: Neither, Themes: []string{"defense"}}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := a.Tuned(tuning)
	if err != nil {
		t.Fatal(err)
	}
	if l := b.Label(in); l.Category != Neither || l.Themes[0] != "defense" {
		t.Errorf("after: %+v", l)
	}
	if l := b.Label(Input{Text: "严厉打击违法犯罪活动，维护社会稳定。"}); l.Category != Cut {
		t.Errorf("another passage is %+v", l)
	}
	if l := a.Label(in); l.Category != Add {
		t.Errorf("the annotator itself changed: %+v", l)
	}
}

func TestTuningOfAnotherAnnotator(t *testing.T) {
	a := annotator(t)
	if _, err := a.Tuned(Tuning(`{"base":"0","delta":{}}`)); !errors.Is(err, ErrOtherBase) {
		t.Errorf("%v", err)
	}
	if _, err := a.Tuned(Tuning(`{`)); err == nil {
		t.Error("half a file is no error")
	}
	if _, err := a.Retrain(nil); err == nil {
		t.Error("nothing to learn from is no error")
	}
}
