package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// outbound runs every command in a network of its own that has no way out, and
// traces what it asks of the system: with either alone, a connection that is
// tried and given up in silence, or one that succeeds, could go unseen.
func outbound(ctx context.Context, r *run) error {
	f, err := r.offlineTexts()
	if err != nil {
		return err
	}
	script := offlineScript(r.binary, filepath.Join(r.work, "data"), f.dir, r.work)
	trace := filepath.Join(r.work, "trace")
	inner := []string{"sh", "-e", "-c", script}
	if _, err := exec.LookPath("strace"); err == nil {
		inner = append([]string{"strace", "-f", "-q", "-e", "trace=connect,sendto,sendmsg,sendmmsg,bind", "-o", trace}, inner...)
	} else {
		r.skip("no strace found: connections tried in vain are not seen")
	}
	out, err := r.offline(ctx, inner)
	if errors.Is(err, errNoNamespace) {
		r.skip("no network namespace: %v", err)
		out, err = exec.CommandContext(ctx, inner[0], inner[1:]...).CombinedOutput()
	}
	if err != nil {
		r.fail("without a network: %v\n%s", err, out)
	}
	r.tried(1)
	r.figure("commands run offline: %s", strings.Join(offlineVerbs(string(out)), " "))
	return r.judgeTrace(trace)
}

var errNoNamespace = errors.New("not permitted here")

// offline runs a command in a namespace whose only interface is the loopback.
func (r *run) offline(ctx context.Context, inner []string) ([]byte, error) {
	enter := []string{"--net", "--map-root-user", "sh", "-c", `ip link set lo up && exec "$@"`, "sh"}
	if out, err := exec.CommandContext(ctx, "unshare", append(enter, "true")...).CombinedOutput(); err != nil {
		return out, fmt.Errorf("%w: %v: %s", errNoNamespace, err, out)
	}
	if exec.CommandContext(ctx, "unshare", append(enter, "curl", "-s", "-m", "2", "http://1.1.1.1/")...).Run() == nil {
		return nil, errors.New("the namespace has a way out: nothing would be shown")
	}
	return exec.CommandContext(ctx, "unshare", append(enter, inner...)...).CombinedOutput()
}

// offlineTexts are real texts, and one with addresses that nobody may follow.
func (r *run) offlineTexts() (files, error) {
	texts, err := r.real(20)
	linked := text{"linked.html", `<html><head><link rel=stylesheet href="http://127.0.0.2/a.css"><title>带链接的网页</title></head>
<body><h1>带链接的网页</h1><p>人工智能的一段文字，说明优化服务。<img src="http://198.51.100.7/a.png"></p><p>来源：<a href="http://198.51.100.7/">链接</a></p></body></html>`}
	f := files{filepath.Join(r.work, "texts"), append(texts, linked)}
	return f, errors.Join(err, f.write())
}

// offlineScript is a life of an archive: each command says "did NAME". What a
// service answers is asked over the loopback.
func offlineScript(binary, data, texts, work string) string {
	return fmt.Sprintf(`
y=%[1]q; d=%[2]q; b=%[4]q/backup
did() { name=$1; shift; "$@" >/dev/null && echo "did $name"; }
did version $y version
did import $y import -d $d %[3]q
did search $y search -d $d 人工智能
did rebuild $y rebuild -d $d
did verify $y verify -d $d
if $y backup -d $d $b >/dev/null 2>&1; then echo "did backup"; did restore $y restore -d $d-restored $b; fi
if $y remove -d $d texts/linked.html >/dev/null 2>&1; then echo "did remove"; fi
$y serve -d $d --addr 127.0.0.1:18471 2>/dev/null & s=$!
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do curl -sf http://127.0.0.1:18471/readyz >/dev/null && break; sleep 0.5; done
for p in / /coverage /help /search?q=%%E4%%BA%%BA /api/search?q=%%E4%%BA%%BA /metrics; do curl -sf "http://127.0.0.1:18471$p" >/dev/null; done
kill -TERM $s; wait $s; echo "did serve"
`, binary, data, texts, work)
}

func offlineVerbs(out string) []string {
	var verbs []string
	for line := range strings.Lines(out) {
		if verb, ok := strings.CutPrefix(line, "did "); ok {
			verbs = append(verbs, strings.TrimSpace(verb))
		}
	}
	return verbs
}

// addressed is a call of the trace that names an internet address.
var addressed = regexp.MustCompile(`(connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_INET6?.*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([0-9a-fA-F.:]+)"`)

// judgeTrace wants every address that was connected or sent to to be this machine.
func (r *run) judgeTrace(file string) error {
	trace, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil // not traced, as said
	}
	if err != nil {
		return err
	}
	local := 0
	for line := range strings.Lines(string(trace)) {
		found := addressed.FindStringSubmatch(line)
		switch {
		case found == nil:
		case strings.HasPrefix(found[2], "127.0.0.1") || found[2] == "::1":
			local++
		default:
			r.fail("outbound: %.300s", line)
		}
	}
	r.figure("%d calls to this machine's own address (by curl), none to another", local)
	if local == 0 {
		r.fail("the trace shows not even the calls to the service: nothing was looked at")
	}
	return nil
}
