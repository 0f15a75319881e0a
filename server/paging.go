package server

// pagingView leads to the other pages of a result.
type pagingView struct {
	Previous, Next string
	Pages          []pageLink
	Beyond         bool   // the page asked for is past the end
	Last           string // address of the last page
	Number, Count  int
	Capped         bool // there are more hits than pages can show
}

// pageLink is a number in the row; Gap stands for the numbers left out before it.
type pageLink struct {
	Number  int
	URL     string
	Current bool
	Gap     bool
}

func paging(q asked, total int) pagingView {
	last := max(1, (min(total, Window)+q.Size-1)/q.Size)
	last = min(last, Window/q.Size)
	v := pagingView{Number: q.Page, Count: last, Beyond: q.Page > last, Capped: total > last*q.Size,
		Last: searchURL(onPage(q, last))}
	if q.Page > 1 {
		v.Previous = searchURL(onPage(q, min(q.Page-1, last)))
	}
	if q.Page < last {
		v.Next = searchURL(onPage(q, q.Page+1))
	}
	if last > 1 {
		v.Pages = pageLinks(q, last)
	}
	return v
}

// pageLinks are the first page, the last, and two on each side of the current.
func pageLinks(q asked, last int) []pageLink {
	var links []pageLink
	shown := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < q.Page-2 || n > q.Page+2) {
			continue
		}
		links = append(links, pageLink{Number: n, URL: searchURL(onPage(q, n)), Current: n == q.Page, Gap: n > shown+1})
		shown = n
	}
	return links
}
