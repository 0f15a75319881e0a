package zh

import (
	"fmt"
	"testing"
)

func TestReadings(t *testing.T) {
	sounds, err := NewSounds()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"银行", "[[yin] [hang]]"},
		{"行", "[[xing hang]]"},
		{"经济增长", "[[jing] [ji] [zeng] [zhang]]"},
		{"会计", "[[kuai] [ji]]"},
		{"绿色", "[[lv] [se]]"},
		{"侵略", "[[qin] [lve]]"},
		{"女工", "[[nv] [gong]]"},
		{"A，", "[[] []]"},
		{"", "[]"},
	} {
		if got := fmt.Sprint(sounds.Readings(c.text)); got != c.want {
			t.Errorf("Readings(%q) = %s, want %s", c.text, got, c.want)
		}
	}
}
