-- A fiscal year of {entries} entries, spread over 200 funding lines and over the three classes that stand by
-- themselves. An identifier is `0190`, a number, the marks of version 7, and a kind.
PRAGMA cache_size = -1000000;
BEGIN;

CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
INSERT INTO n WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i < 199)
SELECT i FROM counted;

INSERT INTO programme (id, name, name_key, level)
SELECT unhex(printf('0190%08x70008000%012x', i, 4)), printf('Programme %d', i), printf('programme %d', i),
       iif(i % 2, 'european', 'national')
FROM n WHERE i < 20;

INSERT INTO project (id, acronym, acronym_key, search_key, title, kind, stage)
SELECT unhex(printf('0190%08x70008000%012x', i, 1)), printf('P%06d', i), printf('p%06d', i),
       printf('p%06d the title of a project', i), printf('The title of project %d', i), 'european', 'signed'
FROM n;

INSERT INTO funding_line (id, project_id, programme_id, reference, form, stage, currency, origin_european,
                          origin_national, origin_consultancy)
SELECT unhex(printf('0190%08x70008000%012x', i, 6)), unhex(printf('0190%08x70008000%012x', i, 1)),
       unhex(printf('0190%08x70008000%012x', i % 20, 4)), printf('GA-%d', i), iif(i % 5, 'grant', 'service'), 'signed',
       'EUR', 400000, 600000, 0
FROM n;

INSERT INTO fiscal_year (id, year, first_day, last_day, currency, status)
VALUES (unhex(printf('0190%08x70008000%012x', 0, 11)), 2024, '2024-01-01', '2024-12-31', 'EUR', 'open');

INSERT INTO revenue_entry (id, fiscal_year_id, reference, amount, funding_line_id, class, booked_on, description)
WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i < {entries} - 1)
SELECT unhex(printf('0190%08x70008000%012x', i, 12)), unhex(printf('0190%08x70008000%012x', 0, 11)),
       printf('R%08d', i), 1 + i * 7919 % 100000,
       iif(i % 203 < 200, unhex(printf('0190%08x70008000%012x', i % 203, 6)), NULL),
       CASE i % 203 WHEN 200 THEN 'european' WHEN 201 THEN 'national' WHEN 202 THEN 'consultancy' END,
       '2024-12-31', 'What the money is for, in a few words'
FROM counted;

DROP TABLE temp.n;
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
PRAGMA cache_size = -32768;
