package server

import (
	"bytes"
	"encoding/json"

	"yinju/index"
)

// jsonlForm writes a hit a line, each as in the answer of /api/search.
func jsonlForm() form {
	return form{mime: "application/x-ndjson; charset=utf-8", ext: ".jsonl", write: writeJSONL}
}

func writeJSONL(b *bytes.Buffer, h index.Hit) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return enc.Encode(h)
}
