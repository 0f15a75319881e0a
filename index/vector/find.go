package vector

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Off is the name of the model that is none.
const Off = "none"

// Options say which model to use.
type Options struct {
	// Model is the folder or the address (http://…#NAME) of a model, Off for
	// none, empty for one in the models folders.
	Model string
	Key   string // bearer token for an address, may be empty

	Dir   string // of the archive: its folder models comes first. May be empty
	Cache string // the user's models folder, empty for UserModels()

	// Threads is how many texts are embedded at once by one call of Embed, each on
	// one thread; 0 for as many as there are processors.
	Threads int

	// Passed, where it is not nil, is told of every model in the models folders that
	// could not be opened, before a later one was.
	Passed func(dir string, why error)
}

// UnavailableError says why there is no embedder, in words for readers.
type UnavailableError struct {
	Reason    string
	Off       bool // a person wants none: nothing is wrong
	Temporary bool // an address did not answer; it may later
	Err       error
}

func (e *UnavailableError) Error() string { return e.Reason }

func (e *UnavailableError) Unwrap() error { return e.Err }

func unavailable(err error) *UnavailableError {
	return &UnavailableError{Reason: err.Error(), Err: err}
}

// Open opens the model that o names, else the first of the models folders. Every
// error is an *UnavailableError. Opening hashes the model's files, loads them and
// embeds a word: some tenths of a second; with an address one request, which ends
// with ctx or after a few seconds.
func Open(ctx context.Context, o Options) (Embedder, error) {
	switch {
	case o.Model == Off:
		return nil, &UnavailableError{Reason: "语义检索已按要求关闭", Off: true}
	case isAddress(o.Model):
		r, err := openAddress(ctx, o.Model, o.Key)
		if wrong := new(AddressError); errors.As(err, &wrong) {
			return nil, unavailable(err)
		}
		if err != nil {
			return nil, &UnavailableError{Reason: err.Error() + "；请检查地址与该服务", Temporary: true, Err: err}
		}
		return r, nil
	}
	l, err := o.openLocal(ctx)
	if err != nil {
		return nil, unavailable(err)
	}
	return l, nil
}

func isAddress(model string) bool { return strings.Contains(model, "://") }

// openLocal opens the model folder that is named, else the first of the models
// folders that can be opened: one that is broken does not hide those after it.
func (o Options) openLocal(ctx context.Context) (*local, error) {
	dirs := o.candidates()
	if len(dirs) == 0 {
		return nil, errors.New("还没有语义模型；运行 yinju model fetch 即可取得，下次启动时生效")
	}
	var broken []error
	for _, dir := range dirs {
		f, err := readFolder(dir)
		if err == nil {
			if err := o.loadLibrary(); err != nil { // no model can be opened without it
				return nil, err
			}
			var l *local
			if l, err = openFolder(ctx, f, o.Threads); err == nil {
				o.pass(dirs, broken)
				return l, nil
			}
		}
		broken = append(broken, err)
	}
	return nil, broken[0]
}

// candidates are the model folders that may be used, in the order in which they
// are tried.
func (o Options) candidates() []string {
	if o.Model != "" {
		return []string{o.Model}
	}
	var dirs []string
	for _, place := range o.places() {
		dirs = append(dirs, modelsIn(place)...)
	}
	return dirs
}

// pass tells of the first of dirs, which were broken.
func (o Options) pass(dirs []string, broken []error) {
	if o.Passed == nil {
		return
	}
	for i, why := range broken {
		o.Passed(dirs[i], why)
	}
}

func (o Options) loadLibrary() error {
	library, err := o.library()
	if err != nil {
		return err
	}
	return loadRuntime(library)
}

// UserModels is the models folder of the user, empty if the system knows no place
// for it.
func UserModels() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "yinju", "models")
}

// ArchiveModels is the models folder of the archive in dir.
func ArchiveModels(dir string) string { return filepath.Join(dir, "models") }

// places are the models folders in the order in which they are searched.
func (o Options) places() []string {
	var list []string
	if o.Dir != "" {
		list = append(list, ArchiveModels(o.Dir))
	}
	if user := cmp.Or(o.Cache, UserModels()); user != "" {
		list = append(list, user)
	}
	return list
}

// modelsIn lists the model folders of a models folder by name: those with a
// manifest or a network. A folder that a person put there comes before what
// yinju model fetch brings, and that before what it once brought.
func modelsIn(place string) []string {
	entries, _ := os.ReadDir(place) // a folder that is not there has none
	var own, fetched []string
	for _, e := range entries {
		dir := filepath.Join(place, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), ".") || !looksLikeModel(dir):
		case e.Name() == defaultModel():
			fetched = append([]string{dir}, fetched...)
		case manifestOf(e.Name()) != nil:
			fetched = append(fetched, dir)
		default:
			own = append(own, dir)
		}
	}
	return slices.Concat(own, fetched)
}

func looksLikeModel(dir string) bool {
	if _, err := os.Stat(filepath.Join(dir, manifestFile)); err == nil {
		return true
	}
	networks, _ := filepath.Glob(filepath.Join(dir, "*.onnx"))
	return len(networks) > 0
}

// library finds the library of ONNX Runtime: beside the model that is named, then
// in the models folders. What can be fetched for this platform must be whole.
func (o Options) library() (string, error) {
	file, sum := wantedLibrary()
	for _, place := range o.libraryPlaces() {
		if path := filepath.Join(place, filepath.FromSlash(file)); exists(path) {
			_, err := checkedSum(path, sum)
			return path, err
		}
	}
	return "", &runtimeError{file: file, places: o.libraryPlaces(), fetched: sum != ""}
}

// libraryPlaces are the folders in which the library is looked for.
func (o Options) libraryPlaces() []string {
	places := o.places()
	if o.Model == "" || o.Model == Off || isAddress(o.Model) {
		return places
	}
	beside := filepath.Dir(filepath.Clean(o.Model))
	return append([]string{beside}, slices.DeleteFunc(places, func(p string) bool { return sameFolder(p, beside) })...)
}

// wantedLibrary is the place of the library below a models folder and its sum,
// which is empty where none can be fetched.
func wantedLibrary() (file, sum string) {
	if i, ok := runtimeItem(items()); ok {
		return i.file, i.sum
	}
	return ownLibrary(), ""
}

// ownLibrary is where a library may be put by hand on a platform for which none
// can be fetched.
func ownLibrary() string {
	kind := map[string]string{"darwin": "dylib", "windows": "dll"}[runtime.GOOS]
	return "onnxruntime-" + runtimeVersion + "/libonnxruntime." + cmp.Or(kind, "so")
}

// runtimeError says that there is no ONNX Runtime.
type runtimeError struct {
	file    string
	places  []string
	fetched bool // yinju model fetch can bring it
}

func (e *runtimeError) Error() string {
	missing := "没有找到运行模型所需的 ONNX Runtime " + runtimeVersion
	if e.fetched {
		return missing + "；请运行 yinju model fetch"
	}
	return fmt.Sprintf("%s，也没有现成的可供 %s/%s 取用；请自备它的动态库，放到 %s 之下的 %s",
		missing, runtime.GOOS, runtime.GOARCH, strings.Join(e.places, " 或 "), e.file)
}
