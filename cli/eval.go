package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"yinju/archive"
	"yinju/corpus"
	"yinju/index"
	"yinju/index/eval"
)

// evalFlags are the flags of eval as they were given.
type evalFlags struct {
	topics, qrels, run, mode string
	judged, asJSON           bool
}

func (p *program) eval() *cobra.Command {
	var f evalFlags
	c := &cobra.Command{
		Use:   "eval [-d DIR] --topics T.tsv --qrels Q.tsv [--run OUT] [--mode auto|words|meaning] [--judged] [--json]",
		Short: "用评测题与判定衡量排序",
		Long: `逐题检索，与人工判定比较，得出 nDCG@10、R@10、R@100、MRR 与 judged@10 的平均。

T.tsv 每行：编号<制表符>问题。Q.tsv 为 TREC 判定：编号 0 文献或段落 等级，等级 1 及以上为相关。
判定中已知的编号全是段落编号时评段落，否则按文献的键评文献，文献以其最好的一段排名。
没有相关文献的题不计入平均。OUT 为 TREC 结果：编号 Q0 文献或段落 名次 得分 标记；
得分只表示名次（越前越大）。编号中的空白写作 %20。`,
		Example: `yinju eval --topics queries.tsv --qrels qrels.tsv
yinju eval --topics queries.tsv --qrels qrels.tsv --run words.run --mode words --json`,
		Args: arguments(0, 0, ""),
	}
	c.Flags().StringVar(&f.topics, "topics", "", "评测题 `T.tsv`")
	c.Flags().StringVar(&f.qrels, "qrels", "", "判定 `Q.tsv`")
	c.Flags().StringVar(&f.run, "run", "", "把结果写到 `OUT`")
	c.Flags().StringVar(&f.mode, "mode", "auto", "`方式`：auto、words、meaning")
	c.Flags().BoolVar(&f.judged, "judged", false, "去掉未经判定的结果再评")
	c.Flags().BoolVar(&f.asJSON, "json", false, "写出一份 JSON，含逐题的数值")
	c.RunE = func(c *cobra.Command, _ []string) error { return p.evaluate(c, f) }
	return c
}

func (p *program) evaluate(c *cobra.Command, f evalFlags) error {
	if f.topics == "" || f.qrels == "" {
		return &usageError{what: "缺少 --topics 或 --qrels", command: c}
	}
	topics, err := readFile(f.topics, eval.ReadTopics)
	if err != nil {
		return err
	}
	if len(topics) == 0 {
		return fmt.Errorf("%s 里没有评测题；每行应为 编号<制表符>问题", f.topics)
	}
	qrels, err := readFile(f.qrels, eval.ReadQrels)
	if err != nil {
		return err
	}
	queries, err := f.queries(topics)
	if err != nil {
		return err
	}
	a, err := p.ask(c.Context())
	if err != nil {
		return err
	}
	defer a.Close()
	if m := a.Meaning(); f.mode != string(index.Words) && m.Model == "" {
		p.note("只按词语评测：%s", m.Reason)
	}
	e := evaluation{p: p, archive: a, flags: f, topics: topics, queries: queries, qrels: qrels}
	return e.do(c.Context())
}

// evaluation is one run of eval over an open archive.
type evaluation struct {
	p       *program
	archive *archive.Archive
	flags   evalFlags
	topics  []eval.Topic
	queries []index.Query // of the topics
	qrels   eval.Qrels
	aim     eval.Aim
}

func (e *evaluation) do(ctx context.Context) error {
	var err error
	lookup := func(id string) (eval.Known, error) { return known(ctx, e.archive, id) }
	if e.aim, err = eval.Target(e.qrels.IDs(), lookup); err != nil {
		return err
	}
	run, err := e.search(ctx)
	if err != nil {
		return err
	}
	if e.flags.judged {
		run = eval.OnlyJudged(run, e.qrels)
	}
	if err := e.writeRun(run); err != nil {
		return err
	}
	return e.report(eval.Measure(run, e.qrels, e.topics))
}

// search asks every topic.
func (e *evaluation) search(ctx context.Context) (eval.Run, error) {
	ranker, err := e.archive.Ranker(ctx)
	if err != nil {
		return nil, err
	}
	bar := e.p.progress()
	defer bar.clear()
	run := eval.Run{}
	for i, t := range e.topics {
		if run[t.ID], err = e.rank(ctx, ranker, e.queries[i]); err != nil {
			return nil, fmt.Errorf("题 %s：%w", t.ID, err)
		}
		bar.update("评测", int64(i+1), int64(len(e.topics)))
	}
	return run, nil
}

