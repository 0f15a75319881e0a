package server

import "regexp"

// basisWord matches where in a file a value was found, as the reader of texts
// writes it, with the name that the file itself gives the place: header 文种,
// record date, meta og:title. It stands at the start of a basis or inside the
// brackets of a disputed one.
var basisWord = regexp.MustCompile(`(^|（)(front matter|header|record|meta|link canonical|file name|title line)( [A-Za-z][\w.:-]*)?`)

var basisWords = map[string]string{
	"front matter": "文前说明", "header": "文件头", "record": "记录", "meta": "网页标记",
	"link canonical": "网页标记的网址", "file name": "文件名", "title line": "题名行",
}

// basisText writes a basis in the reader's words. A name in Latin letters, of a
// column or an element, is the file's own and stays, in quotation marks.
func basisText(basis string) string {
	return basisWord.ReplaceAllStringFunc(basis, func(found string) string {
		m := basisWord.FindStringSubmatch(found)
		text := m[1] + basisWords[m[2]]
		if name := m[3]; len(name) > 1 {
			text += "“" + name[1:] + "”"
		}
		return text
	})
}
