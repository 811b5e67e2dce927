-- The archive. `records` is what was read and is never changed; all other tables are worked out
-- from it, in the order of publication, and can be made anew.

-- What the file is. `layout` grows by one with every change that an older program cannot read.
CREATE TABLE diurna (
    mark   VARCHAR NOT NULL,
    layout INTEGER NOT NULL
);

-- One row a reading: an article as it was added, by a version of the reader; its record as JSON.
CREATE TABLE records (
    seq       BIGINT NOT NULL,      -- in the order of adding
    sha256    VARCHAR NOT NULL,     -- of title and text
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    source    VARCHAR,
    url       VARCHAR,
    published VARCHAR NOT NULL,     -- day or instant, ISO 8601
    corrects  BOOLEAN NOT NULL,     -- whether it says that it corrects what was told before
    added     TIMESTAMPTZ NOT NULL DEFAULT now(),
    record    VARCHAR NOT NULL
);

CREATE INDEX records_by_text ON records (sha256);

-- Texts of which readings were added and not looked at yet.
CREATE TABLE pending (
    sha256 VARCHAR NOT NULL
);

-- Articles that are to be worked in, in the order of `published`, `corrects`, `clock`, `sha256`,
-- `carrier`.
CREATE TABLE queue (
    carrier   VARCHAR NOT NULL,
    sha256    VARCHAR NOT NULL,
    seq       BIGINT NOT NULL,
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    source    VARCHAR,
    url       VARCHAR,
    told      VARCHAR NOT NULL,     -- when it was published, ISO 8601
    published DATE NOT NULL,
    clock     VARCHAR NOT NULL,     -- UTC, empty where only the day is known
    corrects  BOOLEAN NOT NULL
);

-- Articles that could not be worked in, with the reason; the rest goes on without them.
CREATE TABLE aside (
    carrier   VARCHAR NOT NULL,
    sha256    VARCHAR NOT NULL,
    seq       BIGINT NOT NULL,
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    source    VARCHAR,
    url       VARCHAR,
    told      VARCHAR NOT NULL,
    published DATE NOT NULL,
    clock     VARCHAR NOT NULL,
    corrects  BOOLEAN NOT NULL,
    reason    VARCHAR NOT NULL
);

-- The articles whose newest reading has been worked in, with the report that each carries.
CREATE TABLE articles (
    carrier   VARCHAR NOT NULL,     -- one text in one place
    sha256    VARCHAR NOT NULL,
    seq       BIGINT NOT NULL,      -- the reading that stands
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    source    VARCHAR,
    url       VARCHAR,
    told      VARCHAR NOT NULL,
    published DATE NOT NULL,
    clock     VARCHAR NOT NULL,
    corrects  BOOLEAN NOT NULL,
    report    VARCHAR NOT NULL,     -- the first carrier
    relation  VARCHAR NOT NULL,     -- original, copy or version
    likeness  FLOAT NOT NULL,       -- share of word shingles in common with the first carrier
    signature UINTEGER[] NOT NULL   -- MinHash of the text
);

-- One row an event of an article.
CREATE TABLE mentions (
    carrier    VARCHAR NOT NULL,
    seq        BIGINT NOT NULL,   -- in the order of working in
    id         VARCHAR NOT NULL,
    published  DATE NOT NULL,
    happening  VARCHAR NOT NULL,  -- the archive's event
    type       VARCHAR NOT NULL,
    mode       VARCHAR,
    as_type    VARCHAR NOT NULL,  -- type and mode that matching goes by
    as_mode    VARCHAR,
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
        leads BOOLEAN, office VARCHAR, unnamed BOOLEAN)[] NOT NULL,
    according_to VARCHAR[] NOT NULL,
    quantities VARCHAR NOT NULL,  -- JSON
    words      VARCHAR NOT NULL,
    sentence   VARCHAR NOT NULL,
    start      INTEGER NOT NULL,  -- of the sentence, in title and text
    confidence DOUBLE NOT NULL,
    story      VARCHAR NOT NULL
);

-- One row an entry of the agenda; what changes of it is in `steps`.
CREATE TABLE entries (
    entry     BIGINT NOT NULL,
    uid       VARCHAR NOT NULL,
    what      VARCHAR NOT NULL,
    type      VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL,
    lemma     VARCHAR NOT NULL,
    announced_on DATE NOT NULL,
    unless    VARCHAR
);

-- One row a report that was joined to an entry, with the entry's state from then on.
CREATE TABLE steps (
    entry     BIGINT NOT NULL,
    n         INTEGER NOT NULL,
    as_of     DATE NOT NULL,
    until     DATE NOT NULL,      -- the day from which another step stands
    status    VARCHAR NOT NULL,
    said      VARCHAR NOT NULL,
    "begin"   DATE,
    "end"     DATE,
    place     VARCHAR,
    carrier   VARCHAR NOT NULL,
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
    name_countries VARCHAR[] NOT NULL, -- of each, null where it is of none
    countries VARCHAR[] NOT NULL,
    announced_by VARCHAR[] NOT NULL,
    state     VARCHAR NOT NULL    -- JSON: what else matching goes on from
);

-- The reading of each article that stands.
CREATE VIEW readings AS
SELECT a.carrier, a.article, a.title, a.source, a.url, a.published, r.* EXCLUDE (article, title,
    source, url, published, seq) FROM articles a JOIN records r ON r.seq = a.seq;

-- One row an event of an article, with its article.
CREATE VIEW events AS
SELECT a.article, a.title, a.source, a.url, m.published, m.id, m.type, m.mode, m.status, m."begin",
    m."end", m.actors, m.recipients, m.countries, m.place, m.lat, m.lon, m.words, m.sentence,
    m.according_to, m.quantities, m.confidence, m.happening, m.story, a.report, a.relation,
    a.sha256, m.carrier, m.seq
FROM mentions m JOIN articles a USING (carrier);

-- One row an event of the archive: what its reports say together.
CREATE VIEW happenings AS
SELECT happening,
    arg_max(type, (confidence, -m.seq)) AS type,
    arg_max(mode, (confidence, -m.seq)) FILTER (mode IS NOT NULL) AS mode,
    arg_max(status, m.seq) AS status,
    arg_min(m."begin", (m."end" - m."begin", m.seq)) AS "begin",
    arg_min(m."end", (m."end" - m."begin", m.seq)) AS "end",
    arg_max(actors, (len(actors), -m.seq)) AS actors,
    arg_max(recipients, (len(recipients), -m.seq)) AS recipients,
    arg_max(countries, (len(countries), -m.seq)) AS countries,
    arg_min(place, m.seq) FILTER (place IS NOT NULL) AS place,
    min(m.published) AS first_known,
    count(DISTINCT a.report) AS reports,
    count(DISTINCT m.carrier) AS articles,
    list_sort(list_distinct(list(a.source) FILTER (a.source IS NOT NULL))) AS sources,
    arg_min(story, m.seq) AS story
FROM mentions m JOIN articles a USING (carrier)
GROUP BY happening;

-- The agenda as it stands by all that is known; lapsed is worked out from the day of asking.
CREATE VIEW agenda AS
SELECT e.*, s.* EXCLUDE (entry, state)
FROM entries e JOIN (
    SELECT * FROM steps WHERE applied
    QUALIFY row_number() OVER (PARTITION BY entry ORDER BY n DESC) = 1
) s USING (entry);
