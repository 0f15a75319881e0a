package server

import (
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// suggestionsJSON answers GET /api/suggest: ways to go on typing, from the words
// and titles of the archive itself.
type suggestionsJSON struct {
	Query       string               `json:"query"`
	Suggestions []archive.Suggestion `json:"suggestions"`
}

// suggestAPI needs no search slot: it looks into memory only.
func (s *Server) suggestAPI(c echo.Context) error {
	values, err := addressParams(c)
	if err != nil {
		return err
	}
	typed := strings.ToValidUTF8(values.Get("q"), "")
	if utf8.RuneCountInString(typed) > QueryRunesGET {
		return badParam(&index.ParamError{Param: "q", Permitted: fmt.Sprintf("至多 %d 个字", QueryRunesGET)})
	}
	answer := suggestionsJSON{typed, []archive.Suggestion{}}
	if strings.TrimSpace(typed) != "" {
		answer.Suggestions = append(answer.Suggestions, s.archive.Suggest(typed, Suggestions)...)
	}
	return s.json(c, http.StatusOK, answer)
}
