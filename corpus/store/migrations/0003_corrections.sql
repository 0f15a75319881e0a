-- What people say of labels and of fields that a source lacks. A row belongs to a
-- key, and to the text of a passage in it by the passage's id: it stays when the
-- document is removed and counts again when the text is back. Nothing is replaced:
-- of those that are not undone the latest counts.
CREATE TABLE corrections (
	n        INTEGER PRIMARY KEY,
	document TEXT NOT NULL,              -- documents.id of the key, which need not be held
	key      TEXT NOT NULL,
	passage  TEXT NOT NULL,              -- passage id without -2; '' for a field
	field    TEXT NOT NULL,              -- '' for a label
	category TEXT NOT NULL,              -- '' leaves the annotator's
	themes   TEXT NOT NULL,              -- codes joined by commas; '' leaves the annotator's
	value    TEXT NOT NULL,              -- of the field
	note     TEXT NOT NULL,
	at       TEXT NOT NULL,              -- UTC, with nanoseconds in nine digits
	undone   TEXT NOT NULL,              -- when it was taken back; '' for never
	taxonomy TEXT NOT NULL,              -- fingerprint of the codes that it uses
	was      TEXT NOT NULL,              -- JSON: what the annotator said; '' for not known
	sum      BLOB NOT NULL               -- of all columns above
);
CREATE INDEX corrections_by_document ON corrections (document, at);
CREATE INDEX corrections_of_fields ON corrections (field) WHERE field <> '';
CREATE INDEX corrections_by_passage ON corrections (passage) WHERE passage <> '';

-- What retraining on corrections made of the annotator: the newest row counts. One
-- without weights goes back to the annotator of the program.
CREATE TABLE annotators (
	n           INTEGER PRIMARY KEY,
	made        TEXT NOT NULL,           -- UTC, with nanoseconds in nine digits
	corrections INTEGER NOT NULL,        -- that it was trained on
	weights     BLOB NOT NULL,
	sum         BLOB NOT NULL            -- of all columns above
);
