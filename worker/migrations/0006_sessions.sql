-- How people prove who they are (R149), and where they are signed in. No secret is stored: of
-- tokens and codes there are fingerprints only. Times are milliseconds since 1970.

-- Until when somebody from outside is let in (R150). The incident's room has the last word.
ALTER TABLE person ADD COLUMN guest_until REAL;
-- The request that made somebody, so that a retry after a lost answer finds them.
ALTER TABLE person ADD COLUMN request TEXT;
CREATE UNIQUE INDEX person_request ON person (request) WHERE request IS NOT NULL;

-- `token` is the fingerprint of what the browser holds; `id` is no secret. `means` is how it was
-- opened, `passkey` by which one; `proved` and `proof` are the last proof of identity and its means.
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person (id),
  created REAL NOT NULL,
  seen REAL NOT NULL,
  until REAL NOT NULL,
  device TEXT NOT NULL,
  means TEXT NOT NULL,
  passkey TEXT,
  proved REAL,
  proof TEXT,
  ended REAL
) STRICT;
CREATE INDEX session_person ON session (person, created);

-- Which rooms have a socket of a session, so that these are told when it ends.
CREATE TABLE session_room (
  session TEXT NOT NULL,
  room TEXT NOT NULL,
  PRIMARY KEY (session, room)
) STRICT, WITHOUT ROWID;

-- By what a passkey calls its person: random, so that it tells nobody who that is.
CREATE TABLE user_handle (
  person INTEGER PRIMARY KEY REFERENCES person (id),
  handle TEXT NOT NULL UNIQUE
) STRICT;

-- `credential` and `key` (COSE) are in base64url; `transports` is a list in JSON.
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  credential TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  counter REAL NOT NULL,
  backup_eligible INTEGER NOT NULL,
  backed_up INTEGER NOT NULL,
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  added REAL NOT NULL,
  used REAL
) STRICT;
CREATE INDEX passkey_person ON passkey (person, added);

-- Challenges that wait for their one answer.
CREATE TABLE ceremony (
  id TEXT PRIMARY KEY,
  challenge TEXT NOT NULL,
  purpose TEXT NOT NULL,
  person INTEGER,
  ends REAL NOT NULL
) STRICT;
CREATE INDEX ceremony_ends ON ceremony (ends);

CREATE TABLE recovery_code (
  code TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id),
  used REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX recovery_code_person ON recovery_code (person);

CREATE TABLE invitation (
  token TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id),
  until REAL NOT NULL,
  used REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_person ON invitation (person);

-- Set-up codes that were used.
CREATE TABLE setup_code (code TEXT PRIMARY KEY, used REAL NOT NULL) STRICT, WITHOUT ROWID;
