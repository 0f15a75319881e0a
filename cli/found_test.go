package cli

import (
	"testing"

	"yinju/index"
)

func TestEvidenceLine(t *testing.T) {
	tests := []struct {
		list []index.Evidence
		want string
	}{
		{nil, ""},
		{[]index.Evidence{{Part: "2020年", Status: "absent"}}, "未见：2020年"},
		{[]index.Evidence{
			{Part: "2020年", Status: "absent"}, {Part: "60日", Status: "contained", Found: "六十日"},
			{Part: "百分之五", Status: "differs", Found: "百分之三"}, {Part: "北京市", Status: "contained", Found: "北京市"},
		}, "含：60日、北京市；不同：百分之五（此处为百分之三）；未见：2020年"},
	}
	for _, tt := range tests {
		if got := evidenceLine(tt.list); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.list, got, tt.want)
		}
	}
}
