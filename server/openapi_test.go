package server

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"yinju/archive"
	"yinju/corpus/theme"
	"yinju/index"
)

func apiOf(t *testing.T, s *Server) *openapi3.T {
	t.Helper()
	w := get(s, "/api/openapi.json")
	api, err := openapi3.NewLoader().LoadFromData(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := api.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return api
}

var pathParameter = regexp.MustCompile(`:(\w+)`)

// Every route is described, and whatever is described is a route.
func TestEveryRouteIsDescribed(t *testing.T) {
	s := testServer(t)
	var routes, described []string
	for _, r := range s.echo.Routes() {
		if r.Method != http.MethodHead && r.Method != "echo_route_not_found" {
			routes = append(routes, r.Method+" "+pathParameter.ReplaceAllString(r.Path, "{$1}"))
		}
	}
	for path, item := range apiOf(t, s).Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	for _, route := range routes {
		if !slices.Contains(described, route) {
			t.Errorf("%s is not described", route)
		}
	}
	for _, route := range described {
		if !slices.Contains(routes, route) {
			t.Errorf("%s is described, but no route", route)
		}
	}
}

// strict closes every object: a field that is not described is an error. It is
// the test that is strict; readers of the API should expect new fields.
func strict(api *openapi3.T) {
	for _, ref := range api.Components.Schemas {
		closeObject(ref.Value)
	}
}

func closeObject(s *openapi3.Schema) {
	if s == nil {
		return
	}
	if s.Type.Is("object") && len(s.Properties) > 0 {
		no := false
		s.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
	}
	for _, p := range s.Properties {
		if p.Ref == "" {
			closeObject(p.Value)
		}
	}
	if s.Items != nil && s.Items.Ref == "" {
		closeObject(s.Items.Value)
	}
}

// Every JSON answer is as its schema says, no field more and none less.
func TestAnswersFitTheirSchemas(t *testing.T) {
	s := testServer(t)
	api := apiOf(t, s)
	strict(api)
	hit := firstHit(t, s, "标题:优化营商环境")
	asked := map[string][]string{
		"/api/d/{doc}":           {"/api/d/" + hit.Doc, "/api/d/aaaaaaaaaaaa"},
		"/api/p/{passage}":       {"/api/p/" + hit.ID, "/api/p/a.b"},
		"/api/coverage":          {"/api/coverage"},
		"/api/labels":            {"/api/labels"},
		"/api/sides":             {"/api/sides?q=" + escape("人工智能"), "/api/sides?object=" + escape("人工智能") + "&q=" + escape("人工智能 发展"), "/api/sides?q=" + escape("全无此事"), "/api/sides", "/api/sides?size=0"},
		"/api/similar/{passage}": {"/api/similar/" + hit.ID, "/api/similar/a.b"},
		"/api/suggest":           {"/api/suggest", "/api/suggest?q=" + escape("人工"), "/api/suggest?q=" + strings.Repeat("a", QueryRunesGET+1)},
		"/api/openapi.json":      {"/api/openapi.json"},
		"/search.csv":            {"/search.csv?theme=x"}, "/search.jsonl": {"/search.jsonl?sort=x"}, "/search.atom": {"/search.atom?from=x"},
	}
	for _, query := range append(slices.Clone(exportQueries), "size=0", "fold=on&size=50", "page=99") {
		asked["/api/search"] = append(asked["/api/search"], "/api/search?"+query)
	}
	for path, addresses := range asked {
		for _, address := range addresses {
			checkAnswer(t, api.Paths.Find(path).Get, address, get(s, address))
		}
	}
	checkAnswer(t, api.Paths.Find("/api/search").Post, "POST", post(s, `{"q":"人工智能","theme":["sci"]}`))
	checkAnswer(t, api.Paths.Find("/api/search").Post, "POST too large", post(s, `{"q":"`+strings.Repeat("a", BodyBytes)+`"}`))
	for line := range strings.Lines(get(s, "/search.jsonl").Body.String()) {
		checkSchema(t, api.Components.Schemas["Hit"].Value, "/search.jsonl", []byte(line))
	}
	for range cap(s.slots) {
		s.slots <- struct{}{}
	}
	checkAnswer(t, api.Paths.Find("/api/search").Get, "overload", get(s, "/api/search"))
	checkAnswer(t, api.Paths.Find("/api/d/{doc}").Get, "overload", get(s, "/api/d/"+hit.Doc))
}

func checkAnswer(t *testing.T, op *openapi3.Operation, what string, w *httptest.ResponseRecorder) {
	t.Helper()
	said := op.Responses.Value(strconv.Itoa(w.Code))
	if said == nil {
		t.Errorf("%.80s: status %d is not described", what, w.Code)
		return
	}
	media := said.Value.Content["application/json"]
	if media == nil {
		t.Errorf("%.80s: no JSON is described for %d", what, w.Code)
		return
	}
	checkSchema(t, media.Schema.Value, what, w.Body.Bytes())
}

func checkSchema(t *testing.T, schema *openapi3.Schema, what string, body []byte) {
	t.Helper()
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Errorf("%.80s: %v", what, err)
		return
	}
	if err := schema.VisitJSON(value, openapi3.MultiErrors()); err != nil {
		t.Errorf("%.80s: %.800v", what, err)
	}
}

