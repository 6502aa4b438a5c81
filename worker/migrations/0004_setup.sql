-- What responders read before they join (R11).
ALTER TABLE organisation ADD COLUMN instructions TEXT NOT NULL DEFAULT '';

-- Every change of the organisation: one line, one revision. `id` is the client's, so that a retry
-- finds its answer. `subject` and `changed` are JSON of `domain::setup`; `counts` marks what
-- somebody who changes the same subject must have seen; `concerns` is the person whose contact
-- data `changed` holds.
CREATE TABLE organisation_log (
  revision INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at REAL NOT NULL,
  by INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (json_valid(subject)),
  counts INTEGER NOT NULL,
  concerns INTEGER,
  changed TEXT CHECK (changed IS NULL OR json_valid(changed))
) STRICT;
CREATE INDEX organisation_log_subject ON organisation_log (subject, revision);
CREATE INDEX organisation_log_concerns ON organisation_log (concerns) WHERE concerns IS NOT NULL;

-- Append-only: a line stays as it is, but for what it says of a person, which can be erased.
CREATE TRIGGER organisation_log_stays BEFORE DELETE ON organisation_log BEGIN
  SELECT RAISE(ABORT, 'the log of the organisation is append-only');
END;
CREATE TRIGGER organisation_log_is_erased_only BEFORE UPDATE ON organisation_log
WHEN NEW.revision IS NOT OLD.revision OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at
  OR NEW.by IS NOT OLD.by OR NEW.kind IS NOT OLD.kind OR NEW.subject IS NOT OLD.subject
  OR NEW.counts IS NOT OLD.counts OR NEW.concerns IS NOT OLD.concerns
  OR NEW.changed IS NOT NULL OR OLD.concerns IS NULL
BEGIN
  SELECT RAISE(ABORT, 'the log of the organisation is append-only');
END;
