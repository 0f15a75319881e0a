//go:build linux || darwin

package store

import "syscall"

// FreeSpace returns how many bytes a person may still write where dir lies.
func FreeSpace(dir string) (bytes int64, known bool) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return 0, false
	}
	return int64(fs.Bavail) * int64(fs.Bsize), true
}
