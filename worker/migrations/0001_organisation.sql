-- The organisation: what its people set up between incidents. A row is one JSON document of
-- `domain::organisation`, because the rule book reads it whole; what is searched has a column.
CREATE TABLE organisation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  call_link TEXT NOT NULL,
  chat_link TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings))
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  administrator INTEGER NOT NULL DEFAULT 0,
  deactivated INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE department (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE custom_role (id INTEGER PRIMARY KEY, name TEXT NOT NULL, grp TEXT NOT NULL) STRICT;

-- The ordered people of a role: rank 0 is the primary, the others are backups. The role is its
-- JSON.
CREATE TABLE roster (
  role TEXT NOT NULL,
  rank INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (role, rank)
) STRICT;

CREATE TABLE audience (id INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body))) STRICT;
CREATE TABLE campaign (id INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body))) STRICT;
CREATE TABLE template (
  audience INTEGER NOT NULL REFERENCES audience (id),
  phase TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY (audience, phase)
) STRICT;

-- Index of incidents. The room's id is stored, so that a jurisdiction can be chosen at creation.
-- `command` is the id of the command that opened the record: a retry finds the same incident.
CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  room TEXT NOT NULL UNIQUE,
  command TEXT NOT NULL UNIQUE,
  opened REAL NOT NULL,
  summary TEXT CHECK (summary IS NULL OR json_valid(summary))
) STRICT;

-- Archive of every incident's log, in the form in which the room holds it.
CREATE TABLE event (
  incident TEXT NOT NULL REFERENCES incident (id),
  seq INTEGER NOT NULL,
  at REAL NOT NULL,
  by TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  salt TEXT NOT NULL,
  body_digest TEXT NOT NULL,
  personal_digest TEXT NOT NULL,
  hash TEXT NOT NULL,
  personal TEXT,
  personal_salt TEXT,
  PRIMARY KEY (incident, seq)
) STRICT;
