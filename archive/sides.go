package archive

import (
	"context"

	"yinju/index"
)

// Sides answers a query with both its columns. object names what the second
// reading is about; "" finds it in the question, if it names one. Page and Size of
// the query count the rows of each column.
func (a *Archive) Sides(ctx context.Context, q index.Query, object string) (*index.Sides, error) {
	return nil, errUnbuilt
}
