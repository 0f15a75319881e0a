package server

import (
	"context"
	"encoding/json"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yinju/archive"
)

// concepts are what the embedder of these tests knows: texts are near that speak of
// the same, in whatever words. It is asked over the address form of a model.
var concepts = [][]string{
	{"照看", "照顾", "照护", "护理"}, {"老人", "爷爷", "高龄"}, {"失能", "瘫痪", "卧床"}, {"津贴", "补贴", "多少钱"}, {"耕地", "粮食"},
}

// conceptVector has a dimension for every concept, and one that all texts have.
func conceptVector(text string) []float64 {
	v := []float64{.4}
	for _, words := range concepts {
		x := 0.
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
			x = 1
		}
		v = append(v, x)
	}
	sum := 0.
	for _, x := range v {
		sum += x * x
	}
	for i := range v {
		v[i] /= math.Sqrt(sum)
	}
	return v
}

func conceptAddress(t *testing.T) string {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		var data []map[string]any
		for i, text := range asked.Input {
			data = append(data, map[string]any{"index": i, "embedding": conceptVector(text)})
		}
		json.NewEncoder(w).Encode(map[string]any{"data": data})
	}))
	t.Cleanup(web.Close)
	return web.URL + "#concepts"
}

// The care of the old in several words, in a passage that is long; and something
// else.
const (
	careNotice = "标题：养老服务通知\n发布日期：2023-05-06\n\n养老机构应当建立健全内部管理制度，按规定接受监督检查。\n\n" + careBefore + careSentence + careAfter +
		"\n\n推进长期护理保险试点，扩大参保范围，鼓励商业机构参与。\n"
	careBefore   = "各地要统筹规划服务设施，合理安排建设时序，新建小区配套用房与住宅同步验收、同步交付使用，已建成的小区可以通过购置、置换、租赁等办法补足。餐饮、洗衣、理发等服务可以委托社会单位承担，价格由双方约定，并在显著位置公布。"
	careSentence = "对在家居住的失能老人，由村（居）民委员会安排专人上门照看。"
	careAfter    = "县级财政按照服务数量给予运营经费，资金使用情况每年公开一次，并接受审计。从业人员应当参加岗前培训，培训内容包括消防安全、食品卫生和应急处置，考核合格后方可上岗。行业组织应当制定服务规范，开展等级评定，评定结果向社会公布，对服务质量不合格的责令限期整改。"
	careRule     = "居家照护办法\n\n第一条 " + careSentence + "\n\n第二条 卧床的高龄人员可以申请每月五百元的津贴。\n"
	grainOpinion = "标题：粮食安全意见\n\n落实最严格的耕地保护制度，稳定播种面积。\n"
)

// conceptServer serves these texts with the embedder of these tests, and offers
// their words.
func conceptServer(t *testing.T) *Server {
	t.Helper()
	ctx := context.Background()
	a, err := archive.Create(ctx, filepath.Join(t.TempDir(), "data"), archive.Options{Model: conceptAddress(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	texts := []archive.Text{{Key: "a.txt", Data: []byte(careNotice)}, {Key: "b.txt", Data: []byte(careRule)}, {Key: "c.txt", Data: []byte(grainOpinion)}}
	if _, err := a.ImportTexts(ctx, texts); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Embed(ctx, nil); err != nil {
		t.Fatal(err)
	}
	a.Learn(ctx)
	return New(Config{Archive: a, Version: "test", Log: slog.New(slog.DiscardHandler)})
}
