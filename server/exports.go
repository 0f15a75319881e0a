package server

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// form is a way of writing hits out.
type form struct {
	mime  string
	ext   string // of the file name
	head  string // what stands before the first hit
	write func(b *bytes.Buffer, h index.Hit) error
}

// exporter answers with all hits of a search, one after the other, in a form.
func (s *Server) exporter(f form) echo.HandlerFunc {
	return func(c echo.Context) error {
		q, err := s.exportQuery(c)
		if err != nil {
			return err
		}
		e, err := s.exported(c, q, ExportCap)
		if err != nil {
			return err
		}
		h := c.Response().Header()
		h.Set("Content-Type", f.mime)
		name, plain := exportNames(q)
		h.Set("Content-Disposition", attachment(name+f.ext, plain+f.ext))
		c.Response().WriteHeader(http.StatusOK)
		if c.Request().Method == http.MethodHead {
			return nil
		}
		if err := s.stream(c, e, f); err != nil {
			s.cut(c, err)
		}
		return nil
	}
}

// exported ranks what an export gives, at most limit passages, and tells in the
// headers how many there are. It holds a search slot for the ranking only.
func (s *Server) exported(c echo.Context, q index.Query, limit int) (*archive.Export, error) {
	ctx, cancel := context.WithTimeout(c.Request().Context(), SearchTime)
	defer cancel()
	if !s.takeSlot(ctx) {
		return nil, errBusy
	}
	defer s.freeSlot()
	e, err := s.archive.Export(ctx, q, limit)
	if err != nil {
		return nil, err
	}
	h := c.Response().Header()
	h.Set("X-Yinju-Total", strconv.Itoa(e.Total))
	h.Set("X-Yinju-Cap", strconv.Itoa(limit))
	return e, nil
}

// exportQuery reads the parameters of the page. page, size and fold must be as
// they are there, and then change nothing: an export has no pages.
func (s *Server) exportQuery(c echo.Context) (index.Query, error) {
	q, err := s.queryGET(c)
	if err != nil {
		return index.Query{}, err
	}
	q.Page, q.Size, q.Fold = 1, index.Defaults(q).Size, false
	return q, nil
}

// stream writes an export piece by piece. A piece is fetched in a search slot and
// written outside it: a slow reader keeps nobody from searching.
func (s *Server) stream(c echo.Context, e *archive.Export, f form) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), ExportTime)
	defer cancel()
	b := bytes.NewBufferString(f.head)
	for {
		hits, err := s.nextPiece(ctx, e)
		if err != nil {
			return err
		}
		for _, h := range hits {
			if err := f.write(b, h); err != nil {
				return err
			}
		}
		if err := send(c, b); err != nil || len(hits) == 0 {
			return err
		}
	}
}

func (s *Server) nextPiece(ctx context.Context, e *archive.Export) ([]index.Hit, error) {
	if err := s.waitSlot(ctx); err != nil {
		return nil, err
	}
	defer s.freeSlot()
	return e.Next(ctx)
}

// send empties b to the client, which has WriteTime for each piece.
func send(c echo.Context, b *bytes.Buffer) error {
	_ = http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(WriteTime)) // a recorder has none
	_, err := b.WriteTo(c.Response())
	return err
}

// cut breaks the connection off within an answer: what ends in good order would
// be taken for the whole.
func (s *Server) cut(c echo.Context, err error) {
	if c.Request().Context().Err() == nil {
		s.log.Warn("export cut off", "route", c.Path(), "err", err)
	}
	if conn, _, err := http.NewResponseController(c.Response()).Hijack(); err == nil {
		conn.Close()
	}
}

// exportNames name the file after the query, without what file systems refuse:
// in full, and in ASCII. What ASCII leaves of a Chinese query is no name.
func exportNames(q index.Query) (name, plain string) {
	allowed := func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return ' '
		}
		return r
	}
	words := shorten(strings.Join(strings.Fields(strings.Map(allowed, q.Text)), " "), 40)
	name, plain = strings.Trim("引据 "+words, " ."), words
	if strings.ContainsFunc(words, func(r rune) bool { return r > unicode.MaxASCII }) {
		plain = "yinju-search"
	}
	return name, plain
}

// attachment is the Content-Disposition (RFC 6266) of a file to be kept: its name
// in UTF-8, and for old clients what of plain is ASCII.
func attachment(name, plain string) string {
	ascii := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%`, r) {
			return -1
		}
		return r
	}, plain)
	if ascii = strings.TrimSpace(ascii); ascii == "" || strings.ContainsAny(ascii[:1], ".-") {
		ascii = "yinju" + ascii
	}
	return `attachment; filename="` + ascii + `"; filename*=UTF-8''` + extValue(name)
}

// extValue encodes a parameter by RFC 8187.
func extValue(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
