package cli

import "github.com/spf13/cobra"

// unbuilt are the verbs whose names are settled but which this version lacks.
// They are commands, so that a script learns from exit code 2 what is the matter.
func unbuilt() []*cobra.Command {
	names := []string{
		"check", "draft", "cite",
	}
	commands := make([]*cobra.Command, len(names))
	for i, name := range names {
		commands[i] = &cobra.Command{
			Use:                name,
			Hidden:             true,
			DisableFlagParsing: true,
			RunE: func(*cobra.Command, []string) error {
				return &unbuiltError{"命令 " + name}
			},
		}
	}
	return commands
}
