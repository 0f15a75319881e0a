package archive

import "yinju/corpus/store"

// DamagedError says that Open found a file of the archive that is not what was
// written to it.
type DamagedError = store.DamagedError
