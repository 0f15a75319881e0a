package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"yinju/index"
)

// queryGET reads a search from the address, as programs ask it.
func (s *Server) queryGET(c echo.Context) (index.Query, error) { return s.query(c, limitsGET()) }

// query reads a search from the address. Of a parameter that may stand once, the
// first counts.
func (s *Server) query(c echo.Context, lim index.Limits) (index.Query, error) {
	values, err := addressParams(c)
	if err != nil {
		return index.Query{}, err
	}
	return index.ParseParams(values, lim, s.archive.Vocabulary())
}

// addressParams reads the parameters of the address. The error is an *Error.
func addressParams(c echo.Context) (url.Values, error) {
	values, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		return nil, &Error{Status: http.StatusBadRequest, Code: "bad_query", Cause: err,
			Message: "地址里问号之后的部分写法有误，读不出参数。", Next: "请检查其中的 % 和 ; ，或从检索框重新输入。"}
	}
	return values, nil
}

// queryPOST reads the same parameters from a JSON object: strings, numbers,
// true and false (1 and 0), and lists of them for what may repeat.
func (s *Server) queryPOST(c echo.Context) (index.Query, error) {
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, BodyBytes))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return index.Query{}, errBody
	}
	if err != nil {
		return index.Query{}, badJSON("正文没有收全", err)
	}
	values, err := valuesOf(body)
	if err != nil {
		return index.Query{}, err
	}
	for name, inAddress := range c.QueryParams() { // what the body does not say
		if _, ok := values[name]; !ok {
			values[name] = inAddress
		}
	}
	return index.ParseParams(values, limitsPOST(), s.archive.Vocabulary())
}

// valuesOf turns a JSON object into parameters. The error is an *Error.
func valuesOf(body []byte) (url.Values, error) {
	var object map[string]any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&object); err != nil || object == nil {
		return nil, badJSON("正文须为一个 JSON 对象", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, badJSON("JSON 对象之后还有别的内容", err)
	}
	values := url.Values{}
	for name, value := range object {
		list, ok := value.([]any)
		if !ok {
			list = []any{value}
		}
		for _, item := range list {
			if err := addValue(values, name, item); err != nil {
				return nil, err
			}
		}
	}
	return values, nil
}

func addValue(values url.Values, name string, item any) error {
	switch v := item.(type) {
	case nil:
	case string:
		values.Add(name, v)
	case json.Number:
		values.Add(name, v.String())
	case bool:
		values.Add(name, map[bool]string{true: "1", false: "0"}[v])
	default:
		return badParam(&index.ParamError{Param: name, Permitted: "须为文字、数字、true 或 false，或它们的列表"})
	}
	return nil
}

func badJSON(what string, cause error) *Error {
	return &Error{Status: http.StatusBadRequest, Code: "bad_json", Message: what + "。", Cause: cause}
}

// shorten cuts s after n characters.
func shorten(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n])
}
