-- A portfolio of {projects} projects. An identifier is `0190`, a number, the marks of version 7, and a kind.
BEGIN;

CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
INSERT INTO n WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i < {projects} - 1)
SELECT i FROM counted;
CREATE TEMP TABLE k (j INTEGER PRIMARY KEY);
INSERT INTO k VALUES (0), (1), (2);

INSERT INTO theme (id, code, label_en)
SELECT unhex(printf('0190%08x70008000%012x', i, 2)), printf('theme_%02d', i), 'A theme' FROM n WHERE i < 12;

INSERT INTO organisation (id, name, name_key, search_key, country, is_owner)
SELECT unhex(printf('0190%08x70008000%012x', i, 3)), printf('Organisation %d', i), printf('organisation %d', i),
       printf('organisation %d', i), CASE i % 3 WHEN 0 THEN 'BE' WHEN 1 THEN 'FR' ELSE 'DE' END, i = 0
FROM n WHERE i < 500;

INSERT INTO programme (id, name, name_key, level)
SELECT unhex(printf('0190%08x70008000%012x', i, 4)), printf('Programme %d', i), printf('programme %d', i), 'european'
FROM n WHERE i < 20;

INSERT INTO project (id, acronym, acronym_key, search_key, title, summary, kind, stage, period_start, period_end,
                     first_day, last_day, grant_agreement, manager)
SELECT unhex(printf('0190%08x70008000%012x', i, 1)), printf('P%06d', i * 7919 % {projects}),
       printf('p%06d', i * 7919 % {projects}), printf('p%06d the title of a project', i * 7919 % {projects}),
       printf('The title of project %d', i), 'What the project is about, said in a sentence or two.', 'european',
       'signed', '2024-01', '2027-12-31', '2024-01-01', '2027-12-31', printf('%09d', 101000000 + i),
       printf('Manager %d', i % 40)
FROM n;

INSERT INTO project_theme (project_id, theme_id, position)
SELECT unhex(printf('0190%08x70008000%012x', i, 1)), unhex(printf('0190%08x70008000%012x', (i + 5 * j) % 12, 2)), j
FROM n, k WHERE j < 2;

INSERT INTO participation (id, project_id, organisation_id, role, budget_share, currency)
SELECT unhex(printf('0190%08x70008000%012x', 3 * i + j, 5)), unhex(printf('0190%08x70008000%012x', i, 1)),
       unhex(printf('0190%08x70008000%012x', 1 + (7 * i + 13 * j) % 499, 3)),
       CASE j WHEN 0 THEN 'coordinator' ELSE 'beneficiary' END, 12345600 + 100 * j, 'EUR'
FROM n, k;

INSERT INTO funding_line (id, project_id, programme_id, payer_id, reference, form, stage, currency, total_award,
                          own_share, recognition_method, origin_european, origin_national, origin_consultancy)
SELECT unhex(printf('0190%08x70008000%012x', i, 6)), unhex(printf('0190%08x70008000%012x', i, 1)),
       unhex(printf('0190%08x70008000%012x', i % 20, 4)), unhex(printf('0190%08x70008000%012x', 1 + i % 30, 3)),
       printf('GA-%d', i), 'grant', 'signed', 'EUR', 300000000, 45000050, 'pro_rata_days',
       iif(i % 2, 400000, NULL), iif(i % 2, 600000, NULL), iif(i % 2, 0, NULL)
FROM n;

INSERT INTO work_package (id, project_id, number, number_key, title)
SELECT unhex(printf('0190%08x70008000%012x', i, 7)), unhex(printf('0190%08x70008000%012x', i, 1)), 'WP1', '0001',
       'Management'
FROM n;

INSERT INTO milestone (id, project_id, number, number_key, title, work_package_id, lead_id, due, due_on, original_due,
                       original_due_on, stage)
SELECT unhex(printf('0190%08x70008000%012x', 3 * i + j, 8)), unhex(printf('0190%08x70008000%012x', i, 1)),
       printf('MS%d', j + 1), printf('%04d', j + 1), 'A point that the project is to reach',
       unhex(printf('0190%08x70008000%012x', i, 7)), unhex(printf('0190%08x70008000%012x', 1 + 7 * i % 499, 3)),
       'M12', '2024-12-31', 'M12', '2024-12-31', 'planned'
FROM n, k;

INSERT INTO publication (id, title, title_key, published, first_day, theme_id, project_id)
SELECT unhex(printf('0190%08x70008000%012x', i, 9)), printf('Publication %d', i), printf('publication %d', i), '2025-03',
       '2025-03-01', unhex(printf('0190%08x70008000%012x', i % 12, 2)), unhex(printf('0190%08x70008000%012x', i, 1))
FROM n WHERE i % 10 = 0;

INSERT INTO event (id, title, title_key, kind, period_start, first_day, last_day, project_id)
SELECT unhex(printf('0190%08x70008000%012x', i, 10)), printf('Event %d', i), printf('event %d', i), 'workshop', '2025-04-02',
       '2025-04-02', '2025-04-02', unhex(printf('0190%08x70008000%012x', i, 1))
FROM n WHERE i % 10 = 0;

DROP TABLE temp.n;
DROP TABLE temp.k;
COMMIT;
