package eval

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadTopics(t *testing.T) {
	tests := []struct {
		name, in string
		want     []Topic
		line     int // of the error, 0 for none
	}{
		{"plain", "1\t营商环境\n2\t什么是 加法？\n", []Topic{{"1", "营商环境"}, {"2", "什么是 加法？"}}, 0},
		{"mark, CRLF, blank line", "\ufeff1\t一\r\n\r\n2\t二\r\n", []Topic{{"1", "一"}, {"2", "二"}}, 0},
		{"more columns", "t01\t长护险\tabbr\n", []Topic{{"t01", "长护险"}}, 0},
		{"space in id", "a b\t问\n", []Topic{{"a%20b", "问"}}, 0},
		{"no tab", "1 问\n", nil, 1},
		{"no query", "1\t问\n2\t \n", []Topic{{"1", "问"}}, 2},
		{"twice", "1\t问\n1\t答\n", []Topic{{"1", "问"}}, 2},
		{"not UTF-8", "1\t\xff\n", nil, 1},
		{"empty", "", nil, 0},
		{"overlong", "1\t问\n" + strings.Repeat("长", maxLine), []Topic{{"1", "问"}}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadTopics(strings.NewReader(tt.in))
			wantLine(t, err, tt.line)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func wantLine(t *testing.T, err error, line int) {
	t.Helper()
	var syntax *SyntaxError
	switch {
	case line == 0 && err != nil:
		t.Fatalf("unexpected error: %v", err)
	case line != 0 && (!errors.As(err, &syntax) || syntax.Line != line):
		t.Fatalf("error = %v, want one of line %d", err, line)
	}
}

func TestReadQrels(t *testing.T) {
	tests := []struct {
		name, in string
		want     Qrels
		line     int
	}{
		{"tabs", "0\t0\tg705\t1\n0\t0\tg706\t0\n", Qrels{"0": {"g705": 1, "g706": 0}}, 0},
		{"blanks", "t01 0 p1 2\n", Qrels{"t01": {"p1": 2}}, 0},
		{"space in key, tabs", "1\t0\tpolicy/a b.txt\t1\n", Qrels{"1": {"policy/a%20b.txt": 1}}, 0},
		{"space in key, blanks", "1 0 policy/a b.txt 1\n", Qrels{"1": {"policy/a%20b.txt": 1}}, 0},
		{"ideographic space in key", "1 0 国家\u3000法.md 1\n", Qrels{"1": {"国家%20法.md": 1}}, 0},
		{"written %20", "1 0 a%20b 1\n", Qrels{"1": {"a%20b": 1}}, 0},
		{"negative", "1 0 a -2\n", Qrels{"1": {"a": -2}}, 0},
		{"same twice", "1 0 a 1\n1 0 a 1\n", Qrels{"1": {"a": 1}}, 0},
		{"contradiction", "1 0 a 1\n1 0 a 0\n", Qrels{"1": {"a": 1}}, 2},
		{"three fields", "1 a 1\n", Qrels{}, 1},
		{"no key", "1\t0\t \t1\n", Qrels{}, 1},
		{"grade in words", "1 0 a yes\n", Qrels{}, 1},
		{"grade too large", "1 0 a 2000\n", Qrels{}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadQrels(strings.NewReader(tt.in))
			wantLine(t, err, tt.line)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRunForm(t *testing.T) {
	run := Run{"2": {"b"}, "1": {"policy/a b.txt", "c"}}
	topics := []Topic{{"1", "一"}, {"2", "二"}, {"3", "三"}}
	var out bytes.Buffer
	if err := run.Write(&out, topics, "yinju words"); err != nil {
		t.Fatal(err)
	}
	want := `1 Q0 policy/a%20b.txt 1 2 yinju%20words
1 Q0 c 2 1 yinju%20words
2 Q0 b 1 1 yinju%20words
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestReadRun(t *testing.T) {
	tests := []struct {
		name, in string
		want     Run
		line     int
	}{
		{"by score", "1 Q0 a 1 .5 t\n1 Q0 b 2 .7 t\n", Run{"1": {"b", "a"}}, 0},
		{"equal scores by rank", "1 Q0 a 2 1 t\n1 Q0 b 1 1 t\n", Run{"1": {"b", "a"}}, 0},
		{"five fields", "1 Q0 a 1 t\n", Run{}, 1},
		{"listed twice", "1 Q0 a 1 2 t\n1 Q0 a 2 1 t\n", Run{"1": {"a"}}, 2},
		{"no topic", "\tQ0\ta\t1\t2\tt\n", Run{}, 1},
		{"score NaN", "1 Q0 a 1 NaN t\n", Run{}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadRun(strings.NewReader(tt.in))
			wantLine(t, err, tt.line)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzReadTopics(f *testing.F) {
	f.Add("1\t营商环境\n\n2\t加法\textra\n")
	f.Add("\ufeffa b\t\x00\n")
	f.Fuzz(func(t *testing.T, in string) {
		topics, _ := ReadTopics(strings.NewReader(in))
		for _, topic := range topics {
			if topic.ID == "" || topic.Query == "" || strings.ContainsAny(topic.ID, " \t\n") {
				t.Fatalf("%+v", topic)
			}
		}
	})
}

func FuzzReadQrels(f *testing.F) {
	f.Add("0\t0\tg705\t1\n")
	f.Add("t01 0 a b c 2\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		q, _ := ReadQrels(strings.NewReader(in))
		for _, id := range q.IDs() {
			if ID(id) != id {
				t.Fatalf("id %q has white space", id)
			}
		}
	})
}

// FuzzReadRun: a run that was read is written and read again the same.
func FuzzReadRun(f *testing.F) {
	f.Add("1 Q0 a 1 2.5 t\n1 Q0 b 2 1e9 t\n2 Q0 a 1 1 t\n")
	f.Fuzz(func(t *testing.T, in string) {
		run, err := ReadRun(strings.NewReader(in))
		if err != nil {
			return
		}
		var topics []Topic
		for id := range run {
			topics = append(topics, Topic{ID: id})
		}
		var out bytes.Buffer
		run.Write(&out, topics, "t")
		again, err := ReadRun(&out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(run, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
