-- The archive: documents, their versions with passages, and the imports that
-- brought them.

PRAGMA application_id = 0x59696E6A; -- "Yinj"

-- A document is a key. Its row stays when the document is removed (version is
-- then NULL), so that its addresses can answer that it is gone. source, date and
-- passages repeat what the current version says, for counting.
CREATE TABLE documents (
	id        TEXT PRIMARY KEY,
	key       TEXT NOT NULL UNIQUE,
	version   INTEGER,                   -- versions.id of the newest version
	seq       INTEGER NOT NULL UNIQUE,   -- rises with every change of any document
	source    TEXT NOT NULL DEFAULT '',
	date      INTEGER NOT NULL DEFAULT 0, -- main date, yyyymmdd with zeros, 0 for none
	date_kind TEXT NOT NULL DEFAULT '',
	passages  INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- A version is one reading of a document: text, sections and passages. The text
-- lies in pieces in passages (lead, text, lead, text ...) with its end in tail.
-- The wide columns come last, so that a page of hits does not read them.
CREATE TABLE versions (
	id       INTEGER PRIMARY KEY,
	document TEXT NOT NULL REFERENCES documents (id),
	number   INTEGER NOT NULL,           -- from 1
	imported TEXT NOT NULL,              -- RFC 3339, UTC
	reader   INTEGER NOT NULL,
	fields   TEXT NOT NULL,              -- JSON
	reading  BLOB NOT NULL,              -- SHA-256 of text, sections and passages
	original TEXT NOT NULL,              -- SHA-256 of the received file, hex
	path     TEXT NOT NULL,              -- where it lay when it was received
	line     INTEGER NOT NULL,           -- of the record, from 1; 0 for the whole file
	"offset" INTEGER NOT NULL,           -- of the record, in bytes
	length   INTEGER NOT NULL,
	tail     TEXT NOT NULL,
	sections TEXT NOT NULL,              -- JSON
	origin   BLOB NOT NULL,              -- cleaned text to received bytes, varints
	UNIQUE (document, number)
);
CREATE INDEX versions_by_original ON versions (original);

CREATE TABLE passages (
	n        INTEGER PRIMARY KEY,
	version  INTEGER NOT NULL REFERENCES versions (id),
	ord      INTEGER NOT NULL,           -- from 0
	id       TEXT NOT NULL,
	start    INTEGER NOT NULL,           -- byte offset in the text of the version
	section  INTEGER NOT NULL,           -- index into sections, -1 for none
	locator  TEXT NOT NULL,
	headings TEXT NOT NULL,              -- outermost first, one a line
	lead     TEXT NOT NULL,              -- what stands between the passage before and this one
	text     TEXT NOT NULL
);
CREATE UNIQUE INDEX passages_in_order ON passages (version, ord);
CREATE UNIQUE INDEX passages_by_id ON passages (id, version);

-- An import run. finished is NULL while it runs and when it was cut off.
CREATE TABLE imports (
	id        INTEGER PRIMARY KEY,
	started   TEXT NOT NULL,
	finished  TEXT,
	paths     TEXT NOT NULL,             -- JSON, as the person gave them, absolute
	files     INTEGER NOT NULL DEFAULT 0,
	documents INTEGER NOT NULL DEFAULT 0,
	passages  INTEGER NOT NULL DEFAULT 0,
	failed    INTEGER NOT NULL DEFAULT 0
);

-- Which run saw a document last under which PATH argument, and where.
CREATE TABLE sightings (
	document TEXT NOT NULL REFERENCES documents (id),
	root     TEXT NOT NULL,
	run      INTEGER NOT NULL REFERENCES imports (id),
	place    TEXT NOT NULL,
	PRIMARY KEY (document, root)
) WITHOUT ROWID;
