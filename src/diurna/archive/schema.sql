-- The archive. `records` is what was read and is never changed; all other tables are worked out
-- from it, in the order of publication, and can be made anew.

-- One row an article and version of the reader; its record whole, as JSON.
CREATE TABLE IF NOT EXISTS records (
    sha256    VARCHAR NOT NULL,
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    source    VARCHAR,
    published DATE NOT NULL,
    added     TIMESTAMPTZ NOT NULL DEFAULT now(),
    record    VARCHAR NOT NULL,
    PRIMARY KEY (sha256, reader)
);

CREATE INDEX IF NOT EXISTS records_by_text ON records (sha256);

-- Readings that are stored and not worked in yet.
CREATE TABLE IF NOT EXISTS pending (
    sha256    VARCHAR NOT NULL,
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    source    VARCHAR,
    published DATE NOT NULL,
    record    VARCHAR NOT NULL
);

-- The articles whose newest reading has been worked in, with the report that each carries.
CREATE TABLE IF NOT EXISTS articles (
    sha256    VARCHAR NOT NULL,
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    source    VARCHAR,
    url       VARCHAR,
    published DATE NOT NULL,
    report    VARCHAR NOT NULL,   -- sha256 of the first carrier
    relation  VARCHAR NOT NULL,   -- original, copy or version
    likeness  FLOAT NOT NULL,     -- share of word shingles in common with the first carrier
    signature UINTEGER[] NOT NULL -- MinHash of the text
);

-- One row an event of an article.
CREATE TABLE IF NOT EXISTS mentions (
    sha256     VARCHAR NOT NULL,
    id         VARCHAR NOT NULL,
    published  DATE NOT NULL,
    happening  VARCHAR NOT NULL,  -- the archive's event
    type       VARCHAR NOT NULL,
    mode       VARCHAR,
    status     VARCHAR NOT NULL,
    "begin"    DATE,
    "end"      DATE,
    place      VARCHAR,
    place_country VARCHAR,
    precision  VARCHAR,
    lat        DOUBLE,
    lon        DOUBLE,
    lemma      VARCHAR NOT NULL,
    actors     VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    countries  VARCHAR[] NOT NULL,
    parties    STRUCT(name VARCHAR, "key" VARCHAR, country VARCHAR, general BOOLEAN, state BOOLEAN,
        leads BOOLEAN)[] NOT NULL,
    according_to VARCHAR[] NOT NULL,
    quantities VARCHAR NOT NULL,  -- JSON
    words      VARCHAR NOT NULL,
    sentence   VARCHAR NOT NULL,
    start      INTEGER NOT NULL,  -- of the sentence, in title and text
    confidence DOUBLE NOT NULL,
    story      VARCHAR NOT NULL
);

-- One row an entry of the agenda; what changes of it is in `steps`.
CREATE TABLE IF NOT EXISTS entries (
    entry     BIGINT NOT NULL,
    uid       VARCHAR NOT NULL,
    what      VARCHAR NOT NULL,
    type      VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL,
    lemma     VARCHAR NOT NULL,
    announced_on DATE NOT NULL,
    announced_by VARCHAR[] NOT NULL,
    unless    VARCHAR
);

-- One row a report that was joined to an entry, with the entry's state from then on.
CREATE TABLE IF NOT EXISTS steps (
    entry     BIGINT NOT NULL,
    n         INTEGER NOT NULL,
    as_of     DATE NOT NULL,
    until     DATE NOT NULL,      -- the day from which another step stands
    status    VARCHAR NOT NULL,
    said      VARCHAR NOT NULL,
    "begin"   DATE,
    "end"     DATE,
    place     VARCHAR,
    sha256    VARCHAR NOT NULL,
    source    VARCHAR,
    event     VARCHAR NOT NULL,
    evidence  VARCHAR NOT NULL,
    start     INTEGER NOT NULL,
    cue       VARCHAR NOT NULL,
    cue_start INTEGER NOT NULL,
    "by"      VARCHAR[] NOT NULL,
    applied   BOOLEAN NOT NULL,
    late      BOOLEAN NOT NULL,
    chance    FLOAT NOT NULL,
    why       VARCHAR NOT NULL,
    names     VARCHAR[] NOT NULL, -- who takes part, as known from then on
    countries VARCHAR[] NOT NULL,
    state     VARCHAR NOT NULL    -- JSON: what else matching goes on from
);

-- The newest reading of each article.
CREATE OR REPLACE VIEW readings AS
SELECT * FROM records
QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY added DESC, reader DESC) = 1;

-- One row an event of an article, with its article.
CREATE OR REPLACE VIEW events AS
SELECT a.article, a.title, a.source, m.published, m.id, m.type, m.mode, m.status, m."begin",
    m."end", m.actors, m.recipients, m.countries, m.place, m.lat, m.lon, m.words, m.sentence,
    m.according_to, m.quantities, m.confidence, m.happening, m.story, a.report, a.relation, m.sha256
FROM mentions m JOIN articles a USING (sha256);

-- One row an event of the archive: what its reports say together.
CREATE OR REPLACE VIEW happenings AS
SELECT happening,
    arg_max(type, confidence) AS type,
    arg_max(mode, confidence) FILTER (mode IS NOT NULL) AS mode,
    arg_max(status, (m.published, m.sha256)) AS status,
    arg_min(m."begin", m."end" - m."begin") AS "begin",
    arg_min(m."end", m."end" - m."begin") AS "end",
    arg_max(actors, len(actors)) AS actors,
    arg_max(recipients, len(recipients)) AS recipients,
    arg_max(countries, len(countries)) AS countries,
    any_value(place) AS place,
    min(m.published) AS first_known,
    count(DISTINCT a.report) AS reports,
    count(DISTINCT m.sha256) AS articles,
    list_distinct(list(a.source) FILTER (a.source IS NOT NULL)) AS sources,
    any_value(story) AS story
FROM mentions m JOIN articles a USING (sha256)
GROUP BY happening;

-- The agenda as it stands by all that is known; lapsed is worked out from the day of asking.
CREATE OR REPLACE VIEW agenda AS
SELECT e.*, s.* EXCLUDE (entry, state)
FROM entries e JOIN (
    SELECT * FROM steps WHERE applied
    QUALIFY row_number() OVER (PARTITION BY entry ORDER BY n DESC) = 1
) s USING (entry);
