// Package server is the archive on the web: pages for people, JSON for programs,
// both from the same answers.
//
// The tour: New wires the routes (routes.go) behind the middleware that bounds
// and records every request (admission.go, headers.go, hosts.go, recover.go,
// requestlog.go, metrics.go; all bounds stand in limits.go). A page is one file:
// its handler asks the archive, its view struct holds what the template shows
// (start.go, search.go, document.go, compare.go, coverage.go, help.go); asked.go
// reads what a page of results was asked for. Parts of the search page have files
// of their own (facets.go, histogram.go, chips.go, notes.go, hit.go, nothing.go,
// paging.go, leaving.go; for meaning and rewriting rewriting.go, modes.go, meaning.go,
// why.go, claim.go, and marked.go, which lays the marks over a text), and so have
// those of the document page (fields.go, basis.go, outline.go, paragraph.go,
// version.go, related.go); standing.go says how a text stands among the others,
// credit.go writes the source line of a copy, addressing.go its link, printed.go
// what only paper shows. Handlers return
// errors; errors.go alone decides status, log level and page. Serve (serve.go)
// listens and stops cleanly. What leaves with a reader: exports.go with its forms
// (csv.go, jsonl.go), the feed (atom.go, urn.go), files as received
// (original.go), permanent addresses (permalink.go), and openapi.yaml, the
// description of all this that openapi.go fills in.
//
// Passages like one are similar.go, ways to go on typing suggest.go.
//
// Labels: labels.go has their signs, reason.go what made one, uncertain.go the way
// to what is 待定, labelpage.go what they mean and how good they are, sides.go and
// sideschart.go both columns of a question. correct.go takes in what a reader
// corrects, correcting.go shows the forms.
//
// It does not search, parse queries or read the store: that is archive and
// index. It knows no users, sets no cookies and sends nothing anywhere.
package server

import (
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/corpus/theme"
)

// Config is what a Server needs.
type Config struct {
	Archive *archive.Archive
	Log     *slog.Logger // nil: slog.Default()
	Version string       // shown at the foot of every page
	Base    *url.URL     // what permanent links begin with, from ParseBase; nil: the address the reader used

	Corrections bool // readers may correct though the listener is on no loopback address
}

// Server answers requests about one archive. It is an http.Handler.
type Server struct {
	archive  *archive.Archive
	log      *slog.Logger
	version  string
	base     *url.URL // nil if none was given
	echo     *echo.Echo
	pages    pages
	assets   assets
	openapi  []byte // /api/openapi.json
	metrics  *metrics
	slots    chan struct{} // one for every search that may run now
	waiting  atomic.Int32  // requests that wait for one
	loopback atomic.Bool   // the listener is on a loopback address
	stopping atomic.Bool

	corrections bool // from Config
	crossOrigin *http.CrossOriginProtection
	figures     *theme.Figures // of the labels; nil if none are published
}

// New returns a server for an open archive. It panics if an embedded template is
// broken: better at start than before a reader.
func New(c Config) *Server {
	s := &Server{
		archive: c.Archive,
		log:     c.Log,
		version: c.Version,
		base:    c.Base,
		echo:    echo.New(),
		assets:  loadAssets(),
		metrics: newMetrics(),
		slots:   make(chan struct{}, ConcurrentSearches()),

		corrections: c.Corrections,
		crossOrigin: crossOriginOf(c.Base),
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if f, err := theme.Published(); err == nil {
		s.figures = f
	}
	s.pages = loadPages()
	s.openapi = openapi(c.Version, c.Archive.Vocabulary())
	s.echo.HTTPErrorHandler = s.answerError
	s.middleware()
	s.routes()
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }
