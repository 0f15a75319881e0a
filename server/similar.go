package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"yinju/archive"
	"yinju/index"
)

// similarView is the page of what resembles a passage in other documents: its
// wording, and apart from that its meaning.
type similarView struct {
	layout
	Passage  similarOf
	Shared   []sharedView
	Near     []hitView
	Degraded string // why there may be nothing near in meaning, "" if nothing is missing
}

// similarOf is the passage that was asked about.
type similarOf struct {
	Title, URL, Place string
	Text              []segment
}

// sharedView is a passage with what it shares with the one asked about.
type sharedView struct {
	hitView
	Own     []segment // the passage asked about, the shared wording marked
	Longest string    // characters of the longest shared stretch
}

func similarURL(passage string) string { return "/similar/" + passage }

func (s *Server) similarPage(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("passage")
	passage, err := s.archive.Passage(ctx, id)
	if err != nil {
		return err
	}
	similar, err := s.archive.Similar(ctx, id)
	if err != nil {
		return err
	}
	v := similarViewOf(passage, similar, namesOf(s.archive.Vocabulary()), s.addressing(c))
	v.layout = s.layout("类似的段落")
	v.Robots = true
	v.Degraded = nearMissing(similar.Degraded, s.archive.Meaning())
	return s.page(c, http.StatusOK, "similar", v)
}

func similarViewOf(p *archive.PassageView, similar *archive.Similar, names themeNames, at addressing) similarView {
	v := similarView{Passage: similarOf{Title: titleOr(p.Title), URL: documentURL(p.Doc, p.ID, ""), Place: p.Locator,
		Text: markedText(p.Text, nil).whole()}}
	if p.Gone != "" {
		v.Passage.URL = versionURL(p.Doc, p.Version) + "#" + p.ID
	}
	for _, other := range similar.Shared {
		v.Shared = append(v.Shared, sharedView{similarHit(other, names, at), markedText(p.Text, other.Own).whole(), count(other.Shared)})
	}
	for _, other := range similar.Near {
		v.Near = append(v.Near, similarHit(other, names, at))
	}
	return v
}

// similarHit is a hit that no words were searched for: its foot does not say how
// it was found, the list does, and no other passages of its document were.
func similarHit(p archive.SimilarPassage, names themeNames, at addressing) hitView {
	v := hitOf("", p.Hit, names, at)
	v.Why, v.Claim, v.More = whyView{}, nil, 0
	return v
}

// nearMissing says why what is near in meaning may be missing.
func nearMissing(degraded []string, m archive.MeaningState) string {
	for _, code := range degraded {
		switch {
		case m.Model == "":
			return "现在不能按意思查找：" + m.Reason + "。"
		case code == "vectors-incomplete":
			return unfinished(m)
		default:
			return "语义模型这次没有给出结果，可以再试一次。"
		}
	}
	return ""
}

// similarJSON answers GET /api/similar/{passage}.
type similarJSON struct {
	Passage  string       `json:"passage"`
	Shared   []sharedJSON `json:"shared"`
	Near     []nearJSON   `json:"near"`
	Degraded []string     `json:"degraded"`
}

// sharedJSON is a hit whose marks are the wording that it shares; Own is the same
// wording in the passage asked about.
type sharedJSON struct {
	index.Hit
	Own              [][2]int `json:"own"`
	SharedCharacters int      `json:"shared_characters"`
}

type nearJSON struct {
	index.Hit
	Cosine float64 `json:"cosine"`
}

func (s *Server) similarAPI(c echo.Context) error {
	similar, err := s.archive.Similar(c.Request().Context(), c.Param("passage"))
	if err != nil {
		return err
	}
	return s.json(c, http.StatusOK, similarAnswer(similar))
}

func similarAnswer(similar *archive.Similar) similarJSON {
	answer := similarJSON{Passage: similar.Passage, Shared: []sharedJSON{}, Near: []nearJSON{}, Degraded: similar.Degraded}
	for _, p := range similar.Shared {
		answer.Shared = append(answer.Shared, sharedJSON{p.Hit, p.Own, p.Shared})
	}
	for _, p := range similar.Near {
		answer.Near = append(answer.Near, nearJSON{p.Hit, p.Cosine})
	}
	return answer
}
