//! The one store: signals out, commands in. It joins the pure [`State`] to the browser's line,
//! clock and address, and decides nothing.
//!
//! A command gets its id here and keeps it: it is said again after every cut until the room has
//! answered, so that a lost reply never acts twice and a lost command is not lost.

use crate::effects::live::{Heard, Live};
use crate::effects::{clock, http, ids, location, page};
use crate::parts::bits::Now;
use crate::parts::dialog::{Progress, Question};
use crate::parts::say::Note;
use crate::paths::Route;
use crate::scene::Scene;
use crate::second::Second;
use crate::state::{Link, Next, State, Waiting};
use crate::third::{self, Third};
use crate::waiting;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::command::Command;
use muster_domain::ids::{CommandId, IncidentId, MessageId, Seq};
use muster_domain::time::Timestamp;
use muster_domain::wire::{ClientFrame, Refused, ServerFrame, VERSION, Writer};
use muster_json as json;
use std::rc::Rc;

/// Screen readers are told of news at most this often, or they would speak all the time.
const NEWS_SECONDS: i64 = 5;

/// The code of a line that was closed because its session ended.
pub const SIGNED_OUT: u16 = 4_401;

/// How the last answered command went.
#[derive(Clone)]
pub struct Outcome {
    /// Which command.
    pub id: CommandId,
    /// What the room said.
    pub result: Result<(), Box<Refused>>,
}

/// What comes over the line for the texts that are being written. What it means, the second part of
/// the app knows.
pub enum Typing {
    /// The room knows who is here; what it is asked now it answers.
    Joined,
    /// The line is cut.
    Cut,
    /// A binary frame.
    Bytes(Vec<u8>),
    /// Who writes in a text.
    Writers(MessageId, Vec<Writer>),
    /// Something typed was not taken, and why.
    Refused(MessageId, String),
}

/// The open text.
pub type Desk = Rc<dyn Fn(Typing)>;

/// What waits for a fresh proof of who the reader is: told whether there was one.
pub type Proved = Rc<dyn Fn(bool)>;

/// Handle on everything the app knows; cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct Store {
    /// What the screens are drawn from.
    pub state: RwSignal<State>,
    /// Where the address bar points.
    pub route: RwSignal<Route>,
    /// The server's time, once a second.
    pub now: RwSignal<Timestamp>,
    /// The same once a minute, for pages whose offers depend on the time.
    pub minute: Memo<i64>,
    /// For screen readers: what has changed, a few words at a time.
    pub news: RwSignal<String>,
    /// The open dialog.
    pub question: RwSignal<Option<Question>>,
    /// How far the open dialog's request is, where it is no command.
    pub asking: RwSignal<Progress>,
    /// What waits for a proof.
    pub unproved: RwSignal<Vec<Proved>, LocalStorage>,
    /// A short note on screen.
    pub note: RwSignal<Note>,
    /// How the last answered command went.
    pub outcome: RwSignal<Option<Outcome>>,
    /// The second part of the app, once it is here.
    pub second: RwSignal<Option<Second>>,
    /// The third part of the app, once somebody has asked for it and it is here.
    pub third: RwSignal<Option<Third>>,
    /// The command whose answer the open dialog waits for.
    asked: RwSignal<Option<CommandId>>,
    /// The last entry of the log that screen readers were told of.
    announced: RwSignal<Seq>,
    /// Server time less device time, in milliseconds.
    offset: RwSignal<i64>,
    line: StoredValue<Option<Live>, LocalStorage>,
    desk: StoredValue<Option<Desk>, LocalStorage>,
}

/// The store, from anywhere below the root.
pub fn store() -> Store {
    expect_context()
}

impl Store {
    /// Starts the store and hands it to everything below.
    pub fn provide() -> Self {
        let now = RwSignal::new(clock::now());
        let store = Self {
            state: RwSignal::default(),
            route: RwSignal::new(Route::parse(&location::path())),
            now,
            minute: Memo::new(move |_| now.get().0 / 60_000),
            news: RwSignal::default(),
            question: RwSignal::new(None),
            asking: RwSignal::default(),
            unproved: RwSignal::new_local(Vec::new()),
            note: RwSignal::default(),
            outcome: RwSignal::new(None),
            second: RwSignal::new(None),
            third: RwSignal::new(None),
            asked: RwSignal::new(None),
            announced: RwSignal::new(Seq(0)),
            offset: RwSignal::new(0),
            line: StoredValue::new_local(None),
            desk: StoredValue::new_local(None),
        };
        provide_context(store);
        provide_context(Now(store.now));
        clock::every_second(move || store.tick());
        location::on_change(move || store.arrive());
        store
    }

