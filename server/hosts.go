package server

import (
	"net"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

var errHost = &Error{Status: http.StatusMisdirectedRequest, Code: "wrong_host",
	Message: "本服务只在这台机器上使用，不回应别的主机名。", Next: "请用 http://127.0.0.1 或 http://localhost 加端口打开。"}

// checkHost refuses names other than this machine's own while the listener is on
// a loopback address: a foreign page whose name is made to point here (DNS
// rebinding) could otherwise read the archive through the reader's browser.
func (s *Server) checkHost(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		host := c.Request().Host
		if s.loopback.Load() && !isLocalName(host) && !s.isBase(host) {
			return errHost
		}
		return next(c)
	}
}

// isLocalName reports whether a Host header, with or without a port, names this
// machine.
func isLocalName(host string) bool {
	name := hostname(host)
	return name == "localhost" || name == "127.0.0.1" || name == "::1"
}

// isBase reports the host of the base address: a proxy passes its name on.
func (s *Server) isBase(host string) bool {
	return s.base != nil && hostname(host) == s.base.Hostname()
}

// hostname is a Host header without its port, in lower case.
func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// isLoopback reports whether an address is reachable from this machine only.
func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
