package store

// fullBelow is how many free bytes are none: SQLite extends files by pages and
// its shared memory by 32 KiB.
const fullBelow = 64 << 10

// CheckSpace is a SpaceError unless about need bytes are free where dir lies, or
// that cannot be told.
func CheckSpace(dir string, need int64) error {
	if free, known := FreeSpace(dir); known && free < need {
		return &SpaceError{Dir: dir, Need: need, Free: free}
	}
	return nil
}
