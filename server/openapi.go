package server

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"text/template"

	"github.com/labstack/echo/v4"
	"go.yaml.in/yaml/v3"

	"yinju/index"
)

//go:embed openapi.yaml
var openapiText string

// openapiBounds are what the text of the description leaves open.
type openapiBounds struct {
	Version                       string
	QueryRunesGET, QueryRunesPOST int
	BodyBytes                     int
	AddressBytes, HeaderBytes     int
	PageSize, Window              int
	ExportCap, FeedCap            int
	Suggestions                   int
	NoteRunes, ValueRunes         int
	ObjectRunes                   int
	Columns                       []string
	Facets                        []index.Facet
	Statuses                      []string
	Themes, Categories            []index.Term
}

// openapi writes the description of the API as JSON. It panics if the embedded
// text is broken: better at start than before a reader.
func openapi(version string, v index.Vocabulary) []byte {
	bounds := openapiBounds{version, QueryRunesGET, QueryRunesPOST, BodyBytes, AddressBytes, HeaderBytes, PageSize, Window,
		ExportCap, FeedCap, Suggestions, NoteRunes, ValueRunes, objectRunes, csvColumns, index.Facets, index.Statuses, v.Themes, v.Categories}
	var text bytes.Buffer
	if err := openapiTemplate().Execute(&text, bounds); err != nil {
		panic(err)
	}
	var api map[string]any
	if err := yaml.Unmarshal(text.Bytes(), &api); err != nil {
		panic(err)
	}
	guardAll(api["paths"].(map[string]any))
	requireAll(api["components"].(map[string]any)["schemas"])
	out, err := json.MarshalIndent(api, "", " ")
	if err != nil {
		panic(err)
	}
	return out
}

func openapiTemplate() *template.Template {
	list := func(values []string) (string, error) {
		b, err := json.Marshal(values) // a JSON list is a YAML list
		return string(b), err
	}
	return template.Must(template.New("openapi").Funcs(template.FuncMap{
		"join":    strings.Join,
		"strings": list,
		"codes": func(terms []index.Term) (string, error) {
			codes := make([]string, len(terms))
			for i, t := range terms {
				codes[i] = t.Code
			}
			return list(codes)
		},
	}).Parse(openapiText))
}

// guardAll adds to every operation the answer to a foreign host name (hosts.go).
func guardAll(paths map[string]any) {
	for _, path := range paths {
		for _, operation := range path.(map[string]any) {
			if op, is := operation.(map[string]any); is {
				op["responses"].(map[string]any)["421"] = map[string]any{"$ref": "#/components/responses/WrongHost"}
			}
		}
	}
}

// requireAll marks the fields of every object as required, unless it says itself
// which are: answers always hold all of theirs.
func requireAll(node any) {
	switch n := node.(type) {
	case []any:
		for _, item := range n {
			requireAll(item)
		}
	case map[string]any:
		for _, item := range n {
			requireAll(item)
		}
		fields, described := n["properties"].(map[string]any)
		if _, said := n["required"]; n["type"] == "object" && described && !said {
			n["required"] = slices.Sorted(maps.Keys(fields))
		}
		if list, empty := n["required"].([]any); empty && len(list) == 0 {
			delete(n, "required") // an empty list is not allowed
		}
	}
}

func (s *Server) openapiJSON(c echo.Context) error {
	return c.Blob(http.StatusOK, "application/json; charset=utf-8", s.openapi)
}
