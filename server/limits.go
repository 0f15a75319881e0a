package server

import (
	"runtime"
	"time"

	"yinju/index"
)

// Every bound on a request stands here, and nowhere else. The table on /help is
// made from these values; a test compares both.
const (
	QueryRunesGET  = 1_000     // longest q in an address, in characters: it must also fit AddressBytes
	QueryRunesPOST = 10_000    // longest q in a body: a few pages of text
	BodyBytes      = 128 << 10 // largest body of POST /api/search
	FormBytes      = 16 << 10  // largest form of a correction
	NoteRunes      = 500       // longest note of a correction: a reason, no essay
	ValueRunes     = 300       // longest value of a completed field
	PageSize       = 200       // most hits on one page
	Window         = 10_000    // page × size: nobody reads further, and ranking stops there
	ExportCap      = 10_000    // most hits of /search.csv and /search.jsonl: as far as pages go
	FeedCap        = 50        // entries of /search.atom, the newest
	Suggestions    = 8         // of /api/suggest: what is seen at a glance
	AddressBytes   = 16 << 10  // longest address: a longer one is answered in words
	HeaderBytes    = 64 << 10  // largest request line and headers together: net/http cuts off what is larger
	SearchesPerCPU = 1         // searches at once for each processor; a search is bound by the processor, more only take turns
	WaitingPerSlot = 10        // requests that wait for each of these; the next one is refused at once
)

// Times a request may take.
const (
	SlotWait   = 300 * time.Millisecond // wait for a free search slot, then 503; most are refused at once, for as many wait
	SearchTime = 10 * time.Second       // one search, marks and texts included
	HeaderTime = 5 * time.Second        // until the headers are read: slow clients hold no connection
	ReadTime   = 15 * time.Second       // until the body is read
	WriteTime  = 30 * time.Second       // until the answer is written; of an export, each piece
	ExportTime = 5 * time.Minute        // a whole export: a slow reader gets no longer
	IdleTime   = 60 * time.Second       // an unused connection
	DrainTime  = 500 * time.Millisecond // from the order to stop until nobody new is let in: readiness is red
	StopTime   = 10 * time.Second       // requests under way when the server is told to stop
)

// Retry-After in seconds: of an overloaded server, and while there is no index
// and somebody must rebuild it.
const (
	RetrySeconds  = 1
	RepairSeconds = 30
)

// ConcurrentSearches is the number of searches that a new server lets run at once.
func ConcurrentSearches() int { return SearchesPerCPU * runtime.GOMAXPROCS(0) }

// limitsGET and limitsPOST bound the parameters of a search.
func limitsGET() index.Limits {
	return index.Limits{QueryRunes: QueryRunesGET, Size: PageSize, Window: Window}
}

func limitsPOST() index.Limits {
	return index.Limits{QueryRunes: QueryRunesPOST, Size: PageSize, Window: Window}
}
