-- How people are reached when they are not looking (R24, R32). Addresses are kept here and nowhere
-- else: who has one can send to it, so that no copy of the organisation holds them. `origin` is
-- where our pages are that the address was given at: links in what is sent lead there.

-- A browser that takes notifications (RFC 8030): one row a device.
CREATE TABLE push_subscription (
  id TEXT PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id),
  endpoint TEXT NOT NULL UNIQUE,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  origin TEXT NOT NULL,
  name TEXT NOT NULL,
  added REAL NOT NULL
) STRICT;
CREATE INDEX push_subscription_person ON push_subscription (person, added);

-- Where somebody's chat or paging service is called; `key` is what PagerDuty calls a routing key.
CREATE TABLE webhook (
  person INTEGER PRIMARY KEY REFERENCES person (id),
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  key TEXT NOT NULL,
  secret TEXT NOT NULL,
  origin TEXT NOT NULL,
  added REAL NOT NULL
) STRICT;

-- How the last test of a channel went, for the readiness page (R10).
CREATE TABLE channel_test (
  person INTEGER NOT NULL REFERENCES person (id),
  channel TEXT NOT NULL,
  at REAL NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (person, channel)
) STRICT;
