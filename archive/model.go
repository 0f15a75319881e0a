package archive

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"yinju/index/vector"
)

// AnyModel stands in Options.Model for the first model that is found.
const AnyModel = "auto"

// openModel opens the model that the options ask for and the vectors it has made
// so far. Without one the archive answers by words, and Meaning says why. An address
// has as long to answer as for a question, unless the options give it longer.
func (a *Archive) openModel(ctx context.Context) {
	if a.options.Model == "" {
		a.noModel(&vector.UnavailableError{Reason: "没有启用语义模型", Off: true})
		return
	}
	s, err := a.loadModel(ctx, cmp.Or(a.options.Patience, remotePatience))
	if err != nil {
		a.noModel(err)
		return
	}
	a.semantics.Store(s)
	a.useVectors()
}

func (a *Archive) noModel(err error) {
	a.modelless.Store(&err)
	if off := new(vector.UnavailableError); !errors.As(err, &off) || !off.Off {
		a.log.Warn("no search by meaning", "reason", err.Error())
	}
}

// loadModel opens the model and its vectors; patience is for an address, a folder
// takes some tenths of a second.
func (a *Archive) loadModel(ctx context.Context, patience time.Duration) (*semantics, error) {
	o := vector.Options{Model: a.options.Model, Key: a.options.ModelKey, Dir: a.dir, Threads: a.options.Threads}
	if o.Model == AnyModel {
		o.Model = ""
	}
	o.Passed = func(dir string, why error) { a.putAside("跳过了一个用不了的模型："+why.Error(), why) }
	if vector.Shown(o.Model) != "" {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	e, err := vector.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	t, err := a.openTable(ctx, e.Model())
	if err != nil {
		e.Close()
		return nil, err
	}
	return &semantics{e, t}, nil
}

// vectorFile is where the vectors of a model are kept: one file for each, so that
// going back to a model costs nothing.
func (a *Archive) vectorFile(m vector.Model) string {
	return filepath.Join(a.dir, "vectors", m.Fingerprint[:12]+".vec")
}

// openTable opens the vectors of a model. A file that cannot be used is put aside
// and begun anew; who only reads does without it.
func (a *Archive) openTable(ctx context.Context, m vector.Model) (*vector.Table, error) {
	file := a.vectorFile(m)
	t, err := vector.OpenTable(file, m, false)
	if !vector.Refused(err) {
		return t, err
	}
	damage := "语义向量的文件 " + filepath.Base(file) + " 用不了（开头损坏，或是别的模型的）"
	if a.options.ReadOnly {
		a.putAside(damage+"，没有用它；yinju serve 或 yinju rebuild 会重新计算", err)
		return vector.OpenTable("", m, false)
	}
	if err := vector.SetAside(ctx, file, m); err != nil {
		return nil, &vector.UnavailableError{Reason: err.Error(), Temporary: true, Err: err}
	}
	a.putAside(damage+"，已移开，向量重新计算", err)
	return vector.OpenTable(file, m, false)
}

// putAside notes in the log and for readers what was found unusable on opening.
func (a *Archive) putAside(note string, why error) {
	a.aside.add(note)
	a.log.Warn("put aside", "what", note, "error", why)
}

// remarks are sentences for readers, each once.
type remarks struct {
	mu   sync.Mutex
	list []string
}

func (r *remarks) add(note string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Contains(r.list, note) {
		r.list = append(r.list, note)
	}
}

func (r *remarks) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.list)
}

// temporary reports that a model may be there later: its address did not answer.
func temporary(err error) bool {
	none := new(vector.UnavailableError)
	return errors.As(err, &none) && none.Temporary
}

// reopenTime is how long an address has to answer where nobody waits for it.
const reopenTime = time.Minute

// reopenModel tries again to open a model whose address did not answer, when its
// pause is over: the first time soon, then ever more seldom. Once it answers it is
// used as if it had from the start.
func (a *Archive) reopenModel(ctx context.Context, retry *pause) {
	before := a.modelless.Load()
	if a.semantics.Load() != nil || before == nil || !temporary(*before) || retry.waits(time.Now()) {
		return
	}
	s, err := a.loadModel(ctx, reopenTime)
	retry.after(time.Now(), err)
	if err != nil {
		if err.Error() != (*before).Error() {
			a.noModel(err)
		}
		return
	}
	a.log.Info("the model answers now", "model", s.embedder.Model().Name)
	a.modelless.Store(nil)
	a.semantics.Store(s)
	a.useVectors()
}
