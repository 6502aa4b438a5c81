//! What the server says of the reader and their ways in, see `docs/PROTOCOL.md`.

use muster_domain::account::Means;
use muster_domain::ids::IncidentId;
use muster_domain::organisation::ContactChannel;
use muster_domain::reach::ChannelTest;
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who is looking.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Me {
    /// An organisation with an administrator exists here.
    #[serde(default)]
    pub set_up: bool,
    /// The one incident that a guest is let into.
    #[serde(default)]
    pub guest: Option<IncidentId>,
    /// How many passkeys they have.
    #[serde(default)]
    pub passkeys: u32,
    /// How many recovery codes are left.
    #[serde(default)]
    pub recovery_codes: u32,
}

/// A passkey.
#[derive(Clone, Debug, Deserialize)]
pub struct Passkey {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when it is known.
    pub added: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
    /// Its provider keeps a copy, so that it outlives the device.
    pub backed_up: bool,
}

/// Somewhere the reader is signed in.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// It is this one.
    pub current: bool,
    /// Browser and kind of device.
    pub device: String,
    /// Since when.
    pub since: Timestamp,
    /// When something was last asked in it.
    pub seen: Timestamp,
    /// By what it was opened.
    pub means: Means,
}

/// New recovery codes.
#[derive(Deserialize)]
pub struct Codes {
    /// Each good for once.
    pub codes: Vec<String>,
}

/// What an invitation is for.
#[derive(Clone, Debug, Deserialize)]
pub struct Invitation {
    /// Who invites.
    pub organisation: String,
    /// Whom.
    pub name: String,
    /// Until when it can be accepted.
    pub until: Timestamp,
    /// Into one incident only.
    pub guest: bool,
}

/// A recovery code instead of a passkey.
#[derive(Serialize)]
pub struct Recovery {
    /// Whose.
    pub mail: String,
    /// The code.
    pub code: String,
}

/// A recovery code of somebody who is known.
#[derive(Serialize)]
pub struct Code {
    /// The code.
    pub code: String,
}

/// What an invitation is asked by.
#[derive(Serialize)]
pub struct Token {
    /// The last part of its link.
    pub token: String,
}

/// The first administrator.
#[derive(Serialize)]
pub struct SetUp {
    /// What the deployment printed.
    pub code: String,
    /// The organisation's name.
    pub organisation: String,
    /// Theirs.
    pub name: String,
    /// Where they get mail.
    pub mail: String,
}

/// A passkey's name.
#[derive(Serialize)]
pub struct Named {
    /// What its owner calls it.
    pub name: String,
}

/// How somebody is reached.
#[derive(Clone, Debug, Deserialize)]
pub struct Reach {
    /// What browsers subscribe with.
    pub key: String,
    /// Whether mail can be sent at all.
    pub mail: bool,
    /// Their devices.
    pub devices: Vec<Device>,
    /// Their chat or paging service.
    pub hook: Option<Hook>,
    /// How the last tests went.
    pub tests: Vec<ChannelTest>,
}

/// A browser that takes notifications.
#[derive(Clone, Debug, Deserialize)]
pub struct Device {
    /// Its id.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Since when.
    pub added: Timestamp,
}

/// Where a chat or paging service is called.
#[derive(Clone, Debug, Deserialize)]
pub struct Hook {
    /// Which, by its stable name.
    pub kind: String,
    /// At which host.
    pub host: String,
}

/// Asks to call a chat or paging service.
#[derive(Serialize)]
pub struct Subscribed {
    /// Which, by its stable name.
    pub kind: String,
    /// Where.
    pub url: String,
    /// The key of its integration, where it wants one.
    pub key: String,
}

/// What calls are signed with.
#[derive(Deserialize)]
pub struct Secret {
    /// Shown once.
    pub secret: String,
}

/// Asks to try a channel.
#[derive(Serialize)]
pub struct Channel {
    /// Which.
    pub channel: ContactChannel,
}
