package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// sandbox goes with whatever came from elsewhere: it may not run or load
// anything, should a browser show it after all.
const sandbox = "default-src 'none'; sandbox"

// original gives a document as it was received: a file to keep, or with
// view=text to read. It is never a page: saved pages hold foreign scripts.
func (s *Server) original(c echo.Context) error {
	p, err := originalParams(c)
	if err != nil {
		return err
	}
	o, err := s.openOriginal(c, p)
	if err != nil {
		return err
	}
	defer o.Close()
	if p.shown {
		return showOriginal(c, o)
	}
	tellOriginal(c, o)
	c.Response().Header().Set("Content-Disposition", attachment(originalName(o), originalName(o)))
	c.Response().Header().Set("Content-Type", "application/octet-stream")
	c.Response().WriteHeader(http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(c.Response(), o); err != nil {
		s.cut(c, err)
	}
	return nil
}

// openOriginal reads the file once against its hash, which takes a slot.
func (s *Server) openOriginal(c echo.Context, p originalRequest) (*archive.Original, error) {
	ctx, cancel := context.WithTimeout(c.Request().Context(), SearchTime)
	defer cancel()
	if !s.takeSlot(ctx) {
		return nil, errBusy
	}
	defer s.freeSlot()
	return s.archive.Original(ctx, c.Param("doc"), p.version, p.whole)
}

type originalRequest struct {
	version int  // 0: the newest
	shown   bool // to read, not to keep
	whole   bool // the file that a record stands in
}

func originalParams(c echo.Context) (originalRequest, error) {
	var p originalRequest
	values, err := addressParams(c)
	if err != nil {
		return p, err
	}
	if p.version, err = versionParam(values.Get("version")); err != nil {
		return p, err
	}
	switch p.shown = values.Get("view") == "text"; {
	case values.Get("view") != "" && !p.shown:
		return p, &index.ParamError{Param: "view", Permitted: "可用的值是 text"}
	}
	switch p.whole = values.Get("part") == "file"; {
	case values.Get("part") != "" && !p.whole:
		return p, &index.ParamError{Param: "part", Permitted: "可用的值是 file"}
	}
	return p, nil
}

// versionParam reads the number of a version; "" is 0, the newest.
func versionParam(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if s != "" && (err != nil || n < 1) {
		return 0, &index.ParamError{Param: "version", Permitted: "须为从 1 起的整数"}
	}
	return n, nil
}

func showOriginal(c echo.Context, o *archive.Original) error {
	text, charset, err := o.Text()
	if unshown := new(archive.UnshownError); errors.As(err, &unshown) {
		return &Error{Status: http.StatusUnsupportedMediaType, Code: "not_text", Cause: err,
			Message: "这份原件不能作为文字显示：" + unshown.Reason + "。", Next: "可以去掉地址里的 view=text，下载后查看。"}
	}
	if err != nil {
		return err
	}
	tellOriginal(c, o)
	c.Response().Header().Set("Content-Disposition", "inline")
	c.Response().Header().Set("X-Yinju-Charset", charset)
	return c.Blob(http.StatusOK, "text/plain; charset=utf-8", []byte(text))
}

// tellOriginal says of which file the answer is, and when it came.
func tellOriginal(c echo.Context, o *archive.Original) {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", sandbox)
	h.Set("X-Yinju-SHA256", o.Hash)
	h.Set("Last-Modified", o.Imported.UTC().Format(http.TimeFormat))
	if o.Line > 0 {
		h.Set("X-Yinju-Line", strconv.Itoa(o.Line))
	}
}

// originalName names the file to keep; a record is called after its line.
func originalName(o *archive.Original) string {
	if o.Line == 0 {
		return o.Name
	}
	base := strings.TrimSuffix(o.Name, ".gz")
	return strings.TrimSuffix(base, path.Ext(base)) + "-" + strconv.Itoa(o.Line) + ".json"
}
