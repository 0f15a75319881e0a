package server

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"yinju/index"
)

// asked is what a page of results was asked for: the query, and how the page shows
// its answer, which the archive need not know.
type asked struct {
	index.Query
	Share bool // bars=share: of each year's passages instead of counts

	Sides    bool   // of both columns, not of results
	Object   string // what the second reading is about, "" to find it in the question
	ByObject bool   // by=object: the columns are those of the second reading
}

// pageLimits are those of an address; a page folds unless it is told not to.
func pageLimits() index.Limits {
	lim := limitsGET()
	lim.Fold = true
	return lim
}

// askedGET reads what a page is asked for.
func (s *Server) askedGET(c echo.Context) (asked, error) {
	q, err := s.query(c, pageLimits())
	if err != nil {
		return asked{}, err
	}
	bars := c.QueryParam("bars")
	if bars != "" && bars != "count" && bars != "share" {
		return asked{}, badParam(&index.ParamError{Param: "bars", Permitted: "可用的值是 count、share"})
	}
	return asked{Query: q, Share: bars == "share"}, nil
}

// ask returns what a page is asked for by a query with the page's defaults.
func ask(q index.Query) asked {
	q = index.Defaults(q)
	q.Fold = pageLimits().Fold
	return asked{Query: q}
}

// params is the inverse of askedGET.
func (q asked) params() url.Values {
	v := q.ParamsFor(pageLimits())
	if q.Share {
		v.Set("bars", "share")
	}
	if q.Sides && q.Object != "" {
		v.Set("object", q.Object)
	}
	if q.Sides && q.ByObject {
		v.Set("by", "object")
	}
	return v
}

// with returns q with another query, shown in the same way.
func (q asked) with(query index.Query) asked {
	q.Query = query
	return q
}
