//go:build !linux && !darwin

package store

// FreeSpace cannot be told on this system.
func FreeSpace(string) (bytes int64, known bool) { return 0, false }
