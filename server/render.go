package server

import (
	"bytes"
	"encoding/json"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/web"
)

// pages are the templates by page: search, document, start …
type pages map[string]*template.Template

// loadPages parses every page together with the layout and the shared parts.
func loadPages() pages {
	all := pages{}
	files, err := fs.Glob(web.Templates, "templates/*.html")
	if err != nil {
		panic(err) // the pattern is constant
	}
	for _, file := range files {
		if name := strings.TrimSuffix(path.Base(file), ".html"); name != "layout" {
			all[name] = template.Must(template.ParseFS(web.Templates,
				"templates/layout.html", "templates/parts/*.html", file))
		}
	}
	return all
}

// layout is what every page needs; each view struct embeds it.
type layout struct {
	Title   string
	Query   string // in the search box
	Action  string // where the search form leads, "" for /search
	Keep    []field
	Style   string // addresses of the static files
	Script  string
	Icon    string
	Version string
	Feed    string // address of the same as a feed, "" for none
	Host    string // where texts are sent for their meaning, "" for nowhere
	Robots  bool   // search results are no pages of their own: keep crawlers out
}

// field is a hidden input of the search form.
type field struct{ Name, Value string }

func (s *Server) layout(title string) layout {
	return layout{Title: title, Version: s.version, Host: meaningOf(s.archive.Meaning()).Host,
		Style: s.assets.urls["style.css"], Script: s.assets.urls["app.js"], Icon: s.assets.urls["icon.svg"]}
}

// page writes a page, once it is complete: nothing half-rendered is sent.
func (s *Server) page(c echo.Context, status int, name string, view any) error {
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", view); err != nil {
		return errInternal.because(err)
	}
	searched(c)
	return c.HTMLBlob(status, b.Bytes())
}

// json writes a value as JSON. Text stays readable: markup is not escaped, the
// content type and nosniff keep browsers from reading it as a page.
func (s *Server) json(c echo.Context, status int, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return errInternal.because(err)
	}
	searched(c)
	return c.Blob(status, "application/json; charset=utf-8", b.Bytes())
}
