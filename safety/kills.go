package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"yinju/corpus"
)

// answerTime is how long after a restart a search must be answered.
const answerTime = 5 * time.Second

// step is one thing that is done to an archive. In args DIR, FILE and TARGET
// stand for the folder, a backup of it and a folder to restore to.
type step struct {
	name string
	args []string
	calm time.Duration // how long it takes undisturbed
	shot snapshot      // what the archive answers afterwards
}

// plan is the life of an archive, step by step; every archive of the trial lives
// it, one of them undisturbed.
type plan struct {
	steps    []step
	paths    []string // what snapshots ask
	resident string   // a text that a removed document alone had
}

// kills lets archives live the plan, killing each step once or more before it
// may end. Two live at once.
func kills(ctx context.Context, r *run) error {
	p, err := r.plan(ctx)
	if err != nil {
		return err
	}
	if err := p.live(ctx, r); err != nil {
		return err
	}
	var wg sync.WaitGroup
	var worst slowest
	for lane := range 2 {
		wg.Go(func() {
			for nth := 0; ctx.Err() == nil && r.broken() < 20; nth++ {
				l := &life{run: r, plan: p, worst: &worst, dir: filepath.Join(r.work, fmt.Sprintf("life-%d-%d", lane, nth))}
				if !l.through(ctx) {
					return
				}
			}
		})
	}
	wg.Wait()
	r.figure("slowest first answer after a restart %.1f s (5 permitted)", worst.value().Seconds())
	r.figure("%d steps: %s", len(p.steps), p.names())
	return ctx.Err()
}

// plan writes the texts and lists the steps, leaving out verbs that this version
// of the program lacks.
func (r *run) plan(ctx context.Context) (*plan, error) {
	texts, err := r.real(12)
	if err != nil {
		return nil, err
	}
	inbox := filepath.Join(r.work, "inbox")
	first := files{filepath.Join(inbox, "1", "a"), slices.Concat(texts, made(0, 4, 0))}
	second := files{filepath.Join(inbox, "2", "a"), slices.Concat(texts, made(0, 4, 1))}
	p := &plan{steps: []step{{name: "create", args: []string{"import", first.dir}}}}
	all := []files{first, second}
	for i := range 9 { // so many that shards are merged
		few := files{filepath.Join(inbox, fmt.Sprintf("b%d", i)), made(100+10*i, 2, 0)}
		all = append(all, few)
		p.steps = append(p.steps, step{name: "import", args: []string{"import", few.dir}})
	}
	bulk := files{filepath.Join(inbox, "c"), made(300, 25, 0)}
	all = append(all, bulk)
	var paths []string
	for _, f := range all {
		if err := f.write(); err != nil {
			return nil, err
		}
		for _, t := range f.texts {
			paths = append(paths, f.doc(t))
		}
	}
	p.paths = append(pages(slices.Compact(slices.Sorted(slices.Values(paths)))), searches(slices.Concat(first.texts, bulk.texts))...)
	p.resident = "第10001号事项"
	removed := all[2].key(all[2].texts[0])
	p.steps = append(p.steps,
		step{name: "version", args: []string{"import", second.dir}},
		step{name: "remove", args: []string{"remove", removed}},
		step{name: "import", args: []string{"import", bulk.dir}},
		step{name: "rebuild", args: []string{"rebuild"}},
		step{name: "remove", args: []string{"remove", all[3].key(all[3].texts[0])}},
		step{name: "backup", args: []string{"backup", "FILE"}},
		step{name: "restore", args: []string{"restore", "FILE"}})
	return p, p.leaveOutUnbuilt(ctx, r)
}

func (p *plan) leaveOutUnbuilt(ctx context.Context, r *run) error {
	for _, verb := range []string{"remove", "backup", "restore"} {
		if e := r.yinju(ctx, verb, "--help"); strings.Contains(e.out+e.err, "尚未做成") {
			r.skip("%s is not built yet", verb)
			p.steps = slices.DeleteFunc(p.steps, func(s step) bool { return s.name == verb })
		}
	}
	return nil
}

func (p *plan) names() string {
	var names []string
	for _, s := range p.steps {
		if !slices.Contains(names, s.name) {
			names = append(names, s.name)
		}
	}
	return strings.Join(names, ", ")
}

// live is the undisturbed life: it notes how long each step takes and what the
// archive answers after it.
func (p *plan) live(ctx context.Context, r *run) error {
	l := &life{run: r, plan: p, dir: filepath.Join(r.work, "calm")}
	for i := range p.steps {
		s := &p.steps[i]
		e := r.yinju(ctx, l.args(s)...)
		if e.code != 0 {
			return fmt.Errorf("undisturbed %s ends with %d: %s%s", s.name, e.code, e.out, e.err)
		}
		s.calm = e.took
		var err error
		if s.shot, err = l.shot(ctx, l.of(s), l.plan.paths); err != nil {
			return err
		}
	}
	return nil
}

