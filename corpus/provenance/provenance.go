// Package provenance classes where a held text was taken from, by the stated
// rules of sources.tsv: 官方原文, 转录, 转载, 自备.
//
// Class asks the rules in order: a platform that the source's name holds, the
// source's name, the host of the address, how the name ends, the folders of the
// key. The first that fits decides, and the basis says which it was; where the
// address is of a weaker class than the name, the address decides. Where nothing says where a text comes from it is
// somebody's own file, 自备, 来源不详.
//
// The class tells of the way a text came, not of its truth: it does not compare
// texts, and judges nobody's care.
package provenance

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"yinju/corpus"
)

// The classes, most authoritative first.
const (
	Official    = "官方原文" // from its issuer or an official publication
	Transcribed = "转录"   // an official text taken over by somebody else: a data set, a wiki, a law site
	Reprinted   = "转载"   // press, news, the web
	Own         = "自备"   // a person's own file that states no source
)

// Classes are all classes, most authoritative first.
var Classes = []string{Official, Transcribed, Reprinted, Own}

// Rank returns the place of a class in Classes, 0 for the most authoritative;
// what is no class ranks last.
func Rank(class string) int {
	if i := slices.Index(Classes, class); i >= 0 {
		return i
	}
	return len(Classes)
}

// Class returns the class of a document's source, inferred, with the rule and
// what it was applied to as its basis.
func Class(d *corpus.Document) corpus.Field {
	source, host := strings.TrimSpace(d.Source.Value), hostOf(d)
	for _, ask := range []func() (rule, string, bool){
		func() (rule, string, bool) { return first("web", "来源 ", source, strings.Contains) },
		func() (rule, string, bool) { return first("press", "来源 ", source, equal) },
		func() (rule, string, bool) { return issuer(d, source) },
		func() (rule, string, bool) { return first("source", "来源 ", source, equal) },
		func() (rule, string, bool) { return longest("host", "网址 ", host, below) },
		func() (rule, string, bool) { return longest("name", "来源 ", source, endsIn) },
		func() (rule, string, bool) { return first("path", "文件夹或文件名 ", d.Key, onPath) },
	} {
		if r, what, ok := ask(); ok {
			if of, at, known := longest("host", "网址 ", host, below); known && Rank(of.class) > Rank(r.class) {
				r, what = of, at
			}
			return corpus.Field{Value: r.class, State: corpus.Inferred, Basis: r.words(what)}
		}
	}
	return unruled(source, host)
}

// unruled is the class of a source that no rule knows: what has an address was
// taken from the web, what has only a name is somebody's file.
func unruled(source, host string) corpus.Field {
	switch {
	case host != "":
		return corpus.Field{Value: Reprinted, State: corpus.Inferred, Basis: "网址 " + host + " 不在来源规则之列，按网络转载计"}
	case source != "":
		return corpus.Field{Value: Own, State: corpus.Inferred, Basis: "来源 " + source + " 不在来源规则之列"}
	}
	return corpus.Field{Value: Own, State: corpus.Inferred, Basis: "来源不详"}
}

// issuer: a source that is the issuing body itself.
func issuer(d *corpus.Document, source string) (rule, string, bool) {
	r := rule{class: Official, what: "来源即发文机关"}
	return r, "来源 " + source, source != "" && slices.Contains(d.Issuers.Values, source)
}

// hostOf returns the host of the document's address, or of a source that is one.
func hostOf(d *corpus.Document) string {
	for _, s := range []string{d.URL.Value, d.Source.Value} {
		if u, err := url.Parse(s); err == nil && u.Host != "" {
			return strings.ToLower(u.Hostname())
		}
	}
	if s := strings.ToLower(d.Source.Value); strings.Contains(s, ".") && path.Base(s) == s && !strings.ContainsAny(s, " 　：，。") {
		return s
	}
	return ""
}

func equal(value, word string) bool  { return bare(value) == word }
func endsIn(value, word string) bool { return strings.HasSuffix(bare(value), word) }
func bare(value string) string       { return strings.Trim(value, "《》“”　 ") }

func below(host, word string) bool {
	return host == word || strings.HasSuffix(host, "."+word)
}

// onPath reports that a folder of the key is the word, or that its file's name
// begins with it.
func onPath(key, word string) bool {
	parts := strings.Split(key, "/")
	last := parts[len(parts)-1]
	return slices.Contains(parts[:len(parts)-1], word) || strings.HasPrefix(last, word+"_") || strings.TrimSuffix(last, path.Ext(last)) == word
}
