package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A folder whose database is gone is not taken for a new one while anything else
// of the archive is left.
func TestLostDatabase(t *testing.T) {
	tests := []struct {
		name string
		left []string
		lost bool
	}{
		{"nothing", nil, false},
		{"the folder for received files", []string{"originals/"}, false},
		{"a received file", []string{"originals/ab/abcd"}, true},
		{"an index", []string{"index/CURRENT"}, true},
		{"an unfinished receiving", []string{"originals/receiving-1"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, name := range tt.left {
				path := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, nil, 0o644); err != nil && name[len(name)-1] != '/' {
					t.Fatal(err)
				}
			}
			if _, err := Open(dir, true); errors.As(err, new(*DamagedError)) != tt.lost {
				t.Errorf("Open: %v", err)
			}
			s, err := Create(dir)
			if errors.As(err, new(*DamagedError)) != tt.lost {
				t.Errorf("Create: %v", err)
			}
			if err == nil {
				s.Close()
			}
		})
	}
}
