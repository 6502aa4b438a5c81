-- Where people live, how they are reached, and the rotations of roles. A role is its JSON, as in
-- `roster`; a rotation is one document of `domain::rota`, because it is read whole. Shifts are
-- stored nowhere: they follow from the rotation and the time zone database.
ALTER TABLE person ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN channels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(channels));
CREATE TABLE rota (role TEXT PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body))) STRICT;
