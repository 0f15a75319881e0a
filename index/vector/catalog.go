package vector

import (
	"embed"
	"io/fs"
	"path"
	"runtime"
	"strconv"
	"strings"
)

// models.tsv says which files can be fetched and what their sums are; the folder
// manifests holds the manifest of each model that was ever among them, and shipped
// the encoder of this project (../../encoder).
//
//go:embed models.tsv manifests shipped
var catalog embed.FS

// shipped stands in models.tsv for the program itself, in place of an artifact.
const shipped = "shipped"

func shippedFiles() fs.FS {
	files, err := fs.Sub(catalog, shipped)
	if err != nil {
		panic(err) // embedded
	}
	return files
}

// defaultModel is the folder of the model that is used where a person has put none.
func defaultModel() string { return items()[0].folder() }

// item is a file that can be fetched, a row of models.tsv.
type item struct {
	file     string // slash path below a models folder
	artifact string // group:artifact:version, or shipped
	member   string // its name in the artifact's jar
	platform string // GOOS/GOARCH, * for all
	sum      string // SHA-256 in hex
	bytes    int64
}

// folder is the folder of a models folder that the file belongs to.
func (i item) folder() string { return path.Dir(i.file) }

// items are the files for this platform, in the order of models.tsv.
func items() []item { return itemsFor(runtime.GOOS + "/" + runtime.GOARCH) }

func itemsFor(platform string) []item {
	data, err := catalog.ReadFile("models.tsv")
	if err != nil {
		panic(err) // embedded
	}
	var list []item
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if i := parseItem(line); i.platform == "*" || i.platform == platform {
			list = append(list, i)
		}
	}
	return list
}

func parseItem(line string) item {
	c := strings.Split(strings.TrimRight(line, "\n"), "\t")
	size, err := strconv.ParseInt(c[5], 10, 64)
	if err != nil {
		panic("models.tsv: " + err.Error()) // embedded, and read by a test
	}
	return item{file: c[0], artifact: c[1], member: c[2], platform: c[3], sum: c[4], bytes: size}
}

// runtimeItem is the library of ONNX Runtime for this platform; ok is false if
// none can be fetched.
func runtimeItem(list []item) (i item, ok bool) {
	for _, i := range list {
		if i.platform != "*" {
			return i, true
		}
	}
	return item{}, false
}

// manifestOf is the manifest of a folder that can be fetched, nil for the
// runtime, which has none.
func manifestOf(folder string) []byte {
	data, err := catalog.ReadFile("manifests/" + folder + ".json")
	if err != nil {
		return nil
	}
	return data
}
