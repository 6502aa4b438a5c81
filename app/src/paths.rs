//! Every address of the app, built and parsed in one place. It knows nothing of the browser.
//!
//! A route is a value, so that a new screen cannot be forgotten anywhere: the compiler asks for it.
//! The app has some ten flat addresses; a general router would cost 40 kB of everybody's download.

use muster_domain::ids::{IncidentId, MessageId, PersonId};

/// What the address bar names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of incidents.
    Incidents,
    /// The form that declares one.
    Declare,
    /// A page of one incident.
    Incident(IncidentId, Page),
    /// Where somebody says who they are.
    SignIn,
    /// Where the first administrator begins, with the code that the deployment printed.
    SetUp,
    /// Where somebody begins who was invited, by the token in their link.
    Invite(String),
    /// How the reader signs in, and where they are signed in.
    Me,
    /// What somebody shared with the app from another one.
    Shared,
    /// Where anybody verifies an exported record, on their own device.
    Verify,
    /// A page about the organisation.
    Organisation(OfficePage),
    /// Nothing of ours.
    Missing,
}

/// The pages about the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficePage {
    /// What is ready and what is missing.
    Overview,
    /// Everybody in it.
    People,
    /// One of them.
    Person(PersonId),
    /// Which roles there are, and who stands behind whom.
    Roles,
    /// Its departments.
    Departments,
    /// Audiences and templates.
    Messages,
    /// Times and rules.
    Settings,
    /// Who changed what.
    Log,
    /// Taking many people over from a file.
    Import,
    /// What to have on paper for when nothing else works.
    Paper,
}

impl OfficePage {
    /// Every page whose address is just its name, the overview first.
    pub const NAMED: [Self; 9] = [
        Self::Overview,
        Self::People,
        Self::Roles,
        Self::Departments,
        Self::Messages,
        Self::Settings,
        Self::Log,
        Self::Import,
        Self::Paper,
    ];

    /// Last part of the address.
    const fn slug(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::People | Self::Person(_) => "people",
            Self::Roles => "roles",
            Self::Departments => "departments",
            Self::Messages => "messages",
            Self::Settings => "settings",
            Self::Log => "log",
            Self::Import => "import",
            Self::Paper => "paper",
        }
    }

    /// The page's heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Organisation",
            Self::People => "People",
            Self::Person(_) => "Person",
            Self::Roles => "Roles and backups",
            Self::Departments => "Departments and on call",
            Self::Messages => "Templates, audiences, activities",
            Self::Settings => "Settings",
            Self::Log => "Log of changes",
            Self::Import => "Import and export",
            Self::Paper => "On paper",
        }
    }
}

/// The pages of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// What is happening, and what I owe.
    Now,
    /// All messages, audience by phase.
    Messages,
    /// One message.
    Message(MessageId),
    /// Who holds which role.
    Roles,
    /// The briefing.
    Briefing,
    /// Halts and restarts.
    Operations,
    /// Tasks, follow-ups and polls.
    Tasks,
    /// What still stands between here and the end.
    Resolve,
    /// Everything that happened.
    Log,
    /// The record as files.
    Record,
    /// At a glance, for a screen on a wall.
    Wall,
}

impl Page {
    /// The pages that have a tab, in order.
    pub const TABS: [Self; 6] =
        [Self::Now, Self::Messages, Self::Roles, Self::Operations, Self::Tasks, Self::Log];

    /// Every page whose address is just its name.
    const NAMED: [Self; 9] = [
        Self::Messages,
        Self::Roles,
        Self::Briefing,
        Self::Operations,
        Self::Tasks,
        Self::Resolve,
        Self::Log,
        Self::Record,
        Self::Wall,
    ];

    /// Whether it is in the third part of the app: it is opened once or twice in an incident.
    pub const fn is_rare(self) -> bool {
        matches!(
            self,
            Self::Briefing | Self::Operations | Self::Resolve | Self::Record | Self::Wall
        )
    }

    /// The page's name for style sheets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Message(_) => "message",
            other => other.slug(),
        }
    }

    /// Last part of the address.
    const fn slug(self) -> &'static str {
        match self {
            Self::Now => "",
            Self::Messages | Self::Message(_) => "messages",
            Self::Roles => "roles",
            Self::Briefing => "briefing",
            Self::Operations => "operations",
            Self::Tasks => "tasks",
            Self::Resolve => "resolve",
            Self::Log => "log",
            Self::Record => "record",
            Self::Wall => "wall",
        }
    }

    /// The page's heading and the name of its tab.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::Messages => "Messages",
            Self::Message(_) => "Message",
            Self::Roles => "Roles",
            Self::Briefing => "Briefing",
            Self::Operations => "Operations",
            Self::Tasks => "Tasks",
            Self::Resolve => "Closing",
            Self::Log => "Log",
            Self::Record => "The record as files",
            Self::Wall => "At a glance",
        }
    }

    /// The tab under which the page is found.
    #[must_use]
    pub const fn tab(self) -> Self {
        match self {
            Self::Message(_) => Self::Messages,
            Self::Briefing | Self::Resolve | Self::Wall => Self::Now,
            Self::Record => Self::Log,
            other => other,
        }
    }
}

