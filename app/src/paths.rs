//! Every address of the app, built and parsed in one place. It knows nothing of the browser.
//!
//! A route is a value, so that a new screen cannot be forgotten anywhere: the compiler asks for it.
//! The app has some ten flat addresses; a general router would cost 40 kB of everybody's download.

use muster_domain::ids::{IncidentId, MessageId};

/// What the address bar names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of incidents.
    Incidents,
    /// The form that declares one.
    Declare,
    /// A page of one incident.
    Incident(IncidentId, Page),
    /// Nothing of ours.
    Missing,
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
}

impl Page {
    /// The pages that have a tab, in order.
    pub const TABS: [Self; 6] =
        [Self::Now, Self::Messages, Self::Roles, Self::Operations, Self::Tasks, Self::Log];

    /// Every page whose address is just its name.
    const NAMED: [Self; 7] = [
        Self::Messages,
        Self::Roles,
        Self::Briefing,
        Self::Operations,
        Self::Tasks,
        Self::Resolve,
        Self::Log,
    ];

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
        }
    }

    /// The tab under which the page is found.
    #[must_use]
    pub const fn tab(self) -> Self {
        match self {
            Self::Message(_) => Self::Messages,
            Self::Briefing | Self::Resolve => Self::Now,
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

    /// The page's heading.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Incidents => "Incidents",
            Self::Declare => "Declare an incident",
            Self::Incident(_, page) => page.title(),
            Self::Missing => "Nothing here",
        }
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
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_as_what_it_was_written_for() {
        let id = IncidentId::from("0123456789abcdef");
        let mut routes = vec![Route::Incidents, Route::Declare];
        let pages = Page::NAMED.into_iter().chain([Page::Now, Page::Message(MessageId(7))]);
        routes.extend(pages.map(|page| Route::Incident(id.clone(), page)));
        for route in routes {
            assert_eq!(Route::parse(&route.path()), route, "{}", route.path());
        }
    }

    #[test]
    fn an_address_that_is_not_ours_is_missing() {
        for path in
            ["/x", "/incidents", "/incidents/short", "/declare/now", "/incidents/01234567/x"]
        {
            assert_eq!(Route::parse(path), Route::Missing, "{path}");
        }
        assert_eq!(Route::parse("/incidents/01234567/messages/two"), Route::Missing);
        assert_eq!(Route::parse("/incidents/01234567/messages/2/3"), Route::Missing);
    }
}
