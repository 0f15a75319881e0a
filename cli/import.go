package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"yinju/archive"
)

func (p *program) imports() *cobra.Command {
	var asJSON, prune, noEmbed bool
	c := &cobra.Command{
		Use:   "import [-d DIR] [--prune] [--no-embed] [--json] PATH...",
		Short: "读入文件、文件夹或 JSON Lines",
		Long: `读入文件与文件夹（含下级文件夹）：.txt、.md、.html、.htm、.jsonl、.jsonl.gz。
文件夹尚无档案库时新建一个。读过而未变的文件略过，变了的成为新版本；坏文件记下原因后继续。

已不在路径中的文献仍然留存，加 --prune 才移除：只移除以前由同一路径读入、这次不在、
也不由别的路径读入的；路径读不出或是空的，则什么也不读入，什么也不移除。

每个文件报告一行：已读、未变、新版本、跳过、失败；--json 时改为在最后写出一份 JSON。
只要读入了任何文件，或全部未变，退出码为 0；一个也没能读入时为 3。`,
		Example: `yinju import ~/policy ~/reports
yinju import -d ~/archive news.jsonl.gz --json > report.json`,
		Args: arguments(1, -1, "要读入的文件或文件夹"),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "把报告写成一份 JSON")
	c.Flags().BoolVar(&noEmbed, "no-embed", false, "不计算语义向量，留给 yinju serve 在运行时计算")
	c.Flags().BoolVar(&prune, "prune", false, "移除以前由同一路径读入而现已不在其中的文献")
	c.RunE = func(c *cobra.Command, paths []string) error {
		if slices.Contains(paths, "") { // would be taken for the current folder
			return &usageError{what: "有一个路径是空的", command: c}
		}
		return p.importPaths(c.Context(), paths, prune, noEmbed, asJSON)
	}
	return c
}

func (p *program) importPaths(ctx context.Context, paths []string, prune, noEmbed, asJSON bool) error {
	o := p.making()
	if noEmbed {
		o.Model = ""
	}
	a, err := archive.Create(ctx, p.dir, o)
	if err != nil {
		return err
	}
	defer a.Close()
	bar := p.progress()
	report, err := a.Import(ctx, paths, archive.ImportOptions{
		Prune:    prune,
		Progress: bar.update,
		Removed: func(key string) {
			bar.clear()
			p.removedLine(key, asJSON)
		},
		Line: func(f archive.FileReport) {
			bar.clear()
			p.fileLine(f, asJSON)
		},
	})
	bar.clear()
	switch {
	case err == nil:
		return p.imported(ctx, a, report, noEmbed, asJSON)
	case report != nil && len(report.Files) > 0:
		return errors.Join(err, p.report(report, asJSON))
	}
	return err
}

// imported reports what was read and makes the vectors. The one document of --json
// comes last, with the time of both, and also where the vectors could not be made.
func (p *program) imported(ctx context.Context, a *archive.Archive, r *archive.Report, noEmbed, asJSON bool) error {
	embed := func() error {
		if noEmbed {
			return nil
		}
		started := time.Now()
		err := p.embed(ctx, a)
		r.Seconds += time.Since(started).Seconds()
		return err
	}
	write := func() error { return p.report(r, asJSON) }
	steps := []func() error{write, embed}
	if asJSON {
		steps = []func() error{embed, write}
	}
	first, second := steps[0](), steps[1]()
	return cmp.Or(first, second, verdict(r))
}

// statusWords are the words of a report line by FileReport.Status.
var statusWords = map[string]string{
	"read": "已读", "unchanged": "未变", "version": "新版本", "skipped": "跳过", "failed": "失败",
}

// fileLine writes the report line of one file; with --json only what went wrong,
// to standard error.
func (p *program) fileLine(f archive.FileReport, asJSON bool) {
	line := fileWords(f)
	switch {
	case !asJSON:
		fmt.Fprintln(p.out, line)
	case f.Status == "failed" || f.Status == "skipped":
		p.note("%s", line)
	}
}

// removedLine writes the report line of a document that --prune removed.
func (p *program) removedLine(key string, asJSON bool) {
	if !asJSON {
		fmt.Fprintln(p.out, "移除  "+named(key))
	}
}

func fileWords(f archive.FileReport) string {
	line := statusWords[f.Status] + "  " + named(f.Path)
	if f.Reason != "" {
		line += "：" + printable(f.Reason)
	}
	if f.Status == "read" || f.Status == "version" {
		line += fmt.Sprintf("（%d 份文献，%d 段）", f.Documents, f.Passages)
	}
	for _, w := range f.Warnings {
		line += "\n      " + printable(w)
	}
	return line
}

// report ends an import: one JSON document, or a line of sums.
func (p *program) report(r *archive.Report, asJSON bool) error {
	for _, note := range r.Notes {
		p.note("%s", printable(note))
	}
	if asJSON {
		return p.writeJSON(r)
	}
	n := map[string]int{}
	for _, f := range r.Files {
		n[f.Status]++
	}
	_, err := fmt.Fprintf(p.out, "共 %d 个文件：已读 %d，未变 %d，新版本 %d，跳过 %d，失败 %d；%s，用时 %.1f 秒\n",
		len(r.Files), n["read"], n["unchanged"], n["version"], n["skipped"], n["failed"], writtenWords(r), r.Seconds)
	return err
}

// writtenWords says what came in and what went: 新增 1 份文献，2 份有新版本，共 40 段.
func writtenWords(r *archive.Report) string {
	words := fmt.Sprintf("新增 %d 份文献", r.Fresh)
	for _, part := range []struct {
		form  string
		count int
	}{{"，%d 份有新版本", r.Versions}, {"，%d 份只改著录", r.Updated}, {"，共 %d 段", r.Passages}, {"，移除 %d 份", len(r.Removed)}} {
		if part.count > 0 {
			words += fmt.Sprintf(part.form, part.count)
		}
	}
	return words
}

// verdict is an error if not a single file was read or found unchanged.
func verdict(r *archive.Report) error {
	for _, f := range r.Files {
		if f.Status == "read" || f.Status == "unchanged" || f.Status == "version" {
			return nil
		}
	}
	if len(r.Files) == 0 {
		return errors.New("没有找到可以读入的文件；可读的有 .txt、.md、.html、.htm、.jsonl、.jsonl.gz")
	}
	return errors.New("没有一个文件能够读入，原因见上")
}

// writeJSON writes the one document of --json.
func (p *program) writeJSON(v any) error {
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
