package archive

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// PruneError says that a path cannot tell what is no longer there. Nothing was
// read or removed.
type PruneError struct{ Path, Reason string }

func (e *PruneError) Error() string {
	return fmt.Sprintf("%s %s，无从判断哪些文献已不在其中；没有读入也没有移除任何文献，请核对路径，或去掉 --prune", e.Path, e.Reason)
}

// prunable refuses paths that cannot be read or hold no file to read: a folder
// whose disk is not mounted looks like that.
func prunable(paths []string, files []found) error {
	for _, path := range paths {
		root, err := filepath.Abs(path)
		if err != nil {
			return &PruneError{path, "读不出"}
		}
		readable := 0
		for _, f := range files {
			if f.root != root {
				continue
			}
			if f.err != nil && f.path == root {
				return &PruneError{path, "读不出"}
			}
			if f.refused() == "" || f.twin != "" {
				readable++
			}
		}
		if readable == 0 {
			return &PruneError{path, "中没有可以读入的文件"}
		}
	}
	return nil
}

// prune removes what earlier imports of the same paths brought and this one did
// not meet. It runs after all files were taken in.
func (im *importer) prune(ctx context.Context, files []found) error {
	for _, root := range slices.Compact(roots(files)) {
		if folder := im.closed(root, files); folder != "" {
			im.report.Notes = append(im.report.Notes, "文件夹 "+folder+" 读不出，未移除 "+root+" 中不在的文献")
			continue
		}
		keys, err := im.run.Lacking(ctx, root, im.unsure)
		if err != nil || len(keys) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		if err := im.archive.store.Remove(ctx, keys); err != nil {
			return err
		}
		im.removed(keys)
	}
	return nil
}

func (im *importer) removed(keys []string) {
	im.report.Removed = append(im.report.Removed, keys...)
	for _, key := range keys {
		if im.options.Removed != nil {
			im.options.Removed(key)
		}
	}
}

// closed returns a folder under root that could not be read, "" for none.
func (im *importer) closed(root string, files []found) string {
	for _, f := range files {
		if f.root == root && f.folder && f.err != nil {
			return f.path
		}
	}
	return ""
}

// unsure reports a place in a file that is still there and that this run could
// not read, or not to its end.
func (im *importer) unsure(place string) bool {
	for _, path := range im.unread {
		if rest, ok := strings.CutPrefix(place, path); ok && (rest == "" || rest[0] == ' ' || rest[0] == filepath.Separator) {
			return true
		}
	}
	return false
}
