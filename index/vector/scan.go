package vector

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// blockRows is how many rows are compared before ctx is looked at again, and what
// the goroutines of a scan take at a time: of 512 dimensions some 10 µs.
const blockRows = 512

// Absent is the cosine of an absent row.
const Absent = -1

// Scan sets out[row] to the cosine between the question and each row, and to
// Absent where the row is absent. out has at least Rows places; the question is of
// any length but 0. It fails when ctx ends first, and with ErrTableCut where the
// file was cut; then out holds nothing of use.
//
// The comparison is exact over the int8 rows, at some 1e-3 from the cosine of the
// vectors that were appended. It does not check the rows again, so that one
// damaged after the table was opened has some cosine.
func (s *Snapshot) Scan(ctx context.Context, question, out []float32) error {
	if err := checkVector(question, s.dimensions); err != nil {
		return fmt.Errorf("问句的向量%w", err)
	}
	if !s.hold() {
		return ErrReleased
	}
	defer s.mapping.release()
	c := &comparison{view: &s.view, question: make([]int16, len(question)), out: out[:s.rows]}
	c.scale = quantise(question, c.question, questionLimit)
	if err := c.run(ctx, s.workers); err != nil {
		return err
	}
	return c.finish()
}

// comparison is one question on its way over the rows of a view.
type comparison struct {
	*view
	question []int16
	scale    float32
	out      []float32
	next     atomic.Int64 // the first block that nobody has taken
}

func (c *comparison) run(ctx context.Context, workers int) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	errs := make([]error, min(workers, c.blocks()))
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() { errs[i] = c.work(ctx) })
	}
	group.Wait()
	return errors.Join(errs...)
}

func (c *comparison) blocks() int { return (c.rows + blockRows - 1) / blockRows }

// work compares block after block until none is left or ctx ends.
func (c *comparison) work(ctx context.Context) error {
	var ended error
	fault := guard(func() {
		for {
			block := int(c.next.Add(1) - 1)
			if block >= c.blocks() {
				return
			}
			if ended = ctx.Err(); ended != nil {
				return
			}
			c.compare(block*blockRows, min((block+1)*blockRows, c.rows))
		}
	})
	return errors.Join(ended, fault)
}

// compare sets the cosines of the rows from first to before last.
func (c *comparison) compare(first, last int) {
	for row := first; row < last; row++ {
		r := c.record(row)
		c.out[row] = float32(dotRow(r.vector(), c.question)) * (r.scale() * c.scale)
	}
}

// finish marks the absent rows. A file cut within a page reads as zeros without a
// fault, so its size is looked at too.
func (c *comparison) finish() error {
	if size, err := c.size(); err != nil || size < c.end() && c.rows > 0 {
		return errors.Join(ErrTableCut, err)
	}
	for _, row := range c.absent {
		c.out[row] = Absent
	}
	return nil
}

// dotPlain is the dot product of a row and a question, which is as long or longer.
// It cannot overflow: see maxTableDimensions.
func dotPlain(row []int8, question []int16) int32 {
	var a, b, c, d int32
	question = question[:len(row)]
	for len(row) >= 4 && len(question) >= 4 {
		a += int32(row[0]) * int32(question[0])
		b += int32(row[1]) * int32(question[1])
		c += int32(row[2]) * int32(question[2])
		d += int32(row[3]) * int32(question[3])
		row, question = row[4:], question[4:]
	}
	for i, x := range row {
		a += int32(x) * int32(question[i])
	}
	return a + b + c + d
}
