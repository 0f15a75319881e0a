package archive

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"time"

	"yinju/corpus/read"
	"yinju/corpus/store"
)

// Original is a document as it was received: a file, or the one record of a JSON
// Lines file that the document was read from. Read gives its bytes; Close it.
type Original struct {
	io.ReadCloser
	Name     string // of the file, without folders
	Hash     string // SHA-256 of the whole file, lower-case hex
	Imported time.Time
	Line     int // of the record in the file, from 1; 0 for a whole file
}

// OriginalError says that a received file is not what was received: it is shown
// to nobody.
type OriginalError struct{ File, What string }

func (e *OriginalError) Error() string {
	return fmt.Sprintf("收到的原件 %s %s；请运行 yinju verify 查明还有哪些损坏，再从备份恢复", e.File, e.What)
}

// Original opens version n of a document as received, the newest for n = 0. Of a
// record, only its own bytes are given, unless whole asks for its file. The file
// is checked against its hash first. The error is ErrNotFound, ErrGone or an
// *OriginalError.
func (a *Archive) Original(ctx context.Context, doc string, n int, whole bool) (*Original, error) {
	v, err := a.versionOf(ctx, doc, n)
	if err != nil {
		return nil, err
	}
	from := v.Original
	if err := a.checkOriginal(ctx, from.Hash); err != nil {
		return nil, err
	}
	file, err := a.openOriginal(from.Hash)
	if err != nil {
		return nil, err
	}
	o := &Original{file, path.Base(filepath.ToSlash(from.Path)), from.Hash, v.Imported, 0}
	if from.Line == 0 || whole {
		return o, nil
	}
	o.Line = from.Line
	if o.ReadCloser, err = record(file, from); err != nil {
		file.Close()
		return nil, &OriginalError{originalName(from.Hash), "读不出第 " + fmt.Sprint(from.Line) + " 行"}
	}
	return o, nil
}

// UnshownError says why an original cannot be shown as text: it is none, or too
// long.
type UnshownError struct{ Reason string }

func (e *UnshownError) Error() string { return e.Reason }

// Text is what Read would give as UTF-8, unpacked, with the character set it was
// received in. The error is an *UnshownError, or that of reading.
func (o *Original) Text() (text, charset string, err error) {
	plain, err := unpacked(o)
	if err != nil {
		return "", "", err
	}
	data, err := io.ReadAll(io.LimitReader(plain, read.MaxFile+1))
	if err != nil {
		return "", "", err
	}
	text, charset, err = read.Text(o.Name, data)
	if unread := new(read.Error); errors.As(err, &unread) {
		err = &UnshownError{unread.Reason}
	}
	return text, charset, err
}

// versionOf returns version n of a document, the newest for 0.
func (a *Archive) versionOf(ctx context.Context, doc string, n int) (store.Version, error) {
	versions, err := a.store.Versions(ctx, doc)
	if err != nil {
		return store.Version{}, err
	}
	for _, v := range versions {
		if v.Number == n || n == 0 && v.Current {
			return v, nil
		}
	}
	return store.Version{}, ErrNotFound
}

func absent(err error) bool { return errors.Is(err, ErrNotFound) || errors.Is(err, ErrGone) }

func (a *Archive) openOriginal(hash string) (io.ReadCloser, error) {
	file, err := a.store.Original(hash)
	if errors.Is(err, ErrNotFound) {
		return nil, &OriginalError{originalName(hash), "不在了"}
	}
	return file, err
}

// checkOriginal reads the file once against its hash.
func (a *Archive) checkOriginal(ctx context.Context, hash string) error {
	file, err := a.openOriginal(hash)
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, patient{ctx, file}); ctx.Err() != nil {
		return ctx.Err()
	} else if err != nil {
		return &OriginalError{originalName(hash), "读不出来（" + err.Error() + "）"}
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return &OriginalError{originalName(hash), "与收到时的校验值不符"}
	}
	return nil
}

func originalName(hash string) string { return "originals/" + hash[:min(2, len(hash))] + "/" + hash }

// patient reads until its context ends.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// record cuts a record out of a file, by its place in the unpacked content.
func record(file io.ReadCloser, at store.Original) (io.ReadCloser, error) {
	plain, err := unpacked(file)
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, plain, at.Offset); err != nil {
		return nil, err
	}
	return part{io.LimitReader(plain, at.Length), file}, nil
}

type part struct {
	io.Reader
	io.Closer
}

// unpacked reads a file without its gzip packing, if it has any.
func unpacked(r io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(r)
	if magic, _ := buffered.Peek(2); string(magic) != "\x1f\x8b" {
		return buffered, nil
	}
	return gzip.NewReader(buffered)
}