// life is one archive living the plan.
type life struct {
	*run
	plan  *plan
	dir   string
	worst *slowest
}

// args are the command line of a step for this archive.
func (l *life) args(s *step) []string {
	args := slices.Clone(s.args)
	for i := range args {
		if args[i] == "FILE" {
			args[i] = l.dir + ".backup"
		}
	}
	return append(args, "-d", l.of(s))
}

// of is the folder that a step works on: restore fills one of its own.
func (l *life) of(s *step) string {
	if s.name == "restore" {
		return l.dir + "-restored"
	}
	return l.dir
}

// through lives the plan once, each step killed once to three times; false when
// all trials are made.
func (l *life) through(ctx context.Context) bool {
	defer l.clear()
	for i := range l.plan.steps {
		s := &l.plan.steps[i]
		for range 1 + l.intN(3) {
			if ctx.Err() != nil || !l.claim() {
				return false
			}
			broken := l.broken()
			l.killOnce(ctx, i)
			l.tried(1)
			if l.broken() > broken {
				return true // the rest of this life would only repeat it
			}
		}
		if !l.finish(ctx, s) {
			return true
		}
	}
	return true
}

func (l *life) clear() {
	for _, name := range []string{l.dir, l.dir + "-copy", l.dir + "-restored", l.dir + "-proof", l.dir + ".backup"} {
		os.RemoveAll(name)
	}
}

// moment is a random time within a step. The first third of a second only loads
// dictionaries, so half of the times are of the later part.
func (l *life) moment(s *step) time.Duration {
	long := s.calm * 5 / 4
	if l.intN(2) == 0 {
		return l.within(long)
	}
	return s.calm/2 + l.within(long-s.calm/2)
}

// killOnce kills a step and looks at what is left.
func (l *life) killOnce(ctx context.Context, nth int) {
	s := &l.plan.steps[nth]
	after := l.moment(s)
	e, finished := l.killed(ctx, after, l.args(s)...)
	what := fmt.Sprintf("%s (step %d) killed after %s", s.name, nth, after)
	if finished && e.code != 0 && !l.twice(s, e) {
		l.fail("%s had ended with %d: %s%s", what, e.code, e.out, e.err)
		return
	}
	switch s.name {
	case "backup":
		l.checkBackup(ctx, what, nth)
	case "restore":
		l.checkRestore(ctx, what, finished && e.code == 0)
		return
	}
	l.checkRestart(ctx, what, nth, acknowledged(e.out))
}

// twice reports a step that may say no because a killed one before it had done
// its work: the document is removed already, the file is written already.
func (l *life) twice(s *step, e ended) bool {
	return e.code == 3 && (s.name == "remove" || s.name == "backup" || s.name == "restore") && !e.died()
}

// acknowledged are the documents whose report line an import had written.
func acknowledged(out string) []string {
	var docs []string
	for line := range strings.Lines(out[:strings.LastIndex(out, "\n")+1]) {
		status, path, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if status == "已读" || status == "新版本" || status == "未变" {
			path = path[:strings.LastIndex(path, ".txt")+len(".txt")] // counts follow
			docs = append(docs, corpus.DocID(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path)))
		}
	}
	return docs
}

// checkRestart starts a service on what a kill left, every second time on a copy,
// so that the next attempt meets what the killed one left.
func (l *life) checkRestart(ctx context.Context, what string, nth int, docs []string) {
	dir := l.dir
	if nth == 0 || l.intN(2) == 0 { // serve would put the seed into a new archive
		dir = l.dir + "-copy"
		defer os.RemoveAll(dir)
		if err := copyFolder(l.dir, dir); err != nil {
			l.fail("%s: %v", what, err)
			return
		}
	}
	if l.intN(2) == 0 {
		l.checkVerify(ctx, what+", before a restart", dir, true)
	}
	if l.intN(4) == 0 { // the restart is killed too
		l.killed(ctx, l.within(1200*time.Millisecond), "serve", "-d", dir, "--addr", "127.0.0.1:0")
	}
	if l.checkAnswers(ctx, what, dir, nth, docs) {
		l.checkVerify(ctx, what+", after a restart", dir, false)
	}
}

