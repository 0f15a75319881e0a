-- Every row says by a sum whether it is what was written; the sums of the rows
-- that are there already are made by the program after this step. A document
-- repeats the genre of its current version, for counting.

ALTER TABLE documents ADD COLUMN genre TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN sum BLOB NOT NULL DEFAULT x'';
ALTER TABLE passages  ADD COLUMN sum BLOB NOT NULL DEFAULT x'';
ALTER TABLE imports   ADD COLUMN sum BLOB NOT NULL DEFAULT x'';
ALTER TABLE sightings ADD COLUMN sum BLOB NOT NULL DEFAULT x'';

-- The sums stand before the wide columns, so the table is made anew.
CREATE TABLE versions_summed (
	id         INTEGER PRIMARY KEY,
	document   TEXT NOT NULL REFERENCES documents (id),
	number     INTEGER NOT NULL,         -- from 1
	imported   TEXT NOT NULL,            -- RFC 3339, UTC
	reader     INTEGER NOT NULL,
	fields     TEXT NOT NULL,            -- JSON
	reading    BLOB NOT NULL,            -- SHA-256 of text, sections and passages
	original   TEXT NOT NULL,            -- SHA-256 of the received file, hex
	path       TEXT NOT NULL,            -- where it lay when it was received
	line       INTEGER NOT NULL,         -- of the record, from 1; 0 for the whole file
	"offset"   INTEGER NOT NULL,         -- of the record, in bytes
	length     INTEGER NOT NULL,
	origin_sum BLOB NOT NULL DEFAULT x'',
	sum        BLOB NOT NULL DEFAULT x'', -- of all columns above
	tail       TEXT NOT NULL,
	sections   TEXT NOT NULL,            -- JSON
	origin     BLOB NOT NULL,            -- cleaned text to received bytes, varints
	UNIQUE (document, number)
);
INSERT INTO versions_summed (id, document, number, imported, reader, fields, reading, original, path, line,
		"offset", length, tail, sections, origin)
	SELECT id, document, number, imported, reader, fields, reading, original, path, line,
		"offset", length, tail, sections, origin
	FROM versions;
DROP TABLE versions;
ALTER TABLE versions_summed RENAME TO versions;
CREATE INDEX versions_by_original ON versions (original);
