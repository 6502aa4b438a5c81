-- For whom an incident exists: null for every member of the organisation, else a JSON list of
-- people (D13). Written by its room with its line in the list; the room has the last word.
ALTER TABLE incident ADD COLUMN readers TEXT CHECK (readers IS NULL OR json_valid(readers));
-- The one incident that somebody from outside knows of (R150); null for those who belong here.
ALTER TABLE person ADD COLUMN guest TEXT;
