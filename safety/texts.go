package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"yinju/corpus"
)

// text is a file to import.
type text struct{ name, content string }

// files are the texts of a folder that is imported as one PATH argument.
type files struct {
	dir   string
	texts []text
}

// write makes the folder with exactly these texts.
func (f files) write() error {
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return err
	}
	for _, t := range f.texts {
		if err := os.WriteFile(filepath.Join(f.dir, t.name), []byte(t.content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// key is what the archive calls a text of the folder.
func (f files) key(t text) string { return filepath.Base(f.dir) + "/" + t.name }

// doc is the id of the document of a text.
func (f files) doc(t text) string { return corpus.DocID(f.key(t)) }

const guangzhou = "corpora/policy/guangzhou"

// real returns up to n real texts; without them generated ones, which the
// result then says.
func (r *run) real(n int) ([]text, error) {
	dir := filepath.Join(r.shared, guangzhou)
	names, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		r.skip("%s is not there, generated texts only", dir)
		return made(1000, n, 0), nil
	}
	if err != nil {
		return nil, err
	}
	var texts []text
	for _, e := range names[:min(n, len(names))] {
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		texts = append(texts, text{e.Name(), string(content)})
	}
	return texts, nil
}

// made returns n generated texts, numbered from first. Another edition of a
// number has the same name and other paragraphs beside equal ones.
func made(first, n, edition int) []text {
	texts := make([]text, n)
	for i := range texts {
		texts[i] = madeText(first+i, edition)
	}
	return texts
}

// The parts that made texts are put together from.
var (
	subjects = strings.Fields("营商环境 职业培训 社会保险 数据共享 住房租赁 绿色低碳 科技创新 乡村产业 学前教育 药品采购 行政审批")
	actions  = strings.Fields("优化 扩大 支持 规范 减少 取消 加强 压减 推进 完善 限制 清理 建设")
	bodies   = strings.Fields("市人民政府 区发展改革部门 县级财政部门 街道办事处 有关行业协会 登记机关 用人单位")
)

func madeText(number, edition int) text {
	pick := func(from []string, salt int) string { return from[(number*7+salt*13)%len(from)] }
	b := &strings.Builder{}
	fmt.Fprintf(b, "标题：示例市%s若干办法（之%d）\n发文机关：示例市人民政府\n发文字号：示府〔20%02d〕%d号\n发布日期：20%02d-0%d-1%d\n\n",
		pick(subjects, 0), number, 10+number%15, number, 10+number%15, 1+number%9, number%9)
	for article := 1; article <= 12; article++ {
		salt := article
		if article%4 == 0 {
			salt += 100 * edition
		}
		fmt.Fprintf(b, "第%s条　%s应当%s%s，第%d号事项由%s办理。", numerals[article-1], pick(bodies, salt), pick(actions, salt), pick(subjects, salt+1), number*100+salt, pick(bodies, salt+2))
		fmt.Fprintf(b, "办理时限为%d个工作日，%s不得以任何理由%s。\n", 1+(number+salt)%30, pick(bodies, salt+3), pick(actions, salt+3))
	}
	return text{fmt.Sprintf("示例-%04d.txt", number), b.String()}
}

var numerals = strings.Fields("一 二 三 四 五 六 七 八 九 十 十一 十二")
