// Package web holds the page's templates, style sheet and script. It has no
// logic: package server reads, fills and serves what is here.
package web

import "embed"

// Templates are the html/template files: layout.html, the parts that pages
// share (parts/*.html) and one file a page.
//
//go:embed templates
var Templates embed.FS

// Static are the files served under /static.
//
//go:embed static
var Static embed.FS
