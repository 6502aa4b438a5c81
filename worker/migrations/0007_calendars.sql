-- Secret addresses of calendars (R4). Whoever has one reads who is on call, without a session; of
-- the address there is a fingerprint only. Times are milliseconds since 1970.

-- Somebody's own turns, or a role's where one is named; `person` is who made it, with whom it ends.
CREATE TABLE calendar (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person (id),
  role TEXT CHECK (role IS NULL OR json_valid(role)),
  made REAL NOT NULL,
  read REAL
) STRICT;
-- One each: a new address takes the place of the old one.
CREATE UNIQUE INDEX calendar_own ON calendar (person) WHERE role IS NULL;
CREATE UNIQUE INDEX calendar_role ON calendar (role) WHERE role IS NOT NULL;
CREATE INDEX calendar_person ON calendar (person);
