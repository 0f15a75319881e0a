package read

import (
	"strings"
	"testing"
)

func TestPagesOfLinks(t *testing.T) {
	list := strings.Repeat(`<li><a href="/1">关于开展渡口安全检查工作的通知</a><span>2024-01-02</span></li>`, 12)
	for name, body := range map[string]string{
		"list":   `<div><a href="/">首页</a></div><ul>` + list + `</ul><div>共12页 <a href="?p=2">下一页</a></div><div>版权所有：南江市人民政府</div>`,
		"footer": `<ul>` + list + `</ul><p>本网站由南江市人民政府办公室主办。</p>`,
		"chrome": `<div>您当前的位置：首页 &gt; 政务公开</div><div>网站标识码：4401000001</div>`,
		"menu":   `<h1>通知公告</h1><div><a href="/a">政务公开</a> <a href="/b">办事服务</a></div>`,
	} {
		_, err := File("a.html", []byte(`<html><head><meta charset="utf-8"><title>通知公告_南江市人民政府</title></head><body>`+body+`</body></html>`), Options{Key: "a.html"})
		if err == nil || !strings.Contains(err.Error(), "没有正文") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestShortPagesAreTexts(t *testing.T) {
	for name, body := range map[string]string{
		"short":   `<h1>关于渡口停航的通知</h1><p>渡口今日停航。</p><ul><li><a href="/1">相关文件</a></li></ul>`,
		"names":   `<h1>名单</h1><table><tr><td>王一江</td><td>李二河</td><td>张三湖</td></tr><tr><td>赵四海</td><td>孙五洋</td><td>周六波</td></tr><tr><td>吴七浪</td><td>郑八涛</td><td>冯九溪</td></tr><tr><td>陈十川</td><td>褚一泉</td></tr></table>`,
		"related": `<h1>关于渡口检查的通知</h1><p>` + longBody + longBody + `</p><ul>` + strings.Repeat(`<li><a href="/1">关于渡口检查工作的另一个通知</a></li>`, 8) + `</ul>`,
	} {
		d, err := File("a.html", []byte(`<html><head><meta charset="utf-8"></head><body>`+body+`</body></html>`), Options{Key: "a.html"})
		if err != nil || d.Text == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestColumnsAreNoTitles(t *testing.T) {
	for _, column := range []string{"通知公告", "领导讲话", "政策文件", "通知公告_南江市人民政府"} {
		for _, head := range []string{"h1", "h2", "h3"} {
			page := `<html><head><meta charset="utf-8"><title>` + column + `</title></head><body><div><` + head + `>南江市渡口安全检查工作安排</` + head + `><p>` + longBody + `</p><p>` + longBody + `</p></div></body></html>`
			d, err := File("a.html", []byte(page), Options{Key: "a.html"})
			if err != nil || d.Title.Value != "南江市渡口安全检查工作安排" {
				t.Errorf("%s, %s: %+v, %v", column, head, d, err)
			}
		}
	}
}
