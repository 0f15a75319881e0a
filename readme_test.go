package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"yinju/cli"
)

// What README.md and CHANGELOG.md name is there.
func TestDocsNameWhatIsThere(t *testing.T) {
	readme := readDoc(t, "README.md")
	makefile := readDoc(t, "Makefile")
	for _, m := range regexp.MustCompile("(?m)^\\| (`[a-z/]+/`.*?) \\|").FindAllStringSubmatch(readme, -1) {
		for _, room := range regexp.MustCompile("`([a-z/]+)`").FindAllStringSubmatch(m[1], -1) {
			if _, err := os.Stat(room[1]); err != nil {
				t.Errorf("README.md names %s: %v", room[1], err)
			}
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^make (\w+)`).FindAllStringSubmatch(readme, -1) {
		if !strings.Contains(makefile, "\n"+m[1]+":") {
			t.Errorf("README.md names make %s, which the Makefile lacks", m[1])
		}
	}
	if !strings.Contains(readDoc(t, "CHANGELOG.md"), "## "+cli.Version) {
		t.Errorf("CHANGELOG.md has nothing of %s", cli.Version)
	}
}

func readDoc(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