// checkAnswers asks the restarted service: an answer within five seconds, what
// was acknowledged is there, all that is stored is found, and where no document
// was being added everything is as before or after the step.
func (l *life) checkAnswers(ctx context.Context, what, dir string, nth int, docs []string) bool {
	started := time.Now()
	s, err := l.serve(ctx, dir)
	if err != nil {
		l.fail("%s: %v", what, err)
		return false
	}
	defer s.stop()
	if err := s.answers(started.Add(l.allowed(answerTime))); err != nil {
		l.fail("%s: no answer in time after the restart: %v", what, err)
		return false
	}
	took := time.Since(started)
	l.worst.note(took)
	if took > l.allowed(answerTime) {
		l.fail("%s: the first answer came %.1f s after the restart", what, took.Seconds())
		return false
	}
	if err := s.settled(); err != nil {
		l.fail("%s: %v", what, err)
		return false
	}
	for _, id := range docs {
		if a, err := s.get("/api/d/" + id); err != nil || a.status != 200 {
			l.fail("%s: acknowledged document %s is lost: %v", what, id, err)
			return false
		}
	}
	return l.checkUnchanged(s, what, nth)
}

func (l *life) checkUnchanged(s *service, what string, nth int) bool {
	switch l.plan.steps[nth].name {
	case "create", "import", "version":
		return true // some documents may be there, and finish compares all
	}
	shot, err := s.snapshot(l.plan.paths)
	if err != nil {
		l.fail("%s: %v", what, err)
		return false
	}
	before, after := shot.differs(l.plan.steps[nth-1].shot), shot.differs(l.plan.steps[nth].shot)
	if before != "" && after != "" {
		l.fail("%s: answers as neither before nor after it: %s", what, before)
	}
	return before == "" || after == ""
}

// checkVerify expects nothing damaged. Straight after a kill verify may say that
// documents are not indexed yet, or that there is no archive or no index yet.
func (l *life) checkVerify(ctx context.Context, what, dir string, early bool) {
	e := l.yinju(ctx, "verify", "-d", dir)
	if e.code == 0 {
		return
	}
	if early && !e.died() && allContain(e.out, "未能完成", "尚未建立", "尚未编入") && (e.code == 1 || e.code == 3) {
		return
	}
	l.fail("%s: verify ends with %d: %s%s", what, e.code, e.out, e.err)
}

// allContain reports whether every line has one of the phrases.
func allContain(lines string, phrases ...string) bool {
	for line := range strings.Lines(lines) {
		if !slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(line, p) }) {
			return false
		}
	}
	return true
}

// checkBackup restores a backup file that is there although its making was
// killed: it has its name only when it is whole.
func (l *life) checkBackup(ctx context.Context, what string, nth int) {
	file, proof := l.dir+".backup", l.dir+"-proof"
	defer os.Remove(file)
	if _, err := os.Stat(file); err != nil {
		return
	}
	defer os.RemoveAll(proof)
	if e := l.yinju(ctx, "restore", file, "-d", proof); e.code != 0 {
		l.fail("%s: the backup is there but cannot be restored: %s%s", what, e.out, e.err)
	}
}

// checkRestore restores again over what a killed restore left: that works, or the
// words say that the folder is not empty and it is emptied.
func (l *life) checkRestore(ctx context.Context, what string, finished bool) {
	dir := l.dir + "-restored"
	defer os.RemoveAll(dir)
	if !finished {
		e := l.yinju(ctx, "restore", l.dir+".backup", "-d", dir)
		if e.died() || e.code != 0 && e.code != 3 {
			l.fail("%s: restoring again ends with %d: %s%s", what, e.code, e.out, e.err)
			return
		}
		if e.code == 3 {
			return // finish restores into an empty folder
		}
	}
	l.checkVerify(ctx, what, dir, false)
}

// finish lets a step end and compares the archive with the undisturbed one.
func (l *life) finish(ctx context.Context, s *step) bool {
	e := l.yinju(ctx, l.args(s)...)
	if e.code != 0 && !l.twice(s, e) {
		l.fail("%s after kills ends with %d: %s%s", s.name, e.code, e.out, e.err)
		return false
	}
	shot, err := l.shot(ctx, l.of(s), l.plan.paths)
	if err != nil {
		l.fail("%s after kills: %v", s.name, err)
		return false
	}
	if difference := s.shot.differs(shot); difference != "" {
		l.fail("%s after kills is not as undisturbed: %s", s.name, difference)
		return false
	}
	if s.name == "remove" {
		return l.checkGone(s)
	}
	return true
}

// checkGone looks for the text of a removed document in every file.
func (l *life) checkGone(s *step) bool {
	name, err := findText(l.dir, l.plan.resident)
	if err != nil || name != "" {
		l.fail("%s after kills: the removed text still stands in %s (%v)", s.name, name, err)
		return false
	}
	return true
}
