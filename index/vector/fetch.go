package vector

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// workPattern names the folders in which a fetch works, for os.MkdirTemp and Glob.
const workPattern = ".fetch-*"

// swapLock is the file that a fetch locks while it changes a models folder.
const swapLock = ".fetch.lock"

// FetchOptions say where a model is fetched to and how.
type FetchOptions struct {
	Into  string // a models folder; made if it is not there
	Maven string // the program mvn, empty for that in the PATH

	// Progress is told what is being done; total is 0 while unknown. May be nil.
	Progress func(stage string, done, total int64)
}

// Fetched is a folder that Fetch looked after.
type Fetched struct {
	Path string
	New  bool // false: it was there already, and whole
}

// UnreachedError says that an artifact could not be had: there is no Maven, or it
// reached no repository.
type UnreachedError struct {
	Artifact string
	Into     string
	Why      string
}

func (e *UnreachedError) Error() string {
	return fmt.Sprintf("取不到 %s：%s。\n也可以在能联网的机器上运行\n  %s\n把得到的 %s 放进 %s，再运行一次 yinju model fetch",
		e.Artifact, e.Why, strings.Join(append([]string{"mvn"}, copyArguments(e.Artifact, ".")...), " "), jarName(e.Artifact), e.Into)
}

// Fetch brings the default model, which the program has in itself, and ONNX Runtime
// for this platform, through Maven, into a models folder. Each folder in it appears
// whole or not at all; one that is there and whole is left alone, a damaged one
// replaced. Jars that lie in the models folder already are used instead of Maven.
func Fetch(ctx context.Context, o FetchOptions) ([]Fetched, error) {
	list := items()
	if _, ok := runtimeItem(list); !ok {
		return nil, fmt.Errorf("没有可供 %s/%s 取用的 ONNX Runtime；可以改用 --model 指定一个向量服务的地址", runtime.GOOS, runtime.GOARCH)
	}
	if err := os.MkdirAll(o.Into, 0o755); err != nil {
		return nil, fmt.Errorf("建不了模型文件夹：%w", err)
	}
	sweep(o.Into)
	var done []Fetched
	for _, group := range byFolder(list) {
		fetched, err := o.folder(ctx, group)
		if err != nil {
			return done, err
		}
		done = append(done, fetched)
	}
	return done, nil
}

// sweep removes what fetches that were killed have left. One that still runs is
// younger than a day.
func sweep(into string) {
	left, _ := filepath.Glob(filepath.Join(into, workPattern))
	for _, dir := range left {
		if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(dir)
		}
	}
}

// byFolder groups items of one folder, which follow each other.
func byFolder(list []item) [][]item {
	var groups [][]item
	for _, i := range list {
		if n := len(groups); n > 0 && groups[n-1][0].folder() == i.folder() {
			groups[n-1] = append(groups[n-1], i)
			continue
		}
		groups = append(groups, []item{i})
	}
	return groups
}

// folder brings one folder.
func (o FetchOptions) folder(ctx context.Context, group []item) (Fetched, error) {
	target := filepath.Join(o.Into, group[0].folder())
	if wholeFolder(target, group) {
		return Fetched{Path: target}, nil
	}
	work, err := os.MkdirTemp(o.Into, workPattern)
	if err != nil {
		return Fetched{}, err
	}
	defer os.RemoveAll(work)
	made := filepath.Join(work, "made")
	if err := o.make(ctx, group, work, made); err != nil {
		return Fetched{}, err
	}
	return o.place(ctx, group, made, filepath.Join(work, "old"))
}

// place puts a made folder in its place, unless another fetch did so first. The
// lock keeps fetches from taking away what another is about to look at.
func (o FetchOptions) place(ctx context.Context, group []item, made, old string) (Fetched, error) {
	lock := flock.New(filepath.Join(o.Into, swapLock))
	defer lock.Close()
	if _, err := lock.TryLockContext(ctx, 10*time.Millisecond); err != nil {
		return Fetched{}, fmt.Errorf("锁不住模型文件夹：%w", err)
	}
	target := filepath.Join(o.Into, group[0].folder())
	if wholeFolder(target, group) {
		return Fetched{Path: target}, nil
	}
	return Fetched{Path: target, New: true}, replaceFolder(made, target, old)
}

// make makes a folder of what the program has in itself, or of an artifact's jar.
func (o FetchOptions) make(ctx context.Context, group []item, work, made string) error {
	if group[0].artifact == shipped {
		return o.unpack(ctx, shippedFiles(), group, made)
	}
	jar, err := o.jar(ctx, group[0].artifact, work)
	if err != nil {
		return err
	}
	z, err := zip.OpenReader(jar)
	if err != nil {
		return fmt.Errorf("%s 不是完整的 jar：%w", jar, err)
	}
	defer z.Close()
	if err := o.unpack(ctx, z, group, made); err != nil {
		return fmt.Errorf("%s：%w", jar, err)
	}
	return nil
}

