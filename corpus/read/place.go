package read

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"
)

//go:embed places.tsv
var placesText string

// place is a province, a prefecture or lower.
type place struct {
	name     string // 北京市, 广州市, 广州市天河区
	level    string // one of corpus.Levels
	province string // that a prefecture belongs to, "" if it is not listed
}

// gazetteer has the listed places by name.
var gazetteer = readPlaces(placesText)

func readPlaces(text string) map[string]place {
	m := map[string]place{}
	for _, row := range rows(text) {
		m[row[0]] = place{row[0], column(row, 1), column(row, 2)}
	}
	return m
}

var (
	party     = regexp.MustCompile(`^(?:中共|中国共产党|共青团|国家税务总局(?:驻)?|国家统计局|国家金融监督管理总局|中国人民银行|国家外汇管理局|中国证券监督管理委员会)`)
	lower     = regexp.MustCompile(`^([\p{Han}]{1,7}?(?:自治县|自治旗|林区|特区|县|区|旗|市))`)
	town      = regexp.MustCompile(`^([\p{Han}]{1,7}?(?:民族乡|苏木|街道|镇|乡))`)
	notAPlace = regexp.MustCompile(`^(?:全|本|各|我|该|外|城|市|县|区|小|社|园|地|校|片|街|灾|山|林|牧|矿|库|景|学|新|特|郊|老|开发|保护|自治|经济|示范|先行|保税|综合|工业|农村|高新|少数|贫困|革命|边境|上|下|超|夜|菜|股|楼|房|早)[县区市]|(?:城|夜|超|菜|股|楼|房|门|上)市|.*(?:小区|社区|园区|地区|校区|片区|城区|街区|灾区|山区|林区|牧区|矿区|库区|景区|学区|辖区|市区|郊区|老区|开发区|保护区|自治区|经济区|示范区|保税区|行政区|军区|战区|工业区|城市|超市|门市|上市|都市|县市|省市|区市)$`)
)

// placeOf reads the place that a name or a title begins with: 广东省广州市天河区…
// gives 广州市天河区. False where it begins with none.
func placeOf(s string) (place, bool) {
	s = party.ReplaceAllString(simplified(strings.TrimSpace(s)), "")
	found, rest := listed(s)
	if found.name == "" {
		if p, ok := shortName(s); ok {
			return p, true
		}
	}
	if found.level == "省级" {
		if city, after := listed(rest); city.level == "市级" {
			found, rest = city, after
		}
	}
	district, after := below(rest)
	if district == "" {
		if found.name == "" {
			return townAlone(s)
		}
		return found, true
	}
	district = withoutCity(district)
	name := district
	if found.name != "" && !(found.level == "省级" && found.province == "" && !municipality(found.name)) {
		name = found.name + district
	}
	if m := town.FindString(after); m != "" {
		name += m
	}
	return place{name, "区县级", found.province}, true
}

// withoutCity: 江门台山市 is 台山市, with the name of its prefecture before it.
func withoutCity(district string) string {
	for i := range district {
		if _, ok := gazetteer[district[:i]+"市"]; ok && utf8.RuneCountInString(district[i:]) > 2 {
			return district[i:]
		}
	}
	return district
}

// shortName: 北京经济技术开发区管理委员会 names a city without 市. Its level is
// not said.
func shortName(s string) (place, bool) {
	m := zone.FindStringSubmatch(s)
	if m == nil {
		return place{}, false
	}
	p, ok := gazetteer[m[1]+"市"]
	return place{p.name, "", p.province}, ok
}

var zone = regexp.MustCompile(`^(\p{Han}{2,4}?)(?:经济技术开发区|经济开发区|高新技术|城市副中心|海关|市政|地方铁路|住房公积金)`)

// townAlone: 上沙沃镇人民政府 says no county; its level is the lowest listed.
func townAlone(s string) (place, bool) {
	if m := town.FindString(s); m != "" && strings.HasPrefix(s[len(m):], "人民政府") {
		return place{m, "区县级", ""}, true
	}
	return place{}, false
}

func municipality(name string) bool { return strings.HasSuffix(name, "市") }

// listed returns the longest listed place that s begins with.
func listed(s string) (place, string) {
	n := 0
	for i := range s {
		if i > 0 {
			n++
		}
		if n > 12 {
			break
		}
		if p, ok := gazetteer[s[:i]]; ok {
			return p, s[i:]
		}
	}
	if p, ok := gazetteer[s]; ok {
		return p, ""
	}
	return place{}, s
}

// notAfter: 市场, 市民, 市容 are words, no places.
var notAfter = regexp.MustCompile(`^(?:场|民(?:$|[^政族宗])|容|域|级|值|面)`)

// below returns a county, district or county-level city at the head of s, if
// what follows shows that it is one.
func below(s string) (name, rest string) {
	m := lower.FindString(s)
	n, after := utf8.RuneCountInString(m), s[len(m):]
	if n < 2 || n > 5 && !strings.Contains(m, "自治") || notAPlace.MatchString(m) || notAfter.MatchString(after) || strings.ContainsAny(m[:3], "在致为对关向与和") {
		return "", s
	}
	return m, after
}