    /// The page that is shown: what the address names, or what stands in its place.
    pub fn shown(self) -> Memo<Route> {
        Memo::new(move |_| {
            let route = self.route.get();
            self.state.with(|state| match route.incident() {
                _ if state.signed_out && !route.is_open() => Route::SignIn,
                Some(id) if state.gone.as_ref() == Some(id) => Route::Missing,
                _ => route.clone(),
            })
        })
    }

    /// The server knows nobody here any more. What is typed and not sent stays on the device.
    pub fn sign_out(self) {
        self.state.update(|state| state.signed_out = true);
    }

    /// Asks for a proof of who the reader is, for the sake of something that waits for it.
    pub fn prove(self, waiting: Proved) {
        self.unproved.update(|all| all.push(waiting));
        third::with(self, move |third| (third.prove)(self));
    }

    /// Goes to another page.
    pub fn go(self, route: &Route) {
        location::push(&route.path());
        self.arrive();
    }

    /// Follows the address bar. What was gone may be there by now.
    fn arrive(self) {
        self.state.update(|state| state.gone = None);
        self.route.set(Route::parse(&location::path()));
    }

    /// What a page is drawn from; asked again whenever the state changes, and every minute.
    pub fn scene<T>(self, draw: impl FnOnce(&Scene<'_>) -> T) -> T {
        let now = self.now.get_untracked();
        self.state.with(|state| draw(&Scene { state, now, store: self }))
    }

    /// The same for a press, which must not be repeated when the state changes.
    pub fn scene_untracked<T>(self, draw: impl FnOnce(&Scene<'_>) -> T) -> T {
        untrack(|| self.scene(draw))
    }

    /// Asks the room for something. The answer arrives as an [`Outcome`].
    pub fn dispatch(self, command: Command) -> CommandId {
        let id = CommandId(ids::random());
        let frame = ClientFrame::Command { id: id.clone(), command };
        let frame = json::write(&frame);
        self.say(&frame);
        self.state.update(|state| state.waiting.push(Waiting { id: id.clone(), frame }));
        self.state.with_untracked(waiting::remember);
        id
    }

    /// Asks the room for something on behalf of the open dialog, which waits for the answer.
    pub fn dispatch_from_dialog(self, command: Command) {
        self.asked.set(Some(self.dispatch(command)));
    }

    /// How far the open dialog's command is.
    pub fn progress(self) -> Progress {
        let Some(id) = self.asked.get() else { return self.asking.get() };
        let answer = self.outcome.get().filter(|outcome| outcome.id == id);
        match answer.map(|outcome| outcome.result) {
            Some(Err(refused)) => Progress::Refused(refused.sentence, refused.difference),
            Some(Ok(())) => Progress::Asking,
            None if self.state.with(|state| state.link == Link::Live) => Progress::Sent,
            None => Progress::Kept,
        }
    }

    /// Opens the dialog.
    pub fn open(self, question: Question) {
        self.asked.set(None);
        self.asking.set(Progress::Asking);
        self.question.set(Some(question));
        page::open_dialog(page::QUESTION);
    }

    /// Shows a short note.
    pub fn tell(self, words: impl Into<String>, stop: bool) {
        self.note.set(Note { words: words.into(), stop });
    }

    /// Opens the line to an incident's room, and closes the one before.
    pub fn enter(self, id: &IncidentId) {
        self.leave();
        self.state.update(|state| state.incident.id = id.clone());
        let path = format!("/api/incidents/{id}/live");
        self.line.set_value(Some(Live::start(path, move |heard| self.hear(heard))));
    }

    /// Closes the line.
    pub fn leave(self) {
        self.line.set_value(None);
        self.state.update(State::leave);
    }

    fn tick(self) {
        let now = clock::now().0 + self.offset.get_untracked();
        self.now.set(Timestamp(now));
        if (now / 1_000) % NEWS_SECONDS == 0 {
            self.announce();
        }
    }

    /// Tells screen readers of what has happened since the last time, in one sentence.
    fn announce(self) {
        // The words come with the second part; what happens before is told of once it is here.
        let Some(second) = self.second.get_untracked() else { return };
        let (seq, latest) = self.state.with_untracked(|state| {
            let told = |last| (second.told)(last, &state.incident, &state.organisation);
            (state.incident.seq, state.fresh.last().map(told))
        });
        let before = self.announced.get_untracked();
        self.announced.set(seq);
        if let Some(latest) = latest.filter(|_| before > Seq(0) && seq > before) {
            let count = seq.0 - before.0;
            self.news.set(format!("{count} new. {} {}", latest.who, latest.what));
        }
    }

    fn hear(self, heard: Heard) {
        match heard {
            Heard::Opened => self.hello(),
            Heard::Cut => {
                self.state.update(|state| {
                    if state.link == Link::Live {
                        state.link = Link::Cut;
                    }
                });
                self.type_on(Typing::Cut);
                self.doubt();
            }
            Heard::Closed(SIGNED_OUT) => self.sign_out(),
            Heard::Closed(_) => {
                self.state.update(|state| state.gone = Some(state.incident.id.clone()));
            }
            Heard::Bytes(bytes) => self.type_on(Typing::Bytes(bytes)),
            Heard::Text(text) => match json::read_trusted::<ServerFrame>(&text) {
                Ok(frame) => self.take(frame),
                // Only a newer room says what this app does not know.
                Err(_) => self.state.update(|state| state.link = Link::Outdated),
            },
        }
    }

    /// A line that never opened does not say why: the server is asked in another way.
    fn doubt(self) {
        let (opened, id) = self.state.with_untracked(|s| (s.opened, s.incident.id.clone()));
        if opened {
            return;
        }
        spawn_local(async move {
            let answer = http::get(&format!("/api/incidents/{id}")).await;
            match answer.map_err(|problem| problem.status) {
                Err(401) => self.sign_out(),
                Err(404) => self.state.update(|state| state.gone = Some(id)),
                _ => {}
            }
        });
    }

    fn hello(self) {
        let since = self.state.with_untracked(|s| if s.opened { s.incident.seq } else { Seq(0) });
        let hello = ClientFrame::Hello { version: VERSION, since };
        self.say(&json::write(&hello));
    }

    fn take(self, frame: ServerFrame) {
        let mut next = Next::Nothing;
        self.state.update(|state| next = state.hear(frame));
        match next {
            Next::Nothing => {}
            Next::Ask => self.hello(),
            Next::Tell(sentence) => self.tell(sentence, true),
            Next::Resend(now) => {
                self.offset.set(now - clock::now());
                self.tick();
                self.state.update(waiting::recall);
                let waiting = self.state.with_untracked(|state| state.waiting.clone());
                for waiting in &waiting {
                    self.say(&waiting.frame);
                }
                self.type_on(Typing::Joined);
            }
            Next::Answered(id, result) => self.answered(Outcome { id, result }),
            Next::Prove(refused) => {
                self.prove(Rc::new(move |proved| self.proved(&refused, proved)));
            }
            Next::Writers(message, writers) => self.type_on(Typing::Writers(message, writers)),
            Next::TypingRefused(message, sentence) => {
                self.type_on(Typing::Refused(message, sentence));
            }
        }
    }

    /// Tells the open text what came over the line for it, if a text is open.
    fn type_on(self, typing: Typing) {
        if let Some(desk) = self.desk.get_value() {
            desk(typing);
        }
    }

    /// From now on this hears what comes over the line for texts; nobody does, with nothing.
    pub fn open_desk(self, desk: Option<Desk>) {
        self.desk.set_value(desk);
    }

    /// Sends bytes over the line; false when it is cut.
    pub fn send(self, bytes: &[u8]) -> bool {
        self.line.with_value(|line| line.as_ref().is_some_and(|line| line.send(bytes)))
    }

    fn answered(self, outcome: Outcome) {
        self.state.with_untracked(waiting::remember);
        let from_dialog = self.question.with_untracked(Option::is_some)
            && self.asked.get_untracked().as_ref() == Some(&outcome.id);
        match &outcome.result {
            Ok(()) if from_dialog => page::close_dialog(page::QUESTION),
            Err(refused) if !from_dialog => self.tell(refused.sentence.clone(), true),
            _ => {}
        }
        self.outcome.set(Some(outcome));
    }

    /// Says a command again after a proof, with the same id; without one it stays refused.
    fn proved(self, refused: &Refused, proved: bool) {
        let frame = self.state.with_untracked(|state| {
            let waiting = state.waiting.iter().find(|waiting| waiting.id == refused.id);
            waiting.map(|waiting| waiting.frame.clone())
        });
        match frame {
            Some(frame) if proved => self.say(&frame),
            _ => {
                let (id, refused) = (refused.id.clone(), Box::new(refused.clone()));
                self.state.update(|state| state.give_up(&id));
                self.answered(Outcome { id, result: Err(refused) });
            }
        }
    }

    fn say(self, text: &str) {
        self.line.with_value(|line| line.as_ref().map(|line| line.say(text)));
    }
}
