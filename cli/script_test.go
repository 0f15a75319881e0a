package cli_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"yinju/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"yinju": func() { os.Exit(cli.Main()) },
	})
}

// TestScripts runs testdata/script: each file is a session at a terminal with
// the files it needs, and reads as documentation.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "json": validJSON, "damage": damage, "spoil": spoil,
			"holdlock": holdLock, "freelock": freeLock,
		},
	})
}
