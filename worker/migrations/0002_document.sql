-- The texts of messages as they were taken down last, for a backup that needs no room: one update
-- in Yjs' format (v1), and as JSON who wrote under which of its clients.
CREATE TABLE document (
  incident TEXT NOT NULL,
  message INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  writers TEXT NOT NULL CHECK (json_valid(writers)),
  PRIMARY KEY (incident, message)
) STRICT;
