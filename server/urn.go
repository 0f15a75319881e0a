package server

import (
	"crypto/sha1"
	"fmt"
	"net/url"
	"slices"
)

// Names of feeds and entries are UUIDs made of a name (RFC 9562, version 5): the
// same passage has the same one at every address, in every copy of the archive.

// urnSpace is the name space of ours, drawn once.
var urnSpace = [16]byte{0x6a, 0x1f, 0x0b, 0x5e, 0x3c, 0x62, 0x4d, 0x0b, 0x9a, 0x57, 0x0e, 0x7d, 0xc1, 0x88, 0x2b, 0x94}

func passageURN(id string) string { return urn("passage:" + id) }

// feedID names a feed after its parameters, in whatever order they came.
func feedID(params url.Values) string { return urn("feed:" + params.Encode()) }

func urn(name string) string {
	sum := sha1.Sum(append(urnSpace[:], name...))
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// sortedValues puts the values of each parameter in one order.
func sortedValues(v url.Values) url.Values {
	for name, values := range v {
		v[name] = slices.Sorted(slices.Values(values))
	}
	return v
}