// wholeFolder tells whether all files of a group are there with the sums of
// models.tsv, and their manifest.
func wholeFolder(dir string, group []item) bool {
	for _, i := range group {
		if _, err := checkedSum(filepath.Join(dir, filepath.Base(i.file)), i.sum); err != nil {
			return false
		}
	}
	if manifestOf(group[0].folder()) == nil {
		return true
	}
	_, err := readFolder(dir)
	return err == nil
}

// jar returns the path of an artifact's jar: of one that lies in the models
// folder, else of what Maven copies into work.
func (o FetchOptions) jar(ctx context.Context, artifact, work string) (string, error) {
	name := jarName(artifact)
	if lying := filepath.Join(o.Into, name); exists(lying) {
		return lying, nil
	}
	o.progress("正在下载 "+name, 0, 0)
	if err := o.maven(ctx, artifact, work); err != nil {
		return "", err
	}
	return filepath.Join(work, name), nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// jarName is the file name of the jar of group:artifact:version.
func jarName(artifact string) string {
	c := strings.Split(artifact, ":")
	return c[1] + "-" + c[2] + ".jar"
}

func copyArguments(artifact, into string) []string {
	return []string{"-q", "-B", "dependency:copy", "-Dartifact=" + artifact + ":jar", "-DoutputDirectory=" + into}
}

func (o FetchOptions) maven(ctx context.Context, artifact, work string) error {
	mvn, err := exec.LookPath(cmp.Or(o.Maven, "mvn"))
	if err != nil {
		return &UnreachedError{artifact, o.Into, "这里没有 Maven（命令 mvn；如 sudo apt-get install maven）"}
	}
	c := exec.CommandContext(ctx, mvn, copyArguments(artifact, work)...)
	c.Dir = work // not where a pom.xml may lie
	output, err := c.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || !exists(filepath.Join(work, jarName(artifact))) {
		return &UnreachedError{artifact, o.Into, "Maven 没有取到（" + firstComplaint(output) + "）"}
	}
	return nil
}

// firstComplaint is the first line of Maven's output that says what is the
// matter.
func firstComplaint(output []byte) string {
	for line := range strings.Lines(string(output)) {
		if text, ok := strings.CutPrefix(strings.TrimSpace(line), "[ERROR] "); ok && text != "" {
			return firstRunes(text, 300)
		}
	}
	return "它没有说明原因"
}

// unpack writes the files of a group, taken out of from, and their manifest.
func (o FetchOptions) unpack(ctx context.Context, from fs.FS, group []item, dir string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	for _, i := range group {
		if err := ctx.Err(); err != nil {
			return err
		}
		o.progress("正在解出 "+filepath.Base(i.file), 0, i.bytes)
		if err := unpackFile(from, i, filepath.Join(dir, filepath.Base(i.file))); err != nil {
			return err
		}
		o.progress("正在解出 "+filepath.Base(i.file), i.bytes, i.bytes)
	}
	return writeManifest(dir, group)
}

func unpackFile(files fs.FS, i item, path string) error {
	from, err := files.Open(i.member)
	if err != nil {
		return fmt.Errorf("里面没有 %s", i.member)
	}
	defer from.Close()
	// What is longer than it should be is not read to its end.
	if err := writeSynced(path, io.LimitReader(from, i.bytes+1)); err != nil {
		return err
	}
	var damaged *DamagedError
	if _, err := checkedSum(path, i.sum); errors.As(err, &damaged) {
		return fmt.Errorf("里面的 %s 不是所要的文件（SHA-256 不符），没有采用", i.member)
	} else if err != nil {
		return err
	}
	return nil
}

func writeSynced(path string, from io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Sync(), f.Close())
}

// writeManifest writes the manifest of a model with the sums of its files; for
// the runtime there is none.
func writeManifest(dir string, group []item) error {
	plain := manifestOf(group[0].folder())
	if plain == nil {
		return nil
	}
	m, err := parseManifest(plain)
	if err != nil {
		return err
	}
	m.Files = map[string]string{}
	for _, i := range group {
		m.Files[filepath.Base(i.file)] = i.sum
	}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeSynced(filepath.Join(dir, manifestFile), bytes.NewReader(append(data, '\n')))
}

// replaceFolder puts a folder in its place; what stood there goes to old.
func replaceFolder(made, target, old string) error {
	if exists(target) {
		if err := os.Rename(target, old); err != nil {
			return fmt.Errorf("换不下旧的模型文件夹：%w", err)
		}
	}
	return os.Rename(made, target)
}

func (o FetchOptions) progress(stage string, done, total int64) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}