// queries are the default queries of the topics, so that the figures are those
// of what a reader gets.
func (f evalFlags) queries(topics []eval.Topic) ([]index.Query, error) {
	queries := make([]index.Query, len(topics))
	for i, t := range topics {
		values, err := searchFlags{mode: f.mode}.values(t.Query)
		if err != nil {
			return nil, err
		}
		if queries[i], err = index.ParseParams(values, limits, archive.Vocabulary()); err != nil {
			return nil, fmt.Errorf("题 %s：%w", t.ID, err)
		}
	}
	return queries, nil
}

// rank lists what answers q. Documents may need more passages than there are
// places in the run, so it asks deeper until there are enough or no more.
func (e *evaluation) rank(ctx context.Context, ranker *archive.Ranker, q index.Query) ([]string, error) {
	for depth := eval.Depth; ; depth *= 4 {
		ranked, err := ranker.Rank(ctx, q, depth)
		if err != nil {
			return nil, err
		}
		found := make([]eval.Found, len(ranked))
		for i, r := range ranked {
			found[i] = eval.Found{Passage: r.Passage, Key: r.Key}
		}
		ids := eval.Collapse(found, e.aim.Unit, eval.Depth)
		if len(ids) == eval.Depth || len(ranked) < depth {
			return ids, nil
		}
	}
}

func (e *evaluation) writeRun(run eval.Run) error {
	if e.flags.run == "" {
		return nil
	}
	out, err := os.Create(e.flags.run)
	if err != nil {
		return fmt.Errorf("无法写入 %s，请检查路径与权限：%w", e.flags.run, err)
	}
	if err := run.Write(out, e.topics, "yinju-"+e.flags.mode); err != nil {
		out.Close()
		return fmt.Errorf("写入 %s 失败：%w", e.flags.run, err)
	}
	return out.Close()
}

// evalReport is the document of eval --json.
type evalReport struct {
	Unit    eval.Unit `json:"unit"`
	Mode    string    `json:"mode"`
	Judged  bool      `json:"judged"`
	Unknown []string  `json:"unknown"`
	Missed  []string  `json:"missed"`
	eval.Report
}

func (e *evaluation) report(r eval.Report) error {
	e.oddities()
	if e.flags.asJSON {
		return e.p.writeJSON(evalReport{e.aim.Unit, e.flags.mode, e.flags.judged, e.aim.Unknown, e.aim.Missed, r})
	}
	unit := map[eval.Unit]string{eval.Passages: "段落", eval.Documents: "文献"}[e.aim.Unit]
	rows := []struct {
		name  string
		value float64
	}{{"nDCG@10", r.NDCG10}, {"R@10", r.R10}, {"R@100", r.R100}, {"MRR", r.MRR}, {"judged@10", r.Judged10}}
	fmt.Fprintf(e.p.out, "%-10s %6s\n", "unit", unit)
	for _, row := range rows {
		fmt.Fprintf(e.p.out, "%-10s %8.4f\n", row.name, row.value)
	}
	_, err := fmt.Fprintf(e.p.out, "%-10s %8d\n", "n", r.N)
	return err
}

// oddities reports judged ids that no run can hold; they count as missed.
func (e *evaluation) oddities() {
	if n := len(e.aim.Unknown); n > 0 {
		e.p.note("档案库中没有 %d 个判定过的编号，计为未检出：%s", n, some(e.aim.Unknown))
	}
	if n := len(e.aim.Missed); n > 0 {
		e.p.note("评的是文献，%d 个段落编号计为未检出：%s", n, some(e.aim.Missed))
	}
}

func some(ids []string) string {
	const enough = 5
	if len(ids) <= enough {
		return strings.Join(ids, "、")
	}
	return strings.Join(ids[:enough], "、") + " 等"
}

// known asks the archive what it holds under a judged id.
func known(ctx context.Context, a *archive.Archive, id string) (eval.Known, error) {
	for _, key := range keysOf(id) {
		_, err := a.Document(ctx, corpus.DocID(key))
		if err == nil || !absent(err) {
			return eval.Known{Document: err == nil}, err
		}
	}
	_, err := a.Passage(ctx, id)
	if err != nil && !absent(err) {
		return eval.Known{}, err
	}
	return eval.Known{Passage: err == nil}, nil
}

// keysOf returns the keys that an id may stand for: %20 is a blank or an
// ideographic space, unless the key has those characters itself.
func keysOf(id string) []string {
	if !strings.Contains(id, "%20") {
		return []string{id}
	}
	return []string{id, strings.ReplaceAll(id, "%20", " "), strings.ReplaceAll(id, "%20", "\u3000")}
}

func absent(err error) bool {
	return errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrGone)
}
