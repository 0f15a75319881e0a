package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"yinju/corpus/read"
)

// found is a file to import, or why there is none.
type found struct {
	path   string // to open it
	key    string
	root   string // the absolute PATH argument it came from
	size   int64
	source string // what the caller knows of where it is from
	data   []byte // its content, for a text that is not on the disk
	folder bool   // it is a folder, which could not be read
	skip   string // why it is left out without being opened
	twin   string // the key under which the same file stands before it in the list
	err    error
}

// walk lists the files under the arguments, folders in the order of names. Keys
// are slash paths that start with the last element of the argument.
func walk(paths []string) []found {
	var files []found
	for _, path := range paths {
		root, err := filepath.Abs(path)
		if err != nil {
			files = append(files, found{path: path, key: path, root: path, err: err})
			continue
		}
		files = append(files, walkRoot(root)...)
	}
	markTwins(files)
	return files
}

// markTwins marks files that come in by more than one argument: a folder, and a
// file in it. The first key is the document's.
func markTwins(files []found) {
	keys := map[string]string{}
	for i, f := range files {
		if f.err != nil || f.skip != "" {
			continue
		}
		if key, again := keys[f.path]; again {
			files[i].twin = key
		} else {
			keys[f.path] = f.key
		}
	}
}

func walkRoot(root string) []found {
	var files []found
	filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		f := found{path: path, key: keyOf(root, path), root: root, err: err}
		switch {
		case err != nil:
			f.folder = e != nil && e.IsDir()
			files = append(files, f)
			if f.folder {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		case path != root && strings.HasPrefix(e.Name(), "."):
			f.skip = "隐藏文件"
		default:
			f = f.stat()
		}
		files = append(files, f)
		return nil
	})
	return files
}

// stat follows a link, so that only plain files are opened: a pipe or a device
// would never end.
func (f found) stat() found {
	info, err := os.Stat(f.path)
	switch {
	case err != nil:
		f.err = err
	case !info.Mode().IsRegular():
		f.skip = "不是普通文件"
	default:
		f.size = info.Size()
	}
	return f
}

func keyOf(root, path string) string {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		rel = path
	}
	return norm.NFC.String(filepath.ToSlash(filepath.Join(filepath.Base(root), rel)))
}

// refused says why a file is not read, "" if it is.
func (f found) refused() string {
	switch {
	case errors.Is(f.err, fs.ErrNotExist):
		return "没有这个文件；请核对路径"
	case errors.Is(f.err, fs.ErrPermission):
		return "没有读取的权限；请改权限后再试"
	case f.err != nil:
		return f.err.Error()
	case f.skip == "" && !read.Readable(f.path):
		return "不是可以读入的格式（.txt .md .html .jsonl .jsonl.gz）"
	case f.twin != "":
		return "同一文件已在本次以 " + f.twin + " 读入"
	}
	return f.skip
}
