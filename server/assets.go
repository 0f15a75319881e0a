package server

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"yinju/web"
)

// assets are the static files by the name in their address, which carries a hash
// of the content: style.1f2e3d4c.css. A new version has a new address, so
// browsers may keep each for ever.
type assets struct {
	files map[string][]byte // by name with hash
	urls  map[string]string // by file name
}

func loadAssets() assets {
	a := assets{files: map[string][]byte{}, urls: map[string]string{}}
	names, err := fs.Glob(web.Static, "static/*")
	if err != nil {
		panic(err) // the pattern is constant
	}
	for _, file := range names {
		content, err := web.Static.ReadFile(file)
		if err != nil {
			panic(err) // embedded: a directory where files are expected
		}
		name := path.Base(file)
		hashed := hashedName(name, content)
		a.files[hashed] = content
		a.urls[name] = "/static/" + hashed
	}
	return a
}

func hashedName(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
}

func (s *Server) staticFile(c echo.Context) error {
	name := c.Param("name")
	content, ok := s.assets.files[name]
	if !ok {
		return errNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, mime.TypeByExtension(path.Ext(name)), content)
}

// favicon answers browsers that ask without reading the page.
func (s *Server) favicon(c echo.Context) error {
	return c.Redirect(http.StatusMovedPermanently, s.assets.urls["icon.svg"])
}
