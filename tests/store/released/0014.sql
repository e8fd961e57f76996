BEGIN TRANSACTION;
CREATE TABLE accounts (
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	password TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	removed DATETIME, 
	CONSTRAINT pk_accounts PRIMARY KEY (name)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0014');
CREATE TABLE article_periods (
	article_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	content_hash TEXT NOT NULL, 
	in_force DATETIME NOT NULL, 
	CONSTRAINT pk_article_periods PRIMARY KEY (article_id, number), 
	CONSTRAINT fk_article_periods_article_id_article_versions FOREIGN KEY(article_id, content_hash) REFERENCES article_versions (article_id, content_hash) ON DELETE CASCADE
);
INSERT INTO "article_periods" VALUES('d09207fd83604a2675fd951e3277fc6d',1,'1c2da3745c8a37ce0441158dcdc74bc45cfccbc647fc4e6cc6fa22964227e42f','2026-02-03 12:00:00.000000');
CREATE TABLE article_versions (
	article_id TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	headline TEXT NOT NULL, 
	authors JSON NOT NULL, 
	published DATETIME, 
	modified DATETIME, 
	retrieved DATETIME NOT NULL, 
	language TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_article_versions PRIMARY KEY (article_id, content_hash), 
	CONSTRAINT fk_article_versions_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_article_versions_source_id_sources FOREIGN KEY(source_id) REFERENCES sources (id)
);
INSERT INTO "article_versions" VALUES('d09207fd83604a2675fd951e3277fc6d','1c2da3745c8a37ce0441158dcdc74bc45cfccbc647fc4e6cc6fa22964227e42f',1,1,'Harbour closed','[]','2026-02-03 12:00:00.000000',NULL,'2026-02-03 12:00:00.000000','en','The harbour of Port Marren was closed on Monday. At least 12 ships were waiting outside.');
CREATE TABLE articles (
	id TEXT NOT NULL, 
	external_id TEXT, 
	url TEXT, 
	current_hash TEXT NOT NULL, story_id TEXT, 
	CONSTRAINT pk_articles PRIMARY KEY (id)
);
INSERT INTO "articles" VALUES('d09207fd83604a2675fd951e3277fc6d','harbour','https://news.example/harbour','1c2da3745c8a37ce0441158dcdc74bc45cfccbc647fc4e6cc6fa22964227e42f','story-58a04fdb95a5');
CREATE TABLE briefing_shares (
	briefing_id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_briefing_shares PRIMARY KEY (briefing_id, person), 
	CONSTRAINT fk_briefing_shares_briefing_id_briefings FOREIGN KEY(briefing_id) REFERENCES briefings (id) ON DELETE CASCADE
);
CREATE TABLE briefing_versions (
	briefing_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_briefing_versions PRIMARY KEY (briefing_id, number), 
	CONSTRAINT fk_briefing_versions_briefing_id_briefings FOREIGN KEY(briefing_id) REFERENCES briefings (id) ON DELETE CASCADE
);
CREATE TABLE briefings (
	id TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	question TEXT NOT NULL, 
	profile TEXT NOT NULL, 
	title TEXT NOT NULL, 
	body TEXT NOT NULL, owner TEXT DEFAULT '' NOT NULL, version INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT pk_briefings PRIMARY KEY (id)
);
INSERT INTO "briefings" VALUES('b1','2026-02-03 12:00:00.000000','What happened?','situation','A harbour is closed','{"schema_version":1,"id":"b1","question":"What happened?","profile":"situation","window":{"since":null,"until":null},"as_of":"2026-02-03T12:00:00Z","created":"2026-02-03T12:00:00Z","title":"A harbour is closed","sections":[{"key":"lead","heading":"","claims":[{"id":"lead-1","text":"The harbour of Port Marren was closed on Monday.","kind":"reported","citations":[{"article_id":"d09207fd83604a2675fd951e3277fc6d","content_hash":"1c2da3745c8a37ce0441158dcdc74bc45cfccbc647fc4e6cc6fa22964227e42f","start":0,"end":48,"quote":"The harbour of Port Marren was closed on Monday."}],"verdict":{"claim_id":"lead-1","label":"supported","findings":[]},"verbatim":true}]}],"figures":[],"timeline":[],"disagreements":[],"withheld":[],"blind_spots":{"silent":[],"single_outlet_share":1.0,"top_outlet":"The Harbour Post","top_outlet_share":1.0,"undated":0},"sources":[],"provenance":{"version":"0","writer":"extractive","embedder":"none","checker":"lexical","profile_hash":"0","articles":1,"calls":0,"tokens":0},"notes":[]}','',1);
CREATE TABLE citations (
	briefing_id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	CONSTRAINT pk_citations PRIMARY KEY (briefing_id, article_id, content_hash, start, "end"), 
	CONSTRAINT fk_citations_briefing_id_briefings FOREIGN KEY(briefing_id) REFERENCES briefings (id) ON DELETE CASCADE
);
INSERT INTO "citations" VALUES('b1','d09207fd83604a2675fd951e3277fc6d','1c2da3745c8a37ce0441158dcdc74bc45cfccbc647fc4e6cc6fa22964227e42f',0,48);
CREATE TABLE conversation_shares (
	conversation_id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_conversation_shares PRIMARY KEY (conversation_id, person), 
	CONSTRAINT fk_conversation_shares_conversation_id_conversations FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);
CREATE TABLE conversations (
	id TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	title TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_conversations PRIMARY KEY (id)
);
CREATE TABLE deliveries (
	digest_id TEXT NOT NULL, 
	edition TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	error TEXT NOT NULL, 
	next_try DATETIME, 
	changed DATETIME NOT NULL, 
	CONSTRAINT pk_deliveries PRIMARY KEY (digest_id, edition, channel, recipient), 
	CONSTRAINT fk_deliveries_digest_id_editions FOREIGN KEY(digest_id, edition) REFERENCES editions (digest_id, "key") ON DELETE CASCADE
);
INSERT INTO "deliveries" VALUES('d1','2026-02-04T06:00','mail','ada@news.example','waiting',0,'','2026-02-03 12:00:00.000000','2026-02-03 12:00:00.000000');
CREATE TABLE digests (
	id TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	title TEXT NOT NULL, 
	body TEXT NOT NULL, 
	added DATETIME NOT NULL, 
	paused BOOLEAN NOT NULL, 
	handled TEXT NOT NULL, 
	turn TEXT NOT NULL, 
	turn_until DATETIME NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (id)
);
INSERT INTO "digests" VALUES('d1','','Harbour','{"id":"d1","owner":"","title":"Harbour","questions":["What happened at the harbour?"],"profile":"situation","schedule":{"said":"every day at 6","cron":"0 6 * * *"},"timezone":"UTC","lookback_hours":24,"recipients":[{"channel":"mail","address":"ada@news.example"}],"only_changed":false,"late_hours":24,"added":"2026-02-03T12:00:00Z","paused":false}','2026-02-03 12:00:00.000000',0,'2026-02-03T06:00','','2026-02-03 12:15:00.000000');
CREATE TABLE editions (
	digest_id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	state TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_editions PRIMARY KEY (digest_id, "key"), 
	CONSTRAINT fk_editions_digest_id_digests FOREIGN KEY(digest_id) REFERENCES digests (id) ON DELETE CASCADE
);
INSERT INTO "editions" VALUES('d1','2026-02-04T06:00','2026-02-03 12:00:00.000000','written','{"digest_id":"d1","key":"2026-02-04T06:00","at":"2026-02-03T12:00:00Z","state":"written","written":null,"briefings":[],"silent":[],"told":[],"note":""}');
CREATE TABLE erased (
	article_id TEXT NOT NULL, 
	barred BOOLEAN NOT NULL, 
	CONSTRAINT pk_erased PRIMARY KEY (article_id)
);
INSERT INTO "erased" VALUES('gone',1);
CREATE TABLE failed_pages (
	source_id TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	tries INTEGER NOT NULL, 
	problem TEXT NOT NULL, 
	tried DATETIME NOT NULL, 
	due DATETIME, 
	CONSTRAINT pk_failed_pages PRIMARY KEY (source_id, reference), 
	CONSTRAINT fk_failed_pages_source_id_followed FOREIGN KEY(source_id) REFERENCES followed (id) ON DELETE CASCADE
);
INSERT INTO "failed_pages" VALUES('a1b2','https://quay.example/a','e',2,'no answer','2026-01-06 00:00:00.000000','2026-01-07 00:00:00.000000');
CREATE TABLE feedback (
	briefing_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	claim_id TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	words TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (briefing_id, version, claim_id, owner), 
	CONSTRAINT fk_feedback_briefing_id_briefings FOREIGN KEY(briefing_id) REFERENCES briefings (id) ON DELETE CASCADE
);
CREATE TABLE followed (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	language TEXT NOT NULL, 
	added DATETIME NOT NULL, 
	paused BOOLEAN NOT NULL, 
	state JSON NOT NULL, 
	CONSTRAINT pk_followed PRIMARY KEY (id)
);
INSERT INTO "followed" VALUES('a1b2','feed','https://quay.example/feed.xml','Quay Post','','2026-01-05 00:00:00.000000',0,'{"checked": null, "succeeded": null, "brought": null, "failures": 0, "problem": "", "due": null, "gone": false, "etag": "", "last_modified": ""}');
CREATE TABLE missing_pages (
	article_id TEXT NOT NULL, 
	status INTEGER NOT NULL, 
	looks INTEGER NOT NULL, 
	first DATETIME NOT NULL, 
	looked DATETIME NOT NULL, 
	gone BOOLEAN NOT NULL, 
	CONSTRAINT pk_missing_pages PRIMARY KEY (article_id), 
	CONSTRAINT fk_missing_pages_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "missing_pages" VALUES('d09207fd83604a2675fd951e3277fc6d',404,1,'2026-02-03 12:00:00.000000','2026-02-03 12:00:00.000000',0);
CREATE TABLE outages (
	source_id TEXT NOT NULL, 
	began DATETIME NOT NULL, 
	ended DATETIME, 
	CONSTRAINT pk_outages PRIMARY KEY (source_id, began), 
	CONSTRAINT fk_outages_source_id_followed FOREIGN KEY(source_id) REFERENCES followed (id) ON DELETE CASCADE
);
CREATE TABLE outlets (
	outlet TEXT NOT NULL, 
	country TEXT NOT NULL, 
	CONSTRAINT pk_outlets PRIMARY KEY (outlet)
);
INSERT INTO "outlets" VALUES('The Harbour Post','co');
CREATE TABLE passes (
	digest TEXT NOT NULL, 
	account TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	expires DATETIME, 
	CONSTRAINT pk_passes PRIMARY KEY (digest), 
	CONSTRAINT fk_passes_account_accounts FOREIGN KEY(account) REFERENCES accounts (name) ON DELETE CASCADE
);
CREATE TABLE sources (
	id INTEGER NOT NULL, 
	publisher TEXT NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (id), 
	CONSTRAINT uq_sources_publisher UNIQUE (publisher)
);
INSERT INTO "sources" VALUES(1,'The Harbour Post');
CREATE TABLE spending (
	id INTEGER NOT NULL, 
	owner TEXT NOT NULL, 
	day TEXT NOT NULL, 
	began DATETIME NOT NULL, 
	calls INTEGER NOT NULL, 
	tokens BIGINT NOT NULL, 
	micros BIGINT NOT NULL, settled BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_spending PRIMARY KEY (id)
);
CREATE TABLE stories (
	id TEXT NOT NULL, 
	held BOOLEAN NOT NULL, 
	first DATETIME NOT NULL, 
	last DATETIME NOT NULL, 
	"into" TEXT, 
	CONSTRAINT pk_stories PRIMARY KEY (id)
);
INSERT INTO "stories" VALUES('story-58a04fdb95a5',0,'2026-02-03 12:00:00.000000','2026-02-03 12:00:00.000000',NULL);
CREATE TABLE story_apart (
	one TEXT NOT NULL, 
	other TEXT NOT NULL, 
	CONSTRAINT pk_story_apart PRIMARY KEY (one, other)
);
CREATE TABLE story_articles (
	article_id TEXT NOT NULL, 
	serial INTEGER NOT NULL, 
	moment DATETIME NOT NULL, 
	vector JSON NOT NULL, 
	named JSON NOT NULL, content_hash TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_story_articles PRIMARY KEY (article_id), 
	CONSTRAINT fk_story_articles_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "story_articles" VALUES('d09207fd83604a2675fd951e3277fc6d',1,'2026-02-03 12:00:00.000000','{"#clos": 0.3873, "#harbour": 0.3873, "clos": 0.35257, "harbour": 0.35257, "@marren": 0.31623, "@port": 0.31623, "12": 0.18951, "marren": 0.18951, "monda": 0.18951, "outsid": 0.18951, "port": 0.18951, "ship": 0.18951, "wait": 0.18951}','[["Port Marren", "place"]]','1c2da3745c8a37ce0441158dcdc74bc45cfccbc647fc4e6cc6fa22964227e42f');
CREATE TABLE story_changes (
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	story TEXT NOT NULL, 
	other TEXT NOT NULL, 
	article_ids JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_story_changes PRIMARY KEY (number)
);
CREATE TABLE story_terms (
	term TEXT NOT NULL, 
	articles INTEGER NOT NULL, 
	CONSTRAINT pk_story_terms PRIMARY KEY (term)
);
INSERT INTO "story_terms" VALUES('',1);
INSERT INTO "story_terms" VALUES('12',1);
INSERT INTO "story_terms" VALUES('@marren',1);
INSERT INTO "story_terms" VALUES('@port',1);
INSERT INTO "story_terms" VALUES('clos',1);
INSERT INTO "story_terms" VALUES('harbour',1);
INSERT INTO "story_terms" VALUES('marren',1);
INSERT INTO "story_terms" VALUES('monda',1);
INSERT INTO "story_terms" VALUES('outsid',1);
INSERT INTO "story_terms" VALUES('port',1);
INSERT INTO "story_terms" VALUES('ship',1);
INSERT INTO "story_terms" VALUES('wait',1);
CREATE TABLE story_turn (
	id INTEGER NOT NULL, 
	turn INTEGER NOT NULL, 
	CONSTRAINT pk_story_turn PRIMARY KEY (id)
);
INSERT INTO "story_turn" VALUES(1,0);
CREATE TABLE turns (
	conversation_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	body TEXT NOT NULL, briefing_id TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_turns PRIMARY KEY (conversation_id, number), 
	CONSTRAINT fk_turns_conversation_id_conversations FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);
CREATE TABLE unwatched_versions (
	article_id TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	CONSTRAINT pk_unwatched_versions PRIMARY KEY (article_id, content_hash), 
	CONSTRAINT fk_unwatched_versions_article_id_article_versions FOREIGN KEY(article_id, content_hash) REFERENCES article_versions (article_id, content_hash) ON DELETE CASCADE
);
INSERT INTO "unwatched_versions" VALUES('d09207fd83604a2675fd951e3277fc6d','1c2da3745c8a37ce0441158dcdc74bc45cfccbc647fc4e6cc6fa22964227e42f');
CREATE TABLE watch_versions (
	watch_id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	CONSTRAINT pk_watch_versions PRIMARY KEY (watch_id, article_id, content_hash), 
	CONSTRAINT fk_watch_versions_watch_id_watches FOREIGN KEY(watch_id) REFERENCES watches (id) ON DELETE CASCADE, 
	CONSTRAINT fk_watch_versions_article_id_article_versions FOREIGN KEY(article_id, content_hash) REFERENCES article_versions (article_id, content_hash) ON DELETE CASCADE
);
CREATE TABLE watches (
	id TEXT NOT NULL, 
	"query" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	added DATETIME NOT NULL, 
	paused BOOLEAN NOT NULL, 
	CONSTRAINT pk_watches PRIMARY KEY (id)
);
INSERT INTO "watches" VALUES('w1','harbour','The harbour','2026-02-03 12:00:00.000000',0);
CREATE INDEX ix_articles_external_id ON articles (external_id);
CREATE INDEX ix_articles_url ON articles (url);
CREATE INDEX ix_article_versions_source_id ON article_versions (source_id);
CREATE INDEX ix_article_versions_published ON article_versions (published);
CREATE INDEX ix_briefings_created ON briefings (created);
CREATE INDEX ix_citations_article_id ON citations (article_id, content_hash);
CREATE INDEX ix_article_periods_article_id ON article_periods (article_id, in_force);
CREATE INDEX ix_articles_story_id ON articles (story_id);
CREATE INDEX ix_stories_last ON stories (last);
CREATE INDEX ix_story_articles_serial ON story_articles (serial);
CREATE INDEX ix_story_changes_story ON story_changes (story);
CREATE INDEX ix_story_changes_other ON story_changes (other);
CREATE INDEX ix_story_changes_at ON story_changes (at);
CREATE INDEX ix_watch_versions_article_id ON watch_versions (article_id, content_hash);
CREATE INDEX ix_conversations_owner ON conversations (owner, updated);
CREATE INDEX ix_passes_account ON passes (account);
CREATE INDEX ix_spending_owner ON spending (owner, day);
CREATE INDEX ix_briefings_owner ON briefings (owner, created);
CREATE INDEX ix_briefing_shares_person ON briefing_shares (person);
CREATE INDEX ix_conversation_shares_person ON conversation_shares (person);
CREATE INDEX ix_turns_briefing_id ON turns (briefing_id);
CREATE INDEX ix_digests_owner ON digests (owner, added);
CREATE INDEX ix_editions_at ON editions (digest_id, at);
CREATE INDEX ix_deliveries_state ON deliveries (state, next_try);
COMMIT;
