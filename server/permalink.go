package server

import (
	"errors"
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"
)

// ParseBase checks the address that permanent links are to begin with. It has to
// be a scheme and a host: every page stands at a fixed path below it.
func ParseBase(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return nil, errors.New("须为完整的网址，如 https://yinju.example.org")
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New("只能有协议、主机与端口，不能带用户名、参数或 #")
	case !plainHost.MatchString(u.Host):
		return nil, errors.New("主机名只能有字母、数字、点与连字符，如 yinju.example.org:8443")
	case u.Path != "" && u.Path != "/":
		return nil, errors.New("不能带路径 " + u.Path + "：网页须放在主机的根路径下")
	}
	return &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host)}, nil
}

// plainHost matches a name or address of a host, and its port: what it is put into
// must not be broken by it.
var plainHost = regexp.MustCompile(`^(?:[\p{L}\p{N}_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$`)

// address is what absolute addresses of this server begin with: the base that it
// was given, else what the reader used.
func (s *Server) address(c echo.Context) string {
	if s.base != nil {
		return s.base.String()
	}
	return origin(c)
}

// permalink is the permanent address of a passage.
func (s *Server) permalink(c echo.Context, passage string) string {
	return s.address(c) + "/p/" + passage
}

// localOnly reports that permanent links open on this machine only.
func (s *Server) localOnly(c echo.Context) bool {
	if s.base != nil {
		return namesThisMachine(s.base.Hostname())
	}
	return s.loopback.Load() || namesThisMachine(hostname(c.Request().Host))
}

func namesThisMachine(name string) bool {
	name = strings.TrimSuffix(name, ".")
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || net.ParseIP(name).IsLoopback()
}
