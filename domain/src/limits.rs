//! Every maximum of the rule book, with its arithmetic.

/// Visible text of a message: 65,536 UTF-16 units, which the editor will count (decision 29).
pub const MESSAGE_UNITS_MAX: usize = 65_536;
/// A note, relay, reason or other free text: 16 KiB of UTF-8, some 2,500 words.
pub const NOTE_BYTES_MAX: usize = 16 * 1024;
/// A title, name or reference: 200 characters, two lines on a phone.
pub const NAME_CHARS_MAX: usize = 200;
/// A subject line: mail programs fold beyond 998 characters; nobody reads beyond 200.
pub const SUBJECT_CHARS_MAX: usize = 200;
/// A request body: the largest command is a message of 65,536 units, at most 6 bytes each once
/// escaped in JSON (`\u0000`), and its frame.
pub const BODY_BYTES_MAX: usize = 512 * 1024;
/// An estimate: one week; longer is not an estimate.
pub const ESTIMATE_MINUTES_MAX: u32 = 7 * 24 * 60;
/// Relay updates kept in the state for late joiners (R46); older ones stay in the log.
pub const RELAYS_KEPT_MAX: usize = 50;
/// Messages of one incident: 20 audiences × 4 phases, each corrected twice, rounded up.
pub const MESSAGES_MAX: usize = 300;
/// Tasks, notes, items and the like, of each kind: a day at one a minute is 1,440.
pub const THINGS_MAX: usize = 2_000;
/// Suggestions on one message.
pub const SUGGESTIONS_MAX: usize = 500;
/// Answers to one suggestion or comment.
pub const REPLIES_MAX: usize = 100;
/// Languages, channels and links of one message.
pub const PARTS_MAX: usize = 20;
/// People on the need-to-know list of one incident, and guests of it: a board, counsel, an agency.
pub const READERS_MAX: usize = 200;
/// Command ids a room remembers: at 500 commands a second over half a minute of retries.
pub const COMMANDS_REMEMBERED_MAX: usize = 20_000;
/// A telephone number: 15 digits (E.164) with what people write between them, and an extension.
pub const PHONE_CHARS_MAX: usize = 40;
/// A mail address (RFC 5321, section 4.5.3.1.3, less the angle brackets).
pub const EMAIL_CHARS_MAX: usize = 254;
/// A link: browsers and mail programs cut longer ones.
pub const LINK_BYTES_MAX: usize = 2_000;
/// People of one organisation: a room's copy of it, at some 250 bytes each, stays below 1 MB.
pub const PEOPLE_MAX: usize = 2_000;
/// Rows of a spreadsheet that is read in: as many as there may be people.
pub const SHEET_ROWS_MAX: usize = 2_000;
/// Columns of one: twice what ours have, so that a stranger's sheet is refused by its columns.
pub const SHEET_COLUMNS_MAX: usize = 32;
/// Faults that are listed: one a row; whoever has that many mends the file, not the cells.
pub const SHEET_FAULTS_MAX: usize = 2_000;
/// Layers of a rotation: day, night, weekend and holidays, twice over.
pub const LAYERS_MAX: usize = 8;
/// Turns of a layer before it begins again: a year and a bit of weekly turns.
pub const TURNS_MAX: usize = 64;
/// Length of a turn: four weeks.
pub const TURN_DAYS_MAX: u32 = 28;
/// One-off changes of a rotation: more than one a day for a year.
pub const OVERRIDES_MAX: usize = 500;
/// Name of a time zone: the longest that IANA has is 32 bytes.
pub const ZONE_BYTES_MAX: usize = 64;
/// People on one role's roster: nobody pages further than that.
pub const ROSTER_MAX: usize = 50;
/// Departments: each is a line on the board.
pub const DEPARTMENTS_MAX: usize = 100;
/// Roles of the organisation's own.
pub const CUSTOM_ROLES_MAX: usize = 50;
/// Departments, and roles of the organisation's own, that were removed: each may be named in old
/// records. Some thirty years of one a fortnight.
pub const REMOVED_MAX: usize = 800;
/// Audiences, from which [`MESSAGES_MAX`] follows.
pub const AUDIENCES_MAX: usize = 20;
/// Recurring activities: a halt list that one person works through in an hour.
pub const CAMPAIGNS_MAX: usize = 500;
/// How long an approval ahead of time holds: a year, because companies and laws change (R9).
pub const APPROVAL_DAYS_MAX: u32 = 366;
/// Minutes until the next backup is paged: less than one nobody can answer, more than an hour is
/// no page (R26).
pub const PAGE_TIMEOUT: core::ops::RangeInclusive<u32> = 1..=60;
/// Minutes that an authorization holds: from the time it takes to send to a working day (R103).
pub const AUTHORIZATION_LIFETIME: core::ops::RangeInclusive<u32> = 5..=8 * 60;
/// Days that personal data is kept: a month, because a review needs names, to ten years (R145).
pub const RETENTION: core::ops::RangeInclusive<u32> = 30..=3_653;
/// Commands that wait on a device: a person gives some tens in an hour.
pub const WAITING_MAX: usize = 200;
