package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// codeVersion is raised when the code labels differently with the same data.
const codeVersion = "3"

// Fingerprint names taxonomy, cues, weights and code: labels made under another
// fingerprint are out of date. 16 hexadecimal digits.
func Fingerprint() string { return fingerprint() }

var fingerprint = sync.OnceValue(func() string {
	h := sha256.New()
	for _, part := range []string{codeVersion, categoriesTSV, themesTSV, categoryCuesTSV, themeCuesTSV, titleGenresTSV, string(weightsGZ), settingsTSV} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
})
