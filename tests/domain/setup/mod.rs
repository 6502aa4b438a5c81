//! Changing the organisation (requirements A, decision 14): who may, what is refused, what the log
//! says, and two people at once.

mod laws;
mod leaving;
mod people;
mod publishing;
mod readiness;
mod removal;
mod roles;
mod settings;
mod sheets;
mod together;

use muster_domain::ids::{CommandId, PersonId};
use muster_domain::list::find_mut;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::setup::{Applied, Change, Details, Request, decide, subject};
use muster_domain::time::Timestamp;
use muster_tests::firm::{ADMINISTRATOR, FOREIGN_GUEST, GUEST, LEAD, SLT, firm};

/// When everything here happens, unless a test says otherwise.
pub const NOW: Timestamp = Timestamp(1_900_000_000_000);

/// An organisation with its log, as the worker keeps it.
#[derive(Clone)]
pub struct Office {
    pub organisation: Organisation,
    pub log: Vec<Applied>,
}

impl Office {
    /// The firm, with two administrators.
    pub fn new() -> Self {
        let mut organisation = firm();
        organisation.revision = 1;
        let others = [ADMINISTRATOR, GUEST, FOREIGN_GUEST];
        organisation.people.retain(|person| !others.contains(&person.id));
        for person in [LEAD, SLT] {
            find_mut(&mut organisation.people, person).expect("they are there").administrator =
                true;
        }
        Self { organisation, log: Vec::new() }
    }

    /// What a change made on a revision comes to.
    pub fn asks(
        &self,
        by: PersonId,
        change: Change,
        revision: Option<u32>,
    ) -> Result<Applied, Refusal> {
        let request = Request { id: CommandId::from("made-by-a-test"), revision, change };
        let about = subject(&self.organisation, &request, by);
        let counted = self.log.iter().filter(|it| it.counts && it.entry.subject == about);
        let touched = counted.map(|it| it.entry.revision).max().unwrap_or_default();
        decide(&self.organisation, &request, touched, by, NOW)
    }

    /// Makes a change on the organisation as it is, which must be taken.
    pub fn does(&mut self, by: PersonId, change: Change) -> &Applied {
        let applied = self.asks(by, change, Some(self.organisation.revision));
        self.takes(applied.expect("the change is taken"))
    }

    /// Keeps what a change came to.
    pub fn takes(&mut self, applied: Applied) -> &Applied {
        self.organisation = applied.organisation.clone();
        self.log.push(applied);
        self.log.last().expect("it was pushed")
    }

    /// Why a change made on the organisation as it is would be refused.
    pub fn refused(&self, by: PersonId, change: Change) -> Code {
        let applied = self.asks(by, change, Some(self.organisation.revision));
        applied.expect_err("the change is refused").code
    }
}

/// Somebody who could be taken in.
pub fn details(name: &str) -> Details {
    Details {
        name: name.into(),
        title: "Night manager".into(),
        phone: "+44 20 7946 0199".into(),
        email: format!("{}@firm.example", name.to_lowercase().replace(' ', ".")),
        zone: "Europe/Berlin".into(),
        channels: Vec::new(),
    }
}
