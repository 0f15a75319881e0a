package cli

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"yinju/archive"
	"yinju/index"
	"yinju/server"
)

// searchFlags are the flags of search as they were given.
type searchFlags struct {
	filters              []string
	from, to, mode, sort string
	size, page, rewrite  string
	asJSON               bool
}

func (p *program) search() *cobra.Command {
	var f searchFlags
	c := &cobra.Command{
		Use:   "search [-d DIR] [--filter 名=值]... [--from 日期] [--to 日期] [--size N] [--mode auto|words|meaning] [--rewrite off] [--json] QUERY",
		Short: "检索段落",
		Long: `检索段落。引号「」“”"" 内的文字须原样出现，-词 排除，标题: 与 文号: 在标题、文号中查找。
检索词为空（""）时列出全部段落，新的在前。以 - 开头的词请放在 -- 之后。

--filter 的名：theme、category、source、issuer、level、place、genre、status、year、uncertain；
同名之间为“或”，异名之间为“且”；值 unknown 表示不详。`,
		Example: `yinju search 营商环境
yinju search '「加快发展新质生产力」' --filter category=加 --from 2024
yinju search --json --size 50 长期护理保险 > hits.json
yinju search -- 营商环境 -税收`,
		Args: arguments(1, -1, "检索词（查看全部段落请写 \"\"）"),
	}
	f.declare(c)
	c.RunE = func(c *cobra.Command, words []string) error {
		return p.searchFor(c.Context(), strings.Join(words, " "), f)
	}
	return c
}

// declare adds the flags. Numbers are kept as given, so that the archive's own
// reading of parameters judges them, as for an address.
func (f *searchFlags) declare(c *cobra.Command) {
	flags := c.Flags()
	flags.StringArrayVar(&f.filters, "filter", nil, "筛选，如 `theme=sci`，可多次给出")
	flags.StringVar(&f.from, "from", "", "起始`日期`，YYYY、YYYY-MM 或 YYYY-MM-DD")
	flags.StringVar(&f.to, "to", "", "截止`日期`，含当日")
	flags.StringVar(&f.size, "size", "10", "每页`段数`，至多 200")
	flags.StringVar(&f.page, "page", "1", "第几`页`")
	flags.StringVar(&f.sort, "sort", "relevance", "`次序`：relevance 相关，date 旧的在前，-date 新的在前")
	flags.StringVar(&f.mode, "mode", "auto", "`方式`：auto 自动，words 按词语，meaning 按意思")
	flags.StringVar(&f.rewrite, "rewrite", "on", "`on|off`：off 只按原样检索，不换用简体、全称等别的说法")
	flags.BoolVar(&f.asJSON, "json", false, "写出一份 JSON")
}

func (p *program) searchFor(ctx context.Context, text string, f searchFlags) error {
	a, q, err := p.asked(ctx, text, f)
	if err != nil {
		return err
	}
	defer a.Close()
	r, err := a.Search(ctx, q)
	if err != nil {
		return err
	}
	for _, problem := range a.Status().Problems {
		p.note("%s", problem)
	}
	if f.asJSON {
		return p.writeJSON(r)
	}
	return p.writeResults(r, q, archive.Vocabulary(), a.Meaning())
}

// asked parses what is asked and opens the archive that is to answer.
func (p *program) asked(ctx context.Context, text string, f searchFlags) (*archive.Archive, index.Query, error) {
	values, err := f.values(text)
	if err != nil {
		return nil, index.Query{}, err
	}
	q, err := index.ParseParams(values, limits, archive.Vocabulary())
	if err != nil {
		return nil, q, err
	}
	a, err := p.ask(ctx)
	if err == nil {
		a.Learn(ctx)
	}
	return a, q, err
}

// limits are those of a POST to the server: an argument can be a long text.
var limits = index.Limits{QueryRunes: server.QueryRunesPOST, Size: server.PageSize, Window: server.Window}

// values puts text and flags into the parameters of a search.
func (f searchFlags) values(text string) (url.Values, error) {
	v := url.Values{}
	for _, filter := range f.filters {
		name, value, ok := strings.Cut(filter, "=")
		if !ok || !filterable(name) {
			return nil, &usageError{what: fmt.Sprintf("--filter %q 无效，应为 名=值，可用的名是 %s", filter, filterNames())}
		}
		v.Add(name, value)
	}
	v.Set("q", text)
	v.Set("from", f.from)
	v.Set("to", f.to)
	v.Set("mode", f.mode)
	v.Set("sort", f.sort)
	v.Set("rewrite", f.rewrite)
	v.Set("size", f.size)
	v.Set("page", f.page)
	return v, nil
}

func filterable(name string) bool {
	return name == "uncertain" || slices.Contains(index.Facets, index.Facet(name))
}

func filterNames() string {
	names := make([]string, 0, len(index.Facets)+1)
	for _, f := range index.Facets {
		names = append(names, string(f))
	}
	return strings.Join(append(names, "uncertain"), "、")
}
