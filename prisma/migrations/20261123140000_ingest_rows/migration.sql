-- What a batch of the ingest hands to its statement: one array of rows for messages, one for events, and so on.
-- An array for each column, which this replaces, made PostgreSQL keep forty small tables for every batch.
-- Times are milliseconds since the epoch. To change one, add a type beside it: processes of the version before
-- may still be running.
CREATE TYPE message_input AS (
  ws int, conn int, pmid text, part text, campaign int, source smallint, channel smallint,
  seen float8, accepted float8, sent float8, delivered float8, "read" float8, rejected float8,
  recipient text, recipient_user text, sender text, country text, zone text, zone_source smallint,
  template text, code text, error text, words text
);

-- e_row is the index of the event's message, nth its own, both from 1.
CREATE TYPE event_input AS (
  nth bigint, e_row bigint, status smallint, occurred float8, received float8, raw text, code text, error text,
  ws int, conn int, pmid text, part text, path int,
  for_any bool, for_campaign int, flow int, version int, stop text
);

CREATE TYPE attempt_input AS (
  f_row bigint, campaign int, rule int, version int, channel smallint, conn int, due float8, held bool
);

CREATE TYPE log_input AS (nth bigint, event bigint, log int);
