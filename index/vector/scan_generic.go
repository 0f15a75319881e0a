//go:build !amd64

package vector

// dotRow is the plain product: on arm64 too, where the compiler's code is fast enough
// for some hundred thousand rows.
func dotRow(row []int8, question []int16) int32 { return dotPlain(row, question) }
