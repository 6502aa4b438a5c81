//! A page answered by its link, without a session (R24). The link stands for the person who was
//! paged, for this one answer and while the page is open; the rule book decides as always.

use super::Room;
use super::core::{Outcome, broken};
use super::telling::{LINK, Matter};
use crate::caller::Caller;
use crate::chance;
use crate::handlers::page::TOKEN;
use crate::identity::secrets;
use crate::reach::outbox;
use crate::reach::page::{Asks, Said, Shown, nowhere, page};
use muster_domain::command::{Command, Request as Asked};
use muster_domain::copy::en;
use muster_domain::ids::CommandId;
use muster_domain::reach::{Ask, Summons};
use muster_domain::time::{Minutes, Timestamp};
use worker::{Request, Response, Result};

/// Fingerprints make good ids of commands: the same link, the same command.
const ID_CHARS: usize = 40;

impl Room {
    /// Shows a page, or what became of it.
    pub(super) fn show_page(&self, request: &Request) -> Result<Response> {
        let Some((fingerprint, _)) = self.link(request)? else { return nowhere() };
        self.page(200, &fingerprint, None)
    }

    /// Takes the answer to a page. Two that come at once are one after the other here: the second
    /// finds the link used, and is shown what the first said.
    pub(super) async fn answer_page(&self, request: &Request, said: &str) -> Result<Response> {
        let Some((fingerprint, link)) = self.link(request)? else { return nowhere() };
        let matter: Matter = muster_json::read(&link.body).map_err(broken)?;
        let Some(said) = Said::of(said) else { return self.page(400, &fingerprint, None) };
        if link.used.is_some() || link.over != 0 {
            return self.page(409, &fingerprint, None);
        }
        let (now, person) = (chance::now(&self.env), matter.ask.person);
        let command = command(&matter.ask, said, now);
        let id = CommandId(format!("link-{}", fingerprint.get(..ID_CHARS).unwrap_or_default()));
        let caller = Caller { person, until: now, ..Caller::default() };
        let events = match self.decide(&Asked { id, command }, Some(&caller))? {
            Outcome::Taken(events) => events,
            Outcome::Known(_) => Vec::new(),
            Outcome::Refused(refusal) => {
                return self.page(409, &fingerprint, Some(en::refusal(&refusal)));
            }
        };
        outbox::use_link(self.store()?.tables(), &fingerprint, now)?;
        self.tell(&events)?;
        self.publish_access().await;
        self.arm().await?;
        crate::answer::done()
    }

    fn link(&self, request: &Request) -> Result<Option<(String, outbox::Link)>> {
        let Some(token) = request.headers().get(TOKEN)? else { return Ok(None) };
        let fingerprint = secrets::fingerprint(LINK, &token);
        let link = outbox::link(self.store()?.tables(), &fingerprint)?;
        Ok(link.map(|link| (fingerprint, link)))
    }

    fn page(&self, status: u16, fingerprint: &str, refused: Option<String>) -> Result<Response> {
        let link = outbox::link(self.store()?.tables(), fingerprint)?;
        let Some(link) = link else { return nowhere() };
        let matter: Matter = muster_json::read(&link.body).map_err(broken)?;
        let open = link.used.is_none() && link.over == 0;
        let shown = self.with(|core, _| {
            let (incident, organisation) = (&core.incident, &core.organisation);
            let Ask { person, what, .. } = matter.ask;
            let mut shown = Shown { exercise: incident.flags.exercise, ..Shown::default() };
            let name = organisation.name_of(person);
            let seat = match what.summons() {
                Some(Summons::Seat(role)) => en::role(role, organisation),
                _ => en::reach::STANDBY.into(),
            };
            let words = en::reach::page(
                name,
                &seat,
                open,
                link.used.is_some(),
                person_came(core, &matter.ask),
            );
            shown.title = words.title;
            shown.lines = vec![incident.title.shown().into(), words.text];
            shown.lines.extend(refused);
            if open {
                let timed = matches!(what.summons(), Some(Summons::Seat(_)));
                shown.asks = Some(if timed { Asks::WithTime } else { Asks::Plainly });
            } else {
                let call = (en::reach::CALL, &organisation.call_link);
                let chat = (en::reach::CHAT, &organisation.chat_link);
                let links = [call, chat].into_iter().filter(|(_, url)| !url.is_empty());
                shown.links = links.map(|(words, url)| (words.into(), url.clone())).collect();
            }
            let app = format!("/incidents/{}", incident.id);
            shown.links.push((en::reach::OPEN.into(), app));
            Ok(shown)
        })?;
        page(status, &shown)
    }
}

/// Whether somebody serves in what they were paged for.
fn person_came(core: &super::core::Core, ask: &Ask) -> bool {
    match ask.what.summons() {
        Some(Summons::Seat(role)) => core.incident.holds(ask.person, role),
        _ => core.incident.liaison.handoff.standby() == Some(ask.person),
    }
}

fn command(ask: &Ask, said: Said, now: Timestamp) -> Command {
    let note = String::new();
    match (ask.what.summons(), said) {
        (Some(Summons::Seat(role)), Said::Yes(minutes)) => {
            let eta = minutes.map(|minutes| now + Minutes(minutes));
            Command::AcceptPage { role, eta }
        }
        (Some(Summons::Seat(role)), Said::No) => Command::DeclinePage { role, note },
        (_, Said::Yes(_)) => Command::AcceptStandby,
        (_, Said::No) => Command::DeclineStandby { note },
    }
}
