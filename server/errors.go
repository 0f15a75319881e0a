package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// Error is an answer that is not what was asked for: what happened, and what the
// reader can do next. Under /api it is written as
// {"error":{"code","message","param","permitted"}}.
type Error struct {
	Status    int    // of HTTP
	Code      string // for programs; stable
	Message   string // what happened
	Next      string // what to do next; pages only
	Param     string // the parameter at fault, "" if none
	Permitted string // what that parameter may be
	Retry     int    // seconds, 0 for no Retry-After
	Cause     error  // for the log
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Code + ": " + e.Cause.Error()
	}
	return e.Code
}

func (e *Error) Unwrap() error { return e.Cause }

var (
	errBusy = &Error{Status: http.StatusServiceUnavailable, Code: "busy", Retry: RetrySeconds,
		Message: "同时检索的人太多，这一次没有排上。", Next: "请过一两秒再试。"}
	errSlow = &Error{Status: http.StatusServiceUnavailable, Code: "timeout", Retry: RetrySeconds,
		Message: "检索超过了时限，已经停下。", Next: "请把检索词改短一些，或加上来源、年份再试。"}
	errGone = &Error{Status: http.StatusGone, Code: "gone",
		Message: "这份文件已经从本库移除，文本不再保存。", Next: "可以检索标题，看本库是否另有收录。"}
	errNotFound = &Error{Status: http.StatusNotFound, Code: "not_found",
		Message: "没有这个地址。", Next: "可能是链接不全，或本库没有收录这份文件。请从检索开始。"}
	errMethod = &Error{Status: http.StatusMethodNotAllowed, Code: "method_not_allowed",
		Message: "这个地址不接受这种请求方法。", Next: "请直接打开地址，或看帮助里的接口说明。"}
	errBody = &Error{Status: http.StatusRequestEntityTooLarge, Code: "body_too_large",
		Message: "请求正文超过 " + strconv.Itoa(BodyBytes>>10) + " KiB。", Next: "请把文字分成几段检索。"}
	errAddress = &Error{Status: http.StatusRequestURITooLong, Code: "address_too_long",
		Message: "地址超过 " + strconv.Itoa(AddressBytes>>10) + " KiB。", Next: "请把检索词改短；长文字可由程序用 POST /api/search 检索。"}
	errInternal = &Error{Status: http.StatusInternalServerError, Code: "internal",
		Message: "程序出了错，这次没有得到结果。", Next: "请再试一次；若仍如此，请把时间和地址告诉维护者，日志里有原因。"}
)

// explain turns whatever a handler returned into an Error.
func explain(err error) *Error {
	var own *Error
	var param *index.ParamError
	var unusable *archive.UnusableError
	var damaged *archive.DamagedError
	var original *archive.OriginalError
	var routing *echo.HTTPError
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &param):
		return badParam(param)
	case errors.Is(err, archive.ErrNotFound):
		return errNotFound
	case errors.Is(err, archive.ErrGone):
		return errGone
	case errors.As(err, &unusable):
		return noIndex(unusable)
	case errors.As(err, &damaged):
		return noStore(damaged)
	case errors.As(err, &original):
		return noOriginal(original)
	case errors.Is(err, context.DeadlineExceeded):
		return errSlow.because(err)
	case errors.As(err, &routing):
		return fromEcho(routing)
	}
	return errInternal.because(err)
}

func (e *Error) because(cause error) *Error {
	with := *e
	with.Cause = cause
	return &with
}

func badParam(p *index.ParamError) *Error {
	return &Error{Status: http.StatusBadRequest, Code: "bad_parameter", Message: p.Error() + "。",
		Next: "请改正这一项再试，或去掉它。", Param: p.Param, Permitted: p.Permitted}
}

// noIndex says in the archive's words why nothing can be searched.
func noIndex(e *archive.UnusableError) *Error {
	return &Error{Status: http.StatusServiceUnavailable, Code: "no_index", Retry: RepairSeconds, Cause: e,
		Message: e.Reason + "。", Next: "文件都还在库里，重建索引就能恢复；在那之前仍可打开文件页，检索要等一等。"}
}

// noStore says which file of the store is damaged. Nothing can be shown without it.
func noStore(e *archive.DamagedError) *Error {
	return &Error{Status: http.StatusServiceUnavailable, Code: "store_damaged", Retry: RepairSeconds, Cause: e,
		Message: e.Error() + "。", Next: "在那之前，收到的原文件仍在数据文件夹的 originals 里。"}
}

// noOriginal says that a received file is damaged; what was read from it is not.
func noOriginal(e *archive.OriginalError) *Error {
	return &Error{Status: http.StatusInternalServerError, Code: "original_damaged", Cause: e,
		Message: e.Error() + "。", Next: "由它读出的文本另存于 corpus.db，文件页仍可查看。"}
}

func fromEcho(e *echo.HTTPError) *Error {
	switch e.Code {
	case http.StatusNotFound:
		return errNotFound
	case http.StatusMethodNotAllowed:
		return errMethod
	case http.StatusRequestEntityTooLarge:
		return errBody
	}
	if e.Code >= 400 && e.Code < 500 {
		return &Error{Status: e.Code, Code: "bad_request", Message: "请求的写法有误。", Next: "请检查地址再试。", Cause: e}
	}
	return errInternal.because(e)
}

// answerError is the one place that decides status, log level and page.
func (s *Server) answerError(err error, c echo.Context) {
	if c.Response().Committed || errors.Is(c.Request().Context().Err(), context.Canceled) {
		return // answered already, or nobody waits any more
	}
	e := explain(err)
	s.logError(e, c)
	if e.Retry > 0 {
		c.Response().Header().Set("Retry-After", strconv.Itoa(e.Retry))
	}
	if err := s.writeError(e, c); err != nil {
		s.log.Warn("error page not written", "err", err)
	}
}

func (s *Server) writeError(e *Error, c echo.Context) error {
	switch {
	case c.Request().Method == http.MethodHead:
		return c.NoContent(e.Status)
	case forPrograms(c.Request()):
		return s.json(c, e.Status, map[string]errorJSON{"error": {e.Code, e.Message, e.Param, e.Permitted}})
	}
	return s.errorPage(c, e)
}

var exports = []string{"/search.csv", "/search.jsonl", "/search.atom"}

// forPrograms reports a request that a program makes: of the API, or of an export
// unless a browser follows the link to it.
func forPrograms(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		return true
	}
	return slices.Contains(exports, r.URL.Path) && !strings.Contains(r.Header.Get("Accept"), "text/html")
}

func (s *Server) logError(e *Error, c echo.Context) {
	level := slog.LevelDebug
	switch {
	case e.Status == http.StatusServiceUnavailable:
		level = slog.LevelWarn
	case e.Status >= 500:
		level = slog.LevelError
	}
	s.log.Log(c.Request().Context(), level, "request failed", "route", c.Path(), "status", e.Status, "err", e)
}

type errorJSON struct {
	Code      string `json:"code"`
	Message   string `json:"message"`
	Param     string `json:"param,omitempty"`
	Permitted string `json:"permitted,omitempty"`
}
