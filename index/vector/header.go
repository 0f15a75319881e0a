package vector

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// The header of a table file, little-endian: the magic (8 bytes), the format and
// the dimensions (uint32), the model's fingerprint (zeros after it) and the
// CRC-32C of all before it (uint32).
const (
	headerSize     = 128
	formatAt       = 8
	dimensionsAt   = 12
	fingerprintAt  = 16
	headerSumAt    = headerSize - sumSize
	maxFingerprint = headerSumAt - fingerprintAt

	tableMagic  = "yinjuvec"
	tableFormat = 1
)

// encodeHeader returns the header of a table of model m.
func encodeHeader(m Model) []byte {
	h := make([]byte, headerSize)
	copy(h, tableMagic)
	binary.LittleEndian.PutUint32(h[formatAt:], tableFormat)
	binary.LittleEndian.PutUint32(h[dimensionsAt:], uint32(m.Dimensions))
	copy(h[fingerprintAt:headerSumAt], m.Fingerprint)
	binary.LittleEndian.PutUint32(h[headerSumAt:], crc32.Checksum(h[:headerSumAt], castagnoli))
	return h
}

// readHeader reports whether f has the header of a table of model m. One that is
// cut short is no error: a writer starts the file again.
func readHeader(f io.ReaderAt, path string, m Model) (whole bool, err error) {
	h := make([]byte, headerSize)
	n, err := f.ReadAt(h, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("读不出向量文件 %s：%w；请检查权限与磁盘", path, err)
	}
	want := encodeHeader(m)
	switch {
	case bytes.Equal(h, want):
		return true, nil
	case n < headerSize && bytes.HasPrefix(want, h[:n]):
		return false, nil
	}
	return false, refuseHeader(h, path, m)
}

// refuseHeader says what is wrong with a header.
func refuseHeader(h []byte, path string, m Model) error {
	sum := crc32.Checksum(h[:headerSumAt], castagnoli)
	found := int(binary.LittleEndian.Uint32(h[formatAt:]))
	switch {
	case !bytes.HasPrefix(h, []byte(tableMagic)):
		return &TableHeaderError{path, "开头不是向量文件的标记"}
	case sum != binary.LittleEndian.Uint32(h[headerSumAt:]):
		return &TableHeaderError{path, "文件头校验不符"}
	case found != tableFormat:
		return &TableHeaderError{path, fmt.Sprintf("格式为 %d，本程序只认 %d", found, tableFormat)}
	}
	return &TableModelError{
		Path:        path,
		Fingerprint: string(bytes.TrimRight(h[fingerprintAt:headerSumAt], "\x00")),
		Dimensions:  int(binary.LittleEndian.Uint32(h[dimensionsAt:])),
		Want:        m,
	}
}

// checkModel refuses a model that a table cannot hold vectors of.
func checkModel(m Model) error {
	switch {
	case m.Dimensions < 1 || m.Dimensions > maxTableDimensions:
		return fmt.Errorf("模型 %s 的向量有 %d 维，只支持 1 至 %d 维；请换用别的模型", m.Name, m.Dimensions, maxTableDimensions)
	case m.Fingerprint == "" || len(m.Fingerprint) > maxFingerprint || bytes.IndexByte([]byte(m.Fingerprint), 0) >= 0:
		return fmt.Errorf("模型 %s 的指纹 %q 应为 1 至 %d 个字符", m.Name, m.Fingerprint, maxFingerprint)
	}
	return nil
}

// TableModel reads of what model a table file is: its fingerprint and dimensions.
// It fails with a TableHeaderError where the file is no table.
func TableModel(path string) (Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return Model{}, err
	}
	defer f.Close()
	_, err = readHeader(f, path, Model{})
	other := new(TableModelError)
	switch {
	case errors.As(err, &other):
		return Model{Fingerprint: other.Fingerprint, Dimensions: other.Dimensions}, nil
	case err == nil:
		err = &TableHeaderError{path, "文件头不完整"}
	}
	return Model{}, err
}
