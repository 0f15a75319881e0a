package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"yinju/archive"
)

var (
	errCrossSite = &Error{Status: http.StatusForbidden, Code: "cross_site",
		Message: "这个表单是从别的网站提交来的，没有记下。", Next: "请在本站的文件页上更正。"}
	errClosed = &Error{Status: http.StatusForbidden, Code: "corrections_closed",
		Message: "这里不接受更正：服务不只在这台机器上监听，启动时也没有给出 --corrections。", Next: "可在存放档案库的机器上用 yinju correct 更正，或请维护者打开更正。"}
	errForm = &Error{Status: http.StatusBadRequest, Code: "bad_form",
		Message: "表单没有收全，或写法有误，没有记下。", Next: "请回到文件页再填一次。"}
	errFormLarge = &Error{Status: http.StatusRequestEntityTooLarge, Code: "body_too_large",
		Message: fmt.Sprintf("表单超过 %d KiB，没有记下。", FormBytes>>10), Next: "请把说明写短一些。"}
)

// corrects reports whether readers may correct: those of this machine, or whoever
// comes where the owner has said so.
func (s *Server) corrects() bool {
	here := s.loopback.Load() && (s.base == nil || namesThisMachine(s.base.Hostname()))
	return s.corrections || here
}

// guarded lets a form in that a reader sent from a page of this server, with all
// its values.
func (s *Server) guarded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.crossOrigin.Check(c.Request()); err != nil {
			return errCrossSite.because(err)
		}
		if !s.corrects() {
			return errClosed
		}
		r := c.Request()
		r.Body = http.MaxBytesReader(c.Response(), r.Body, FormBytes)
		if err := r.ParseForm(); errors.As(err, new(*http.MaxBytesError)) {
			return errFormLarge
		} else if err != nil {
			return errForm.because(err)
		}
		return next(c)
	}
}

// crossOriginOf checks forms against the address that readers use.
func crossOriginOf(base *url.URL) *http.CrossOriginProtection {
	p := http.NewCrossOriginProtection()
	if base != nil {
		if err := p.AddTrustedOrigin(base.String()); err != nil {
			panic(err) // ParseBase lets no such address through
		}
	}
	return p
}

func (s *Server) correctLabel(c echo.Context) error {
	id, form := c.Param("passage"), c.Request().PostForm
	doc, _, _ := strings.Cut(id, ".")
	w := correcting{Passage: id, Category: form.Get("category"), Themes: form["theme"], Note: form.Get("note"), Query: form.Get("q"), sent: true}
	err := w.tooLong()
	if err == nil {
		_, err = s.archive.CorrectLabel(c.Request().Context(), id, w.Category, w.Themes, w.Note)
	}
	return s.corrected(c, doc, w, err)
}

func (s *Server) undoLabel(c echo.Context) error {
	id := c.Param("passage")
	doc, _, _ := strings.Cut(id, ".")
	_, err := s.archive.UndoLabel(c.Request().Context(), id)
	return s.undone(c, doc, id, err)
}

func (s *Server) correctField(c echo.Context) error {
	doc, form := c.Param("doc"), c.Request().PostForm
	w := correcting{Passage: fieldsID, Field: form.Get("field"), Value: form.Get("value"), Note: form.Get("note"), Query: form.Get("q"), sent: true}
	err := w.tooLong()
	if err == nil {
		_, err = s.archive.CorrectField(c.Request().Context(), doc, w.Field, w.Value, w.Note)
	}
	return s.corrected(c, doc, w, err)
}

func (s *Server) undoField(c echo.Context) error {
	doc := c.Param("doc")
	_, err := s.archive.UndoField(c.Request().Context(), doc, c.Request().PostForm.Get("field"))
	return s.undone(c, doc, fieldsID, err)
}

// corrected goes back to what was corrected; a fault shows the form again.
func (s *Server) corrected(c echo.Context, doc string, w correcting, err error) error {
	var fault *archive.CorrectionError
	if errors.As(err, &fault) {
		w.Fault = fault.What
		return s.documentAgain(c, doc, w)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, correctURL(doc, w.Passage, w.Query, "noted"))
}

// undone goes back too; what was taken back already leaves nothing to say.
func (s *Server) undone(c echo.Context, doc, at string, err error) error {
	if err != nil && !errors.Is(err, archive.ErrNotFound) {
		return err
	}
	return c.Redirect(http.StatusSeeOther, correctURL(doc, at, c.Request().PostForm.Get("q"), "undone"))
}

// documentAgain shows the form with what was typed and what is wrong with it.
func (s *Server) documentAgain(c echo.Context, doc string, w correcting) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), SearchTime)
	defer cancel()
	d, err := s.archive.Document(ctx, doc)
	if err != nil {
		return err
	}
	return s.showDocument(c, http.StatusBadRequest, d, w)
}

// correctURL opens a document at what is corrected: at its form, or with what was
// done said there.
func correctURL(doc, at, text, what string) string {
	v := url.Values{what: {at}}
	if text != "" {
		v.Set("q", text)
	}
	return withParams("/d/"+doc, v) + "#" + at
}

// tooLong is a fault of the form: the store would take it.
func (w correcting) tooLong() error {
	switch {
	case utf8.RuneCountInString(w.Note) > NoteRunes:
		return &archive.CorrectionError{What: fmt.Sprintf("说明至多 %d 字", NoteRunes)}
	case utf8.RuneCountInString(w.Value) > ValueRunes:
		return &archive.CorrectionError{What: fmt.Sprintf("内容至多 %d 字", ValueRunes)}
	}
	return nil
}
