package store

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"yinju/corpus"
)

const childDir = "YINJU_STORE_TEST_CHILD"

// importForEver is the child: it makes or opens the archive in dir, stores batches
// of three documents and prints the number of each batch once it is committed.
func importForEver(dir string) {
	fail := func(err error) {
		if err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
	}
	lock, err := TakeLock(ctx, dir, "import")
	fail(err)
	defer lock.Release()
	s, err := Create(dir)
	fail(err)
	run, err := s.StartRun(ctx, []string{"/in"})
	fail(err)
	first, err := s.Seq(ctx)
	fail(err)
	for n := first; ; n++ {
		b, err := run.Begin(ctx, "/in")
		fail(err)
		for i := range 3 {
			d := killDocument(n, i)
			_, err := b.Put(d, lines(d), original(s, d))
			fail(err)
		}
		fail(b.Commit())
		fmt.Println(n)
	}
}

func killDocument(n int64, i int) *corpus.Document {
	return document(fmt.Sprintf("%d/%d", n, i), fmt.Sprintf("# 第%d批\n第%d篇\n%s", n, i, strings.Repeat("文", 700)))
}

// An import that is killed at any moment, the making of the archive included,
// loses nothing that it had acknowledged.
func TestKilledImport(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 20
	}
	random := rand.New(rand.NewPCG(3, 4))
	dir, acknowledged := t.TempDir(), []int64{}
	for round := range rounds {
		if round%5 == 0 { // a new archive, killed early
			dir, acknowledged = t.TempDir(), nil
		}
		after := time.Duration(random.IntN(60)) * time.Millisecond
		acknowledged = append(acknowledged, importAndKill(t, dir, after)...)
		checkAcknowledged(t, dir, acknowledged)
	}
}

func importAndKill(t *testing.T, dir string, after time.Duration) (acknowledged []int64) {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(after, func() { child.Process.Kill() })
	for lines := bufio.NewReader(out); ; {
		line, err := lines.ReadString('\n')
		if errors.Is(err, io.EOF) {
			child.Wait()
			return acknowledged
		}
		n, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
		if err != nil {
			t.Fatalf("child: %s", line)
		}
		acknowledged = append(acknowledged, n)
	}
}

// openKilled opens what a killed import left, read-only every other time, as serve
// does: the write-ahead log then stays for the next writer.
func openKilled(dir string, acknowledged int) (*Store, error) {
	if acknowledged%2 == 1 {
		return Open(dir, true)
	}
	return Create(dir) // killed early, there may be no archive yet
}

func checkAcknowledged(t *testing.T, dir string, acknowledged []int64) {
	t.Helper()
	s, err := openKilled(dir, len(acknowledged))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(acknowledged) > 0 && !s.Unclean() {
		t.Fatal("the killed import left no sign")
	}
	for _, n := range acknowledged {
		for i := range 3 {
			want := killDocument(n, i)
			got, err := s.Document(ctx, corpus.DocID(want.Key))
			if err != nil || got.Document.Text != want.Text {
				t.Fatalf("lost %s: %v", want.Key, err)
			}
		}
	}
	if damage, err := s.Verify(ctx, nil); len(damage) > 0 || err != nil {
		t.Fatalf("damage %v, %v", damage, err)
	}
	if c, err := s.Coverage(ctx); err != nil || c.Documents%3 != 0 {
		t.Fatalf("%d documents: half a batch was kept; %v", c.Documents, err)
	}
	if _, held := Writer(dir); held {
		t.Fatal("the lock outlived its process")
	}
}