impl Route {
    /// Reads an address.
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let route = match (parts.next(), parts.next()) {
            (None, _) => Self::Incidents,
            (Some("declare"), None) => Self::Declare,
            (Some("sign-in"), None) => Self::SignIn,
            (Some("set-up"), None) => Self::SetUp,
            (Some("me"), None) => Self::Me,
            (Some("shared"), None) => Self::Shared,
            (Some("verify"), None) => Self::Verify,
            (Some("invite"), Some(token)) => Self::Invite(token.into()),
            (Some("organisation"), name) => {
                office(name, parts.next()).map_or(Self::Missing, Self::Organisation)
            }
            (Some("incidents"), Some(id)) => {
                let id = IncidentId::from(id);
                match page(parts.next(), parts.next()) {
                    Some(page) if id.is_well_formed() => Self::Incident(id, page),
                    _ => Self::Missing,
                }
            }
            _ => Self::Missing,
        };
        if parts.next().is_some() { Self::Missing } else { route }
    }

    /// Writes an address.
    pub fn path(&self) -> String {
        match self {
            Self::Incidents | Self::Missing => "/".into(),
            Self::Declare => "/declare".into(),
            Self::SignIn => "/sign-in".into(),
            Self::SetUp => "/set-up".into(),
            Self::Me => "/me".into(),
            Self::Shared => "/shared".into(),
            Self::Verify => "/verify".into(),
            Self::Invite(token) => format!("/invite/{token}"),
            Self::Organisation(OfficePage::Overview) => "/organisation".into(),
            Self::Organisation(page) => {
                let base = format!("/organisation/{}", page.slug());
                match page {
                    OfficePage::Person(id) => format!("{base}/{id}"),
                    _ => base,
                }
            }
            Self::Incident(id, Page::Now) => format!("/incidents/{id}"),
            Self::Incident(id, page) => {
                let base = format!("/incidents/{id}/{}", page.slug());
                match page {
                    Page::Message(message) => format!("{base}/{message}"),
                    _ => base,
                }
            }
        }
    }

    /// The incident that the route is about.
    pub const fn incident(&self) -> Option<&IncidentId> {
        match self {
            Self::Incident(id, _) => Some(id),
            _ => None,
        }
    }

    /// Whether the page is for people whom the server does not know yet.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::SignIn | Self::SetUp | Self::Invite(_) | Self::Verify)
    }

    /// The page's name for style sheets.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Organisation(_) => "organisation",
            Self::Me => "me",
            Self::Shared => "shared",
            Self::Verify => "verify",
            Self::Declare => "declare",
            _ => "door",
        }
    }

    /// The page's heading.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Incidents => "Incidents",
            Self::Declare => "Declare an incident",
            Self::SignIn => "Sign in",
            Self::SetUp => "Set up Muster",
            Self::Invite(_) => "Invitation",
            Self::Me => "Your account",
            Self::Shared => "Shared with Muster",
            Self::Verify => "Verify a record",
            Self::Organisation(page) => page.title(),
            Self::Incident(_, page) => page.title(),
            Self::Missing => "Nothing here",
        }
    }
}

fn office(name: Option<&str>, detail: Option<&str>) -> Option<OfficePage> {
    let name = name.unwrap_or_default();
    match detail {
        Some(id) if name == OfficePage::People.slug() => {
            id.parse().ok().map(|id| OfficePage::Person(PersonId(id)))
        }
        Some(_) => None,
        None => OfficePage::NAMED.into_iter().find(|page| page.slug() == name),
    }
}

fn page(name: Option<&str>, detail: Option<&str>) -> Option<Page> {
    let Some(name) = name else { return Some(Page::Now) };
    match detail {
        Some(id) if name == Page::Messages.slug() => {
            id.parse().ok().map(|id| Page::Message(MessageId(id)))
        }
        Some(_) => None,
        None => Page::NAMED.into_iter().find(|page| page.slug() == name),
    }
}

#[cfg(test)]
mod tests;
