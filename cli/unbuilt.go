package cli

import "github.com/spf13/cobra"

// unbuilt are the verbs whose names are settled but which this version lacks.
// They are commands, so that a script learns from exit code 2 what is the matter.
func unbuilt() []*cobra.Command {
	names := []string{
		"sides", "check", "draft", "cite", "correct", "annotate", "model",
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

// unbuiltFlag declares a flag whose name is settled but which this version
// lacks; the function returned refuses it where it is given.
func unbuiltFlag(c *cobra.Command, name string, takesValue bool) (refuse func() error) {
	flags := c.Flags()
	flags.String(name, "", "")
	if !takesValue {
		flags.Lookup(name).NoOptDefVal = "true"
	}
	flags.Lookup(name).Hidden = true
	return func() error {
		if flags.Changed(name) {
			return &unbuiltError{"选项 --" + name}
		}
		return nil
	}
}
