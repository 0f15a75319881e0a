package read

import (
	"maps"
	"slices"
)

// sortedKeys returns the keys in a fixed order, so that reading is repeatable.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
