-- One row an article and version of the reader; its record whole, as JSON.
CREATE TABLE IF NOT EXISTS records (
    sha256    VARCHAR NOT NULL,
    reader    VARCHAR NOT NULL,
    article   VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    source    VARCHAR,
    published DATE NOT NULL,
    added     TIMESTAMPTZ NOT NULL DEFAULT now(),
    record    JSON NOT NULL,
    PRIMARY KEY (sha256, reader)
);

-- The newest reading of each article.
CREATE OR REPLACE VIEW readings AS
SELECT * FROM records
QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY added DESC, reader DESC) = 1;

-- One row an event; actors and recipients as "name" lists, times as inclusive days.
CREATE OR REPLACE VIEW events AS
WITH unnested AS (
    SELECT sha256, article, title, source, published, record,
           unnest(CAST(record -> 'events' AS JSON[])) AS event
    FROM readings
),
named AS (
    SELECT *,
        list_transform(CAST(record -> 'actors' AS JSON[]), lambda x: struct_pack(
            id := x ->> 'id', name := x ->> 'name', country := x ->> 'country')) AS cast_list,
        list_transform(CAST(record -> 'places' AS JSON[]), lambda x: struct_pack(
            id := x ->> 'id', name := x ->> 'name')) AS place_list
    FROM unnested
)
SELECT article, title, source, published, sha256,
    event ->> 'id' AS id,
    event ->> 'type' AS type,
    event ->> 'mode' AS mode,
    event ->> 'status' AS status,
    TRY_CAST(event ->> 'begin' AS DATE) AS "begin",
    TRY_CAST(event ->> 'end' AS DATE) AS "end",
    list_transform(list_filter(cast_list, lambda a: list_contains(
        CAST(event -> 'actors' AS VARCHAR[]), a.id)), lambda a: a.name) AS actors,
    list_transform(list_filter(cast_list, lambda a: list_contains(
        CAST(event -> 'recipients' AS VARCHAR[]), a.id)), lambda a: a.name) AS recipients,
    list_distinct(list_filter(list_transform(list_filter(cast_list, lambda a: list_contains(
        list_concat(CAST(event -> 'actors' AS VARCHAR[]), CAST(event -> 'recipients' AS VARCHAR[])),
        a.id)), lambda a: a.country), lambda c: c IS NOT NULL)) AS countries,
    (list_filter(place_list, lambda p: p.id = event ->> 'place'))[1].name AS place,
    event -> 'trigger' ->> 'text' AS words,
    CAST(event ->> 'confidence' AS DOUBLE) AS confidence
FROM named;

-- One row an announcement, with the event that it announces.
CREATE OR REPLACE VIEW announcements AS
WITH unnested AS (
    SELECT sha256, record, unnest(CAST(record -> 'announcements' AS JSON[])) AS item FROM readings
)
SELECT e.* EXCLUDE ("begin", "end"),
    item ->> 'kind' AS kind,
    TRY_CAST(item ->> 'begin' AS DATE) AS "begin",
    TRY_CAST(item ->> 'end' AS DATE) AS "end",
    list_transform(list_filter(CAST(record -> 'actors' AS JSON[]), lambda a: list_contains(
        CAST(item -> 'by' AS VARCHAR[]), a ->> 'id')), lambda a: a ->> 'name') AS announced_by
FROM unnested JOIN events e ON e.sha256 = unnested.sha256 AND e.id = item ->> 'event';
