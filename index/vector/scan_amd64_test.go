package vector

import (
	"testing"

	"golang.org/x/sys/cpu"
)

// TestWithoutAVX2 runs the scan tests as on a processor without it.
func TestWithoutAVX2(t *testing.T) {
	if !cpu.X86.HasAVX2 {
		t.Skip("no AVX2: the plain product was tested")
	}
	cpu.X86.HasAVX2 = false
	defer func() { cpu.X86.HasAVX2 = true }()
	t.Run("cosine", TestScanIsCosine)
	t.Run("extremes", TestExtremeVectors)
	t.Run("cut", TestScanDuringCut)
}
