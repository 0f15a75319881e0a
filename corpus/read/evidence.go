package read

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	_ "embed"

	"yinju/corpus"
)

//go:embed hosts.tsv
var hostsText string

var hosts = table(hostsText)

// evidence is all that was found out about one document: claims by field.
type evidence struct {
	page   *page
	name   string // of the file
	fields map[string][]claim
	bodies []bodyClaim
	dates  []dateClaim

	decreed corpus.Date // of the order that issues the text, where it has one
	anew    []event     // the act that gave the whole text anew, and those after it
}

// bodyClaim is a list of issuing bodies from one place; more says that there
// were others it does not name (等3部门).
type bodyClaim struct {
	names []string
	more  bool
	state corpus.State
	basis string
}

func (e *evidence) claim(field, value string, state corpus.State, basis string) {
	if value = strings.TrimSpace(value); value != "" {
		e.fields[field] = append(e.fields[field], claim{value, state, basis})
	}
}

func (e *evidence) date(kind corpus.DateKind, d corpus.Date, state corpus.State, basis string) {
	e.dates = append(e.dates, dateClaim{kind, d, state, basis})
}

// best returns the settled value of a field so far.
func (e *evidence) best(field string) string { return settle(e.fields[field]).Value }

// takeSayings turns what the source says into claims.
func (e *evidence) takeSayings(said []saying) {
	for _, s := range said {
		switch s.field {
		case "title":
			title, tag := cleanTitle(s.value)
			e.claim("title", title, corpus.Given, s.where)
			if tag != "" {
				e.page.keep("标题附注", tag)
			}
		case "issuer":
			names, more := issuersOf(s.value)
			e.sayBodies(bodyClaim{names, more, corpus.Given, s.where})
		case "number":
			e.sayNumber(s)
		case "published", "adopted", "spoken", "revised", "effective":
			e.sayDate(corpus.DateKind(s.field), s, corpus.Given)
		case "date", "year":
			// the kind is not said: see undeclared
		case "source":
			e.saySource(s)
		case "url":
			e.sayAddress(s)
		default:
			e.claim(s.field, s.value, corpus.Given, s.where)
		}
	}
}

// bareHost matches an address without its scheme: www.gov.cn/zhengce/1.htm.
var bareHost = regexp.MustCompile(`^(?i)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:/[^\s"<>]*)?$`)

// address is an address with scheme and host in small letters; false for what is none.
func address(s string) (string, bool) {
	if s = strings.TrimSpace(s); bareHost.MatchString(s) {
		s = "https://" + s
	}
	scheme, rest, _ := strings.Cut(s, "://")
	host := rest[:len(rest)-len(strings.TrimLeftFunc(rest, func(r rune) bool { return !strings.ContainsRune("/?#", r) }))]
	s = strings.ToLower(scheme) + "://" + strings.ToLower(host) + rest[len(host):]
	return s, isURL(s) && host != ""
}

func (e *evidence) sayAddress(s saying) {
	if to, ok := address(s.value); ok {
		e.claim("url", to, corpus.Given, s.where)
	} else if strings.TrimSpace(s.value) != "" {
		e.page.warn("网址“" + clip(s.value) + "”不是完整的网址，未采用（" + s.where + "）")
	}
}

// reporter matches a source that goes on with who wrote: 南方日报 记者 张小华.
var reporter = regexp.MustCompile(`^(\S.*?)[ 　]+(?:本报)?(?:记者|記者|通讯员|通訊員|作者)[:： 　]*(\S.*)$`)

func (e *evidence) saySource(s saying) {
	m := reporter.FindStringSubmatch(s.value)
	if m == nil {
		e.claim("source", s.value, corpus.Given, s.where)
		return
	}
	e.claim("source", m[1], corpus.Given, s.where)
	e.claim("author", m[2], corpus.Given, s.where)
}

// sayBodies adds bodies; several sayings of one place are one list.
func (e *evidence) sayBodies(b bodyClaim) {
	if n := len(e.bodies); n > 0 && e.bodies[n-1].basis == b.basis {
		e.bodies[n-1].names = distinct(append(e.bodies[n-1].names, b.names...))
		return
	}
	e.bodies = append(e.bodies, b)
}

