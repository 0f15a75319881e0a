// Licences writes THIRD_PARTY.md to standard output: the data notices of
// notices.md, then every module that is linked into the binary with its
// licence, each distinct text once. Run it from the module's root: make licences.
//
// It judges no licence; it only copies what the modules ship.
package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed notices.md
var notices string

// module is a module that is linked into the binary.
type module struct{ Path, Version, Dir string }

func main() {
	if err := write(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(w io.Writer) error {
	modules, err := linked()
	if err != nil {
		return err
	}
	texts := map[string][]string{} // licence text to the modules under it
	fmt.Fprint(w, notices)
	for _, m := range modules {
		text, err := m.licence()
		if err != nil {
			return err
		}
		texts[text] = append(texts[text], m.Path)
		fmt.Fprintf(w, "| %s | %s | %s |\n", m.Path, m.Version, kind(text))
	}
	writeTexts(w, texts)
	return nil
}

// linked lists the modules of every package that the program imports, by path.
func linked() ([]module, error) {
	out, err := exec.Command("go", "list", "-deps", "-json=Module", ".").Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	seen := map[string]module{}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p struct{ Module *module }
		if err := d.Decode(&p); err != nil {
			return nil, err
		}
		if p.Module != nil && p.Module.Version != "" {
			seen[p.Module.Path] = *p.Module
		}
	}
	list := make([]module, 0, len(seen))
	for _, m := range seen {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b module) int { return cmp.Compare(a.Path, b.Path) })
	return list, nil
}

// licence returns the texts of a module's licence and notice files.
func (m module) licence() (string, error) {
	var parts []string
	for _, pattern := range []string{"LICEN[SC]E*", "COPYING*", "NOTICE*"} {
		files, err := filepath.Glob(filepath.Join(m.Dir, pattern))
		if err != nil {
			return "", err
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				return "", err
			}
			parts = append(parts, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
		}
	}
	if len(parts) == 0 {
		return "", fmt.Errorf("%s has no licence file in %s", m.Path, m.Dir)
	}
	return strings.Join(parts, "\n\n"), nil
}

// kinds names a licence by a sentence that only it has.
var kinds = []struct{ name, sentence string }{
	{"Apache-2.0", "Apache License"},
	{"BSD-3-Clause", "Neither the name of"},
	{"BSD-3-Clause", "may be used to endorse or promote"},
	{"BSD-2-Clause", "Redistributions in binary form"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"ISC", "Permission to use, copy, modify, and/or distribute"},
}

func kind(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	for _, k := range kinds {
		if strings.Contains(flat, k.sentence) {
			return k.name
		}
	}
	return "see the text"
}

func writeTexts(w io.Writer, texts map[string][]string) {
	groups := make([]string, 0, len(texts))
	for text := range texts {
		groups = append(groups, text)
	}
	slices.SortFunc(groups, func(a, b string) int { return cmp.Compare(texts[a][0], texts[b][0]) })
	for _, text := range groups {
		fmt.Fprintf(w, "\n## %s\n\n```\n%s\n```\n", strings.Join(texts[text], ", "), text)
	}
}
