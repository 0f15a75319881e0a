package theme

import _ "embed"

//go:embed retired_codes.tsv
var retiredCodesTSV string

// Renamed returns what a theme's code of an earlier taxonomy is called now, and any
// other code as it is.
func Renamed(code string) string {
	for _, row := range mustTable("retired_codes.tsv", retiredCodesTSV, 3) {
		if row[0] == code {
			return row[1]
		}
	}
	return code
}