func (e *evidence) sayNumber(s saying) {
	if n, ok := number(s.value); ok {
		e.claim("number", n, corpus.Given, s.where)
		return
	}
	e.page.keep("发文字号原文", s.value)
	e.page.warn("发文字号“" + clip(s.value) + "”不是文号，未采用")
}

func (e *evidence) sayDate(kind corpus.DateKind, s saying, state corpus.State) {
	d, refused, ok := readDate(s.value)
	switch {
	case ok && republic.MatchString(s.value):
		e.date(kind, d, corpus.Parsed, s.where+"“"+clip(s.value)+"”，民国纪年自 1911 年起算")
	case ok:
		e.date(kind, d, state, s.where)
	case refused != "":
		e.page.warn("日期“" + clip(refused) + "”不存在，未采用（" + s.where + "）")
	default:
		e.page.warn("“" + clip(s.value) + "”不是日期，未采用（" + s.where + "）")
	}
}

// undeclared takes dates whose kind the source does not say: of a speech they
// are the day it was spoken, elsewhere the day it was published. A full date
// that a record gives as date is taken as given.
func (e *evidence) undeclared(spoken bool) {
	for _, s := range e.page.said {
		if s.field != "date" && s.field != "year" {
			continue
		}
		kind, state := corpus.Published, corpus.Inferred
		if spoken {
			kind = corpus.Spoken
		} else if s.field == "date" {
			state = corpus.Given
		}
		e.sayDate(kind, saying{s.field, s.value, s.where + "：" + clip(s.value)}, state)
	}
}

// sourceFromURL names the site of the address where nothing else names a source.
func (e *evidence) sourceFromURL() {
	u, err := url.Parse(e.best("url"))
	if err != nil || u.Host == "" {
		return
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	for part := host; part != ""; {
		if name := hosts[part]; name != "" && !(part == "gov.cn" && host != part) {
			e.claim("source", name, corpus.Inferred, "网址 "+u.Hostname())
			return
		}
		_, rest, ok := strings.Cut(part, ".")
		if !ok {
			break
		}
		part = rest
	}
	e.claim("source", u.Hostname(), corpus.Inferred, "网址 "+u.Hostname())
}

// issuers settles the bodies. A list that says 等3部门 gives way to a fuller one
// that begins with the same body.
func (e *evidence) issuers() corpus.ListField {
	claims := slices.DeleteFunc(slices.Clone(e.bodies), func(b bodyClaim) bool { return len(b.names) == 0 })
	if len(claims) == 0 {
		return corpus.ListField{Values: []string{}, State: corpus.Unknown}
	}
	best := claims[0]
	for _, c := range claims[1:] {
		if strong(c.state) && !strong(best.state) || fuller(c, best) {
			best = c
		}
	}
	f := corpus.ListField{Values: best.names, State: best.state, Basis: best.basis}
	for _, c := range claims {
		if strong(c.state) && strong(best.state) && !overlap(c.names, best.names) {
			f.State = corpus.Disputed
			f.Basis = dispute(f.Basis, claim{value: strings.Join(best.names, "、"), basis: best.basis}, claim{value: strings.Join(c.names, "、"), basis: c.basis})
		}
	}
	return f
}

// fuller: both begin with the same body, and c names more, or the same body
// unbroken (a title that breaks a long name over two lines).
func fuller(c, best bodyClaim) bool {
	if !strong(c.state) {
		return false
	}
	if strings.Join(best.names, "") == strings.Join(c.names, "") {
		return len(c.names) < len(best.names) && best.state != corpus.Given
	}
	return len(c.names) > len(best.names) && overlap(c.names, best.names)
}

func overlap(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if agree(x, y) {
				return true
			}
		}
	}
	return agree(strings.Join(a, ""), strings.Join(b, ""))
}

// clip shortens a value for a message.
func clip(s string) string {
	runes := []rune(s)
	if len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}
