package server

import "github.com/labstack/echo/v4"

// addressing says how a page writes the permanent links of its passages.
type addressing struct {
	permalink func(passage string) string // absolute: it is copied and printed
	local     bool                        // it opens on this machine only
}

func (s *Server) addressing(c echo.Context) addressing {
	return addressing{
		permalink: func(passage string) string { return s.permalink(c, passage) },
		local:     s.localOnly(c),
	}
}

// aside is what a copied link says of itself: where it opens, and the address of
// the original, if it is known.
func (a addressing) aside(original string) string {
	original = webAddress(original)
	switch {
	case a.local && original != "":
		return "（此链接仅在本机可打开；原文地址 " + original + "）"
	case a.local:
		return "（此链接仅在本机可打开）"
	case original != "":
		return "（原文地址 " + original + "）"
	}
	return ""
}
