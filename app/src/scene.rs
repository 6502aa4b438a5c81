//! What a page sees: the state and the time, with the questions that every page asks. A page is a
//! function from a scene to cards; nothing here draws or sends.

use crate::acts;
use crate::effects::clock;
use crate::parts::model::{Action, Press};
use crate::paths::{Page, Route};
use crate::state::State;
use crate::store::Store;
use muster_domain::catalogue::Role;
use muster_domain::command::Command;
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::incident::Incident;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Family, Refusal};
use muster_domain::time::Timestamp;
use std::rc::Rc;

/// The state at an instant.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is known.
    pub state: &'a State,
    /// The server's time.
    pub now: Timestamp,
    /// Where presses go.
    pub store: Store,
}

impl<'a> Scene<'a> {
    /// The incident.
    pub const fn incident(&self) -> &'a Incident {
        &self.state.incident
    }

    /// The organisation.
    pub const fn organisation(&self) -> &'a Organisation {
        &self.state.organisation
    }

    /// Whether I hold this role.
    pub fn is_mine(&self, role: Role) -> bool {
        self.state.me.is_some_and(|me| self.incident().holds(me, role))
    }

    /// A person's name, marked where it is the reader's own.
    pub fn name(&self, person: PersonId) -> String {
        let name = self.organisation().name_of(person);
        if self.state.me == Some(person) { format!("{name} (you)") } else { name.into() }
    }

    /// A role's name.
    pub fn role(&self, role: Role) -> String {
        en::role(role, self.organisation())
    }

    /// A page of this incident.
    pub fn path(&self, page: Page) -> String {
        Route::Incident(self.incident().id.clone(), page).path()
    }

    /// Whether a command would be taken if its fields were filled in.
    pub fn ask(&self, command: &Command) -> Result<(), Refusal> {
        self.state.ask(&acts::probe(command, self), self.now)
    }

    /// A button for a command: present where it is the reader's to give, barred with the reason
    /// where the moment is not right, absent where it is somebody else's.
    pub fn offer(&self, command: Command) -> Option<Action> {
        let why_not = match self.ask(&command) {
            Ok(()) => None,
            Err(refusal) if refusal.code.family() == Family::Conflict => {
                Some(en::refusal(&refusal))
            }
            Err(_) => return None,
        };
        Some(Action { why_not, ..self.button(command) })
    }

    /// A button that is only there while it can be pressed, or could be with a connection.
    pub fn offer_now(&self, command: Command) -> Option<Action> {
        match self.ask(&command) {
            Ok(()) => Some(self.button(command)),
            Err(Refusal { code: Code::NotConnected, .. }) => self.offer(command),
            Err(_) => None,
        }
    }

    /// A button for a command whose empty inputs would be refused for what they are: it is there
    /// when nothing but the inputs stands in the way.
    pub fn offer_blank(&self, command: Command) -> Option<Action> {
        use Code::{Empty, LeadTakesNoTasks, NotHolder, NotSpelling, SpanMissing, WrongSender};
        let inputs = [Empty, LeadTakesNoTasks, NotHolder, NotSpelling, SpanMissing, WrongSender];
        match self.ask(&command) {
            Err(Refusal { code: Code::NotConnected, .. }) => self.offer(command),
            Err(refusal) if !inputs.contains(&refusal.code) => None,
            _ => Some(self.button(command)),
        }
    }

    /// A button for a command, whatever the rules say.
    pub fn button(&self, command: Command) -> Action {
        let words = acts::words(&command);
        let store = self.store;
        let press: Press = Rc::new(move || acts::start(store, &command));
        Action { label: words.label.into(), weight: words.weight, why_not: None, press }
    }

    /// Time of day as the reader's clock shows it.
    pub fn time(at: Timestamp) -> String {
        clock::time_of_day(at)
    }
}
