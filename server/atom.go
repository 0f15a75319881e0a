package server

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"yinju/index"
)

// The elements of an Atom feed (RFC 4287) that are used here. encoding/xml
// suffices; feed libraries put the present time where none is known.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  atomPerson  `xml:"author"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Updated    string         `xml:"updated"`
		Authors    []atomPerson   `xml:"author"`
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
		Summary    string         `xml:"summary"`
		Content    string         `xml:"content"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomCategory struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr"`
	}
)

const atomType = "application/atom+xml"

// searchFeed answers with the newest passages of a search by their main dates,
// undated ones last, whatever order was asked for.
func (s *Server) searchFeed(c echo.Context) error {
	q, err := s.exportQuery(c)
	if err != nil {
		return err
	}
	q.Sort = index.NewestFirst
	e, err := s.exported(c, q, FeedCap)
	if err != nil {
		return err
	}
	hits, err := s.nextPiece(c.Request().Context(), e)
	if err != nil {
		return err
	}
	times, err := s.archive.Imported(c.Request().Context(), docsOf(hits))
	if err != nil {
		return err
	}
	body, err := xml.MarshalIndent(s.feed(c, q, hits, times), "", " ")
	if err != nil {
		return errInternal.because(err)
	}
	return c.Blob(http.StatusOK, atomType+"; charset=utf-8", append([]byte(xml.Header), body...))
}

func docsOf(hits []index.Hit) []string {
	docs := make([]string, len(hits))
	for i, h := range hits {
		docs[i] = h.Doc
	}
	return docs
}

// feed describes the search and its hits. It was updated when the youngest of
// its texts was received; without any, when the archive last changed.
func (s *Server) feed(c echo.Context, q index.Query, hits []index.Hit, received map[string]time.Time) atomFeed {
	params := feedParams(q)
	f := atomFeed{
		Lang: "zh-CN", ID: feedID(params), Title: xmlText("引据：" + firstKnown(strings.TrimSpace(q.Text), "全部段落")),
		Author: atomPerson{"引据"},
		Links: []atomLink{
			{"self", atomType, s.address(c) + withParams("/search.atom", params)},
			{"alternate", "text/html", s.address(c) + withParams("/search", params)},
		},
	}
	updated := time.Time{}
	names := namesOf(s.archive.Vocabulary())
	for _, h := range hits {
		at := received[h.Doc]
		f.Entries = append(f.Entries, s.entry(c, h, at, names))
		if at.After(updated) {
			updated = at
		}
	}
	if len(hits) == 0 {
		updated = s.archive.Status().Built
	}
	f.Updated = xmlTime(updated)
	return f
}

// feedParams are what decides what a feed holds, so that it has one name however
// it is asked for.
func feedParams(q index.Query) url.Values {
	q.Page, q.Size, q.Sort, q.Fold = 1, index.Defaults(q).Size, index.ByRelevance, false
	return sortedValues(q.Params())
}

func (s *Server) entry(c echo.Context, h index.Hit, received time.Time, names themeNames) atomEntry {
	e := atomEntry{
		ID: passageURN(h.ID), Title: xmlText(strings.Join(present(titleOr(h.Title), h.Locator), " ")),
		Updated: xmlTime(received), Authors: authors(h),
		Links:   []atomLink{{"alternate", "text/html", s.permalink(c, h.ID)}},
		Summary: xmlText(hitCredit(h).line()), Content: xmlText(h.Text),
	}
	e.Links = append(e.Links, viaLink(h.URL)...)
	for _, code := range append([]string{h.Category}, h.Themes...) {
		e.Categories = append(e.Categories, atomCategory{code, names.one(code)})
	}
	return e
}

// authors are who a passage is by; Atom asks for at least one.
func authors(h index.Hit) []atomPerson {
	who := present(h.Issuers...)
	if len(who) == 0 {
		who = []string{firstKnown(h.Speaker, h.Source, "作者"+unknown)}
	}
	var people []atomPerson
	for _, name := range who {
		people = append(people, atomPerson{xmlText(name)})
	}
	return people
}

// viaLink leads to the text at its source, if that is an address to open.
func viaLink(address string) []atomLink {
	u, err := url.Parse(webAddress(address))
	if err != nil || u.Host == "" {
		return nil
	}
	return []atomLink{{Rel: "via", Href: xmlText(u.String())}}
}

func xmlTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// xmlText drops the characters that XML 1.0 cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r',
			' ' <= r && r <= '\uD7FF', '\uE000' <= r && r <= '\uFFFD' && r != utf8.RuneError, 0x10000 <= r && r <= utf8.MaxRune:
			return r
		}
		return -1
	}, s)
}
