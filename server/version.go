package server

import (
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// versionAsked is the version of a document that the address names, else the
// newest.
func (s *Server) versionAsked(c echo.Context) (*archive.Document, error) {
	ctx, id := c.Request().Context(), c.Param("doc")
	n, err := versionNumber(c, "version")
	switch {
	case err != nil:
		return nil, err
	case n == 0:
		return s.archive.Document(ctx, id)
	}
	return s.archive.Version(ctx, id, n)
}

// versionNumber reads the number of a version, 0 for none. The error is an *Error.
func versionNumber(c echo.Context, name string) (int, error) {
	value := c.QueryParam(name)
	if value == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return 0, badParam(&index.ParamError{Param: name, Permitted: "须为 1 起的整数"})
	}
	return n, nil
}

// oldView is the notice on a version that is not the newest.
type oldView struct {
	Number, Count       int
	Imported            string
	NewestURL, Compared string // addresses of the newest version, and of the differences
}

func isNewest(d *archive.Document) bool {
	return len(d.Versions) == 0 || d.Version == d.Versions[len(d.Versions)-1].Number
}

func oldVersion(d *archive.Document) *oldView {
	if isNewest(d) {
		return nil
	}
	newest := d.Versions[len(d.Versions)-1].Number
	return &oldView{Number: d.Version, Count: len(d.Versions), Imported: moment(d.Imported),
		NewestURL: documentURL(d.ID, "", ""), Compared: versionsCompared(d.ID, d.Version, newest)}
}

// versionRow is a version in the list of them all.
type versionRow struct {
	Number        int
	Imported      string
	Newest, Here  bool // Here: the one that is shown
	URL, Compared string
}

// versionRows lists the versions, newest first; none where there is only one.
func versionRows(d *archive.Document) []versionRow {
	if len(d.Versions) < 2 {
		return nil
	}
	newest := d.Versions[len(d.Versions)-1].Number
	var rows []versionRow
	for i := len(d.Versions) - 1; i >= 0; i-- {
		n := d.Versions[i].Number
		r := versionRow{Number: n, Imported: moment(d.Versions[i].Imported), Newest: n == newest, Here: n == d.Version,
			URL: versionURL(d.ID, n)}
		if r.Newest {
			r.URL = documentURL(d.ID, "", "")
		} else {
			r.Compared = versionsCompared(d.ID, n, newest)
		}
		rows = append(rows, r)
	}
	return rows
}

func versionURL(doc string, n int) string { return fmt.Sprintf("/d/%s?version=%d", doc, n) }

func versionsCompared(doc string, from, to int) string {
	return fmt.Sprintf("/d/%s/compare?from=%d&to=%d", doc, from, to)
}

// originalView leads to the file as it was received.
type originalView struct{ Text, Download, Hash string }

func original(d *archive.Document) originalView {
	address := fmt.Sprintf("/d/%s/original?version=%d", d.ID, d.Version)
	return originalView{Text: address + "&view=text", Download: address, Hash: d.Hash}
}
