package vector

import (
	"errors"
	"path/filepath"
	"slices"
)

// Found is a model or a runtime that lies in a models folder.
type Found struct {
	Path string
	Name string // of the model; "ONNX Runtime 1.24.2" for the runtime
	Used bool
	Err  error // nil if it is whole
}

// List says which models and runtimes lie where, those that Open would use
// marked: of several models the first that is whole. It reads and hashes the files,
// but loads none.
func List(o Options) []Found {
	var list []Found
	if o.Model != "" && o.Model != Off && !isAddress(o.Model) {
		list = append(list, foundModel(o.Model))
	}
	for _, place := range o.places() {
		for _, dir := range modelsIn(place) {
			list = append(list, foundModel(dir))
		}
	}
	o.markUsed(list)
	return append(list, o.runtimes()...)
}

// markUsed marks the model that is named, else the first that is whole, else the
// first, which is what Open speaks of.
func (o Options) markUsed(list []Found) {
	used := slices.IndexFunc(list, func(f Found) bool { return f.Err == nil })
	if o.Model != "" {
		used = slices.IndexFunc(list, func(f Found) bool { return sameFolder(f.Path, o.Model) })
	} else if used < 0 && len(list) > 0 {
		used = 0
	}
	if used >= 0 {
		list[used].Used = true
	}
}

func foundModel(dir string) Found {
	found := Found{Path: dir, Name: filepath.Base(dir)}
	f, err := readFolder(dir)
	if err != nil {
		found.Err = err
		return found
	}
	found.Name = f.manifest.Name
	return found
}

func sameFolder(a, b string) bool { return filepath.Clean(a) == filepath.Clean(b) }

// runtimes lists the libraries in the models folders; a damaged one that comes
// first is what Open would stumble over.
func (o Options) runtimes() []Found {
	file, sum := wantedLibrary()
	used, usedErr := o.library()
	var list []Found
	for _, place := range o.libraryPlaces() {
		path := filepath.Join(place, filepath.FromSlash(file))
		if !exists(path) {
			continue
		}
		_, err := checkedSum(path, sum)
		list = append(list, Found{Path: path, Name: "ONNX Runtime " + runtimeVersion, Used: path == used, Err: err})
	}
	if len(list) == 0 && usedErr != nil && !errors.As(usedErr, new(*DamagedError)) {
		list = append(list, Found{Name: "ONNX Runtime " + runtimeVersion, Err: usedErr})
	}
	return list
}
