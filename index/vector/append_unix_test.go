//go:build unix

package vector

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// TestFullDisk lets the file grow by two rows and a half: a batch that does not fit
// leaves the file as it was.
func TestFullDisk(t *testing.T) {
	table := openTable(t, t.TempDir()+"/t.vec", 8, true)
	mustAppend(t, table, 0, 3)
	size := fileSize(table.path)
	limitFiles(t, uint64(size)+uint64(stride(8))*5/2, func() {
		added, err := table.Append(numberedKeys(0, 9), numberedVectors(0, 9, 8))
		if err == nil || added != 0 {
			t.Errorf("added %d, %v", added, err)
		}
		if now := fileSize(table.path); now != size || held(table, 9) != "111000000" {
			t.Errorf("%d bytes, want %d; held %s", now, size, held(table, 9))
		}
		if added := mustAppend(t, table, 3, 5); added != 2 {
			t.Errorf("two rows that fit: added %d", added)
		}
	})
	if added := mustAppend(t, table, 0, 9); added != 4 {
		t.Errorf("with room again: added %d", added)
	}
	checkTable(t, table, 9)
}

// limitFiles runs do while no file may grow beyond size bytes.
func limitFiles(t *testing.T, size uint64, do func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	limit := before
	limit.Cur = size
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	defer syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before)
	do()
}

// fileSize is the size of a file in bytes, 0 where there is none.
func fileSize(path string) int64 {
	if info, err := os.Stat(path); err == nil {
		return info.Size()
	}
	return 0
}

// appendTo makes this test binary a writer that appends until it is killed, or for
// writerLife where nobody is left to kill it.
const (
	appendTo   = "YINJU_TEST_APPEND_TO"
	writerLife = 20 * time.Second
)

// TestKilledWriter kills a writer again and again: the lock is free at once, what
// it leaves can be read, and the next one goes on.
func TestKilledWriter(t *testing.T) {
	if path := os.Getenv(appendTo); path != "" {
		table, began := openTable(t, path, 300, true), time.Now()
		for n := table.Rows(); time.Since(began) < writerLife; n += 7 {
			mustAppend(t, table, n, n+7)
		}
		return
	}
	path := t.TempDir() + "/t.vec"
	for round := range 4 {
		killWriter(t, path)
		table := openTable(t, path, 300, true)
		rows := table.Rows()
		if info := fileSize(path); rows < round || info != table.now.end() {
			t.Errorf("round %d: %d rows in %d bytes", round, rows, info)
		}
		checkTable(t, table, min(rows, 50))
		if added := mustAppend(t, table, 0, rows+1); added != 1 {
			t.Errorf("round %d: %d of %d rows were lost", round, added-1, rows)
		}
		table.Close()
	}
}

func killWriter(t *testing.T, path string) {
	t.Helper()
	writer := exec.Command(os.Args[0], "-test.run=^TestKilledWriter$")
	writer.Env = append(os.Environ(), appendTo+"="+path)
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	defer writer.Wait()
	defer writer.Process.Kill()
	size, began := fileSize(path), time.Now()
	for fileSize(path) < size+9000 { // some batches
		if time.Since(began) > writerLife {
			t.Fatal("the writer wrote nothing")
		}
		time.Sleep(time.Millisecond)
	}
}
