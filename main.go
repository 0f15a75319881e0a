// Yinju 引据 finds passages in policy texts, news and statutes, says which way
// they push, and shows where they stand. The program is package cli.
package main

import (
	"os"

	"yinju/cli"
)

func main() { os.Exit(cli.Main()) }
