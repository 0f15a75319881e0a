-- An archive of format 1, before rows had sums: four documents, one of them in two
-- versions, from an import that was run twice. Made by the release of issue 5.
PRAGMA application_id = 0x59696E6A;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO documents VALUES('asakspjotmeu','n2',2,4,'',0,'',1);
INSERT INTO documents VALUES('iv2exfoqjqhj','texts/notice.txt',5,9,'',20240301,'published',1);
INSERT INTO documents VALUES('m5vyxocm44th','n1',1,2,'',20250102,'published',1);
INSERT INTO documents VALUES('wa6ohf5cpxmv','texts/rule.md',4,8,'国务院',20230506,'published',2);
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
INSERT INTO versions VALUES(1,'m5vyxocm44th',1,'2026-11-24T16:55:31Z',1,'{"title":{"value":"消息一","state":"given","basis":"record title"},"genre":{"value":"新闻","state":"given","basis":"record genre"},"dates":[{"kind":"published","state":"given","basis":"record date：2025-01-02","date":20250102}]}',X'd4470554ddca9eaa920f28265877dadd8d3cfa092d01f46252c5f675f0032744','3261fd7a6e260446634d5be3ad3ad8d7bdf431b760c4ffcd7f729004248ab0d6','/in/texts/news.jsonl',1,0,119,'','null',X'0000');
INSERT INTO versions VALUES(2,'asakspjotmeu',1,'2026-11-24T16:55:31Z',1,'{"title":{"value":"消息二","state":"given","basis":"record title"},"genre":{"value":"新闻","state":"given","basis":"record genre"}}',X'd052eba86876507851a98eb165361837baa109b7007819ac939453f660158217','3261fd7a6e260446634d5be3ad3ad8d7bdf431b760c4ffcd7f729004248ab0d6','/in/texts/news.jsonl',2,119,100,'','null',X'00ee01');
INSERT INTO versions VALUES(3,'iv2exfoqjqhj',1,'2026-11-24T16:55:31Z',1,'{"title":{"value":"关于优化营商环境的通知","state":"given","basis":"header 标题"},"genre":{"value":"通知","state":"inferred","basis":"标题末尾“通知”"},"dates":[{"kind":"published","state":"given","basis":"header 发布日期","date":20240301}]}',X'29a6dcb90e0c9c47749c3783362d7834a6c4f27c30d20818e92acbc628ea4337','c694910acdf1420a16745c57d8f1f1da1bf5928a4a8013257c0913162918274b','/in/texts/notice.txt',0,0,0,'','null',X'008c012c2c');
INSERT INTO versions VALUES(4,'wa6ohf5cpxmv',1,'2026-11-24T16:55:31Z',1,'{"title":{"value":"优化营商环境条例","state":"given","basis":"front matter title"},"source":{"value":"国务院","state":"given","basis":"front matter source"},"genre":{"value":"条例","state":"inferred","basis":"标题末尾“条例”"},"dates":[{"kind":"published","state":"given","basis":"front matter date：2023-05-06","date":20230506},{"kind":"effective","state":"inferred","basis":"“本条例自公布之日起施行”，front matter date：2023-05-06","date":20230506}]}',X'c078d5cad0fb6287205977f0cd7d8eee9d9986b349eba25155ce6cc84577262b','261ca4326ddf71974b84c637777668678840610bf28ebae5d9b97d58e61e1949','/in/texts/rule.md',0,0,0,'','[{"heading":"第一章 总则","span":{"start":0,"end":16},"depth":1,"title":false}]',X'00ce01222a7072');
INSERT INTO versions VALUES(5,'iv2exfoqjqhj',2,'2026-11-24T16:55:32Z',1,'{"title":{"value":"关于优化营商环境的通知","state":"given","basis":"header 标题"},"genre":{"value":"通知","state":"inferred","basis":"标题末尾“通知”"},"dates":[{"kind":"published","state":"given","basis":"header 发布日期","date":20240301}]}',X'c89bd00ea8c544166a465c5ddb9c6088c62d6b4eccf5d192bfd905fc22aa941c','7da6ae1eea369cf4837f11e346cc2cd8aababdd5bfeaa054d0c1b9e67ba4e099','/in/texts/notice.txt',0,0,0,'','null',X'008c012c2c');
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
INSERT INTO passages VALUES(1,1,0,'m5vyxocm44th.knfucxum',0,-1,'第1段','','','加快发展新质生产力。');
INSERT INTO passages VALUES(2,2,0,'asakspjotmeu.4u2tyxms',0,-1,'第1段','','','长期护理保险试点扩大。');
INSERT INTO passages VALUES(3,3,0,'iv2exfoqjqhj.6vtw75mw',0,-1,'第1段至第2段','','',replace('各区人民政府：\n取消不合理的收费项目，降低企业成本。','\n',char(10)));
INSERT INTO passages VALUES(4,4,0,'wa6ohf5cpxmv.qibb22bw',17,0,'第1段','第一章 总则',replace('第一章 总则\n','\n',char(10)),'第一条 为了优化营商环境，制定本条例。');
INSERT INTO passages VALUES(5,4,1,'wa6ohf5cpxmv.qujm6nsd',73,0,'第2段','第一章 总则',replace('\n','\n',char(10)),'第二条 本条例自公布之日起施行。');
INSERT INTO passages VALUES(6,5,0,'iv2exfoqjqhj.oid5wvhl',0,-1,'第1段至第2段','','',replace('各区人民政府：\n取消不合理的收费项目，减轻企业负担。','\n',char(10)));
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
INSERT INTO imports VALUES(1,'2026-11-24T16:55:31Z','2026-11-24T16:55:31Z','["/in/texts"]',3,4,5,0);
INSERT INTO imports VALUES(2,'2026-11-24T16:55:32Z','2026-11-24T16:55:32Z','["/in/texts"]',3,1,1,0);
CREATE TABLE sightings (
	document TEXT NOT NULL REFERENCES documents (id),
	root     TEXT NOT NULL,
	run      INTEGER NOT NULL REFERENCES imports (id),
	place    TEXT NOT NULL,
	PRIMARY KEY (document, root)
) WITHOUT ROWID;
INSERT INTO sightings VALUES('asakspjotmeu','/in/texts',2,'/in/texts/news.jsonl 第 2 行');
INSERT INTO sightings VALUES('iv2exfoqjqhj','/in/texts',2,'/in/texts/notice.txt');
INSERT INTO sightings VALUES('m5vyxocm44th','/in/texts',2,'/in/texts/news.jsonl 第 1 行');
INSERT INTO sightings VALUES('wa6ohf5cpxmv','/in/texts',2,'/in/texts/rule.md');
CREATE INDEX versions_by_original ON versions (original);
CREATE UNIQUE INDEX passages_in_order ON passages (version, ord);
CREATE UNIQUE INDEX passages_by_id ON passages (id, version);
COMMIT;
