-- A department or a role of the organisation's own that was removed stays known by its name:
-- somebody may serve in it in a running incident, and records name it.
ALTER TABLE department ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE custom_role ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