// The schemas have the fields of the structs, so that what no test answer holds
// (a related text, a rewrite) is described too.
func TestSchemasAreTheStructs(t *testing.T) {
	schemas := apiOf(t, testServer(t)).Components.Schemas
	for name, v := range map[string]any{
		"Labels": labelsJSON{}, "Definition": definitionJSON{}, "Figures": theme.Figures{}, "Share": theme.Share{}, "LabelFigures": theme.LabelFigures{}, "Results": index.Results{}, "Sides": index.Sides{}, "Column": index.Column{}, "SideHit": index.SideHit{}, "Effect": index.Effect{},
		"ObjectSides": index.ObjectSides{}, "SidesYear": index.SidesYear{}, "Searched": index.Searched{}, "Label": index.Label{}, "Hit": index.Hit{}, "Rewrite": index.Rewrite{}, "Why": index.Why{}, "Evidence": index.Evidence{},
		"Similar": similarJSON{}, "SharedHit": sharedJSON{}, "NearHit": nearJSON{}, "Suggestions": suggestionsJSON{}, "Suggestion": archive.Suggestion{}, "FacetValue": index.FacetValue{}, "YearCount": index.YearCount{},
		"Document": archive.Document{}, "Section": archive.Section{}, "Passage": archive.Passage{}, "PassageView": archive.PassageView{},
		"Cue": archive.Cue{}, "Version": archive.Version{}, "Related": archive.Related{}, "Coverage": archive.Coverage{}, "ValueCount": archive.ValueCount{},
	} {
		got := []string{}
		for field := range schemas[name].Value.Properties {
			got = append(got, field)
		}
		want := jsonNames(reflect.TypeOf(v))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s describes %v, the struct has %v", name, got, want)
		}
		if !slices.Equal(slices.Sorted(slices.Values(schemas[name].Value.Required)), want) {
			t.Errorf("%s does not require all its fields", name)
		}
	}
}

func jsonNames(of reflect.Type) []string {
	var names []string
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			names = append(names, jsonNames(f.Type)...)
		case name != "-" && name != "":
			names = append(names, name)
		}
	}
	return names
}

// What the description permits is answered, what it does not is refused.
func TestParametersAreAsDescribed(t *testing.T) {
	s := testServer(t)
	api := apiOf(t, s)
	for _, ref := range api.Paths.Find("/api/search").Get.Parameters {
		p := ref.Value
		for _, value := range permitted(p.Schema.Value) {
			if w := get(s, "/api/search?"+url.Values{p.Name: {value}}.Encode()); w.Code != 200 {
				t.Errorf("%s=%.40s is permitted, but answered with %d", p.Name, value, w.Code)
			}
		}
		for _, value := range refused(p.Schema.Value) {
			if w := get(s, "/api/search?"+url.Values{p.Name: {value}}.Encode()); w.Code != 400 {
				t.Errorf("%s=%.40s is not permitted, but answered with %d", p.Name, value, w.Code)
			}
		}
	}
}

// permitted are values at the bounds of a schema.
func permitted(s *openapi3.Schema) []string {
	if s.Items != nil {
		s = s.Items.Value
	}
	var values []string
	for _, v := range s.Enum {
		values = append(values, v.(string))
	}
	if s.MaxLength != nil {
		values = append(values, strings.Repeat("长", int(*s.MaxLength)))
	}
	if s.Min != nil {
		values = append(values, strconv.Itoa(int(*s.Min)))
	}
	if s.Max != nil && *s.Max <= PageSize {
		values = append(values, strconv.Itoa(int(*s.Max)))
	}
	return values
}

// refused are values just past the bounds of a schema.
func refused(s *openapi3.Schema) []string {
	if s.Items != nil {
		s = s.Items.Value
	}
	var values []string
	if len(s.Enum) > 0 || s.Pattern != "" {
		values = append(values, "nope")
	}
	if s.MaxLength != nil {
		values = append(values, strings.Repeat("长", int(*s.MaxLength)+1))
	}
	if s.Min != nil {
		values = append(values, strconv.Itoa(int(*s.Min)-1))
	}
	if s.Max != nil {
		values = append(values, strconv.Itoa(int(*s.Max)+1))
	}
	return values
}

// The parameters are those that a search has: none forgotten, none made up.
func TestParametersAreComplete(t *testing.T) {
	want := []string{"q", "mode", "sort", "rewrite", "fold", "page", "size", "from", "to", "uncertain"}
	for _, f := range index.Facets {
		want = append(want, string(f))
	}
	slices.Sort(want)
	api := apiOf(t, testServer(t))
	var got []string
	for _, p := range api.Paths.Find("/api/search").Get.Parameters {
		got = append(got, p.Value.Name)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("parameters %v, want %v", got, want)
	}
	var body []string
	for name := range api.Components.Schemas["Search"].Value.Properties {
		body = append(body, name)
	}
	slices.Sort(body)
	if !slices.Equal(body, want) {
		t.Errorf("fields of POST %v, want %v", body, want)
	}
}
