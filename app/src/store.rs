//! The one store: signals out, commands in. It joins the pure [`State`] to the browser's line,
//! clock and address, and decides nothing.
//!
//! A command gets its id here and keeps it: it is said again after every cut until the room has
//! answered, so that a lost reply never acts twice and a lost command is not lost. What may not
//! wait is the exception: it is said once, and given up where the line is cut before the answer.

mod line;

use crate::acts;
use crate::effects::drawer::Drawer;
use crate::effects::live::Live;
use crate::effects::{clock, ids, location, page};
use crate::parts::bits::Now;
use crate::parts::dialog::{Progress, Question};
use crate::parts::say::Note;
use crate::paths::Route;
use crate::scene::Scene;
use crate::second::Second;
use crate::state::{How, Link, State, Waiting, Why};
use crate::third::{self, Third};
use gloo::timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::command::Command;
use muster_domain::ids::{CommandId, IncidentId, MessageId, Seq};
use muster_domain::limits::WAITING_MAX;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::summary::Summary;
use muster_domain::time::Timestamp;
use muster_domain::wire::{ClientFrame, Writer};
use muster_json as json;
use std::rc::Rc;
use std::time::Duration;

/// Screen readers are told of news at most this often, or they would speak all the time.
const NEWS_SECONDS: i64 = 5;
/// How long a note stays that tells of nothing wrong.
const NOTE_SHOWN: Duration = Duration::from_secs(8);

/// The code of a line that was closed because its session ended.
pub const SIGNED_OUT: u16 = 4_401;

/// How the last answered command went.
#[derive(Clone)]
pub struct Outcome {
    /// Which command.
    pub id: CommandId,
    /// What the room said.
    pub result: Result<(), Box<Why>>,
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

/// Something that the server said and the device is to keep, for a day without a network.
pub struct Kept {
    /// What it is about: who is looking, the organisation, the list, an incident.
    pub what: String,
    /// Its place among what is kept about that; the same again replaces it.
    pub at: String,
    /// The words of the server.
    pub text: String,
    /// It takes the place of all that was kept about that.
    pub whole: bool,
}

/// Who keeps it.
pub type Keeper = Rc<dyn Fn(Kept)>;

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
    /// The incidents; nothing before the server, or the device, has said which there are.
    pub listed: RwSignal<Option<Vec<Summary>>>,
    /// The second part of the app, once it is here.
    pub second: RwSignal<Option<Second>>,
    /// The third part of the app, once somebody has asked for it and it is here.
    pub third: RwSignal<Option<Third>>,
    /// The command whose answer the open dialog waits for.
    asked: RwSignal<Option<CommandId>>,
    /// The last entry of the log that screen readers were told of.
    pub announced: RwSignal<Seq>,
    /// Server time less device time, in milliseconds.
    offset: RwSignal<i64>,
    hands: StoredValue<Hands, LocalStorage>,
}

/// What the store holds on to.
#[derive(Default)]
struct Hands {
    line: Option<Live>,
    desk: Option<Desk>,
    drawer: Option<Drawer>,
    keeper: Option<Keeper>,
    /// What is to be kept once there is somebody to keep it.
    unkept: Vec<Kept>,
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
            listed: RwSignal::new(None),
            second: RwSignal::new(None),
            third: RwSignal::new(None),
            asked: RwSignal::new(None),
            announced: RwSignal::new(Seq(0)),
            offset: RwSignal::new(0),
            hands: StoredValue::new_local(Hands::default()),
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
        let incident = self.state.with_untracked(|state| state.incident.id.clone());
        self.request(id.clone(), incident, command);
        id
    }

    /// Asks for something in an incident that is not the open one.
    pub fn ask_of(self, incident: &IncidentId, command: Command) {
        self.request(CommandId(ids::random()), incident.clone(), command);
        page::tell("muster:flush");
    }

    /// Asks the room for something on behalf of the open dialog, which waits for the answer.
    pub fn dispatch_from_dialog(self, command: Command) {
        let id = CommandId(ids::random());
        self.asked.set(Some(id.clone()));
        let incident = self.state.with_untracked(|state| state.incident.id.clone());
        self.request(id, incident, command);
    }

    /// Asks for something in an incident, which need not be the open one. What may not wait is
    /// asked for now or not at all.
    fn request(self, id: CommandId, incident: IncidentId, command: Command) {
        let may_wait = command.may_wait();
        let live = self.state.with_untracked(|s| s.link == Link::Live && s.incident.id == incident);
        if !live && !may_wait {
            return self.unanswered(id, &Code::NotConnected.into());
        }
        if self.state.with_untracked(|state| state.waiting.len() >= WAITING_MAX) {
            let most = WAITING_MAX.to_string();
            let full = Refusal::with(Code::TooMany, ["what waits here to be sent", &most]);
            return self.unanswered(id, &full);
        }
        let about = self.second.get_untracked();
        let about = about.map(|second| self.scene_untracked(|it| (second.about)(&command, it)));
        let about = about.filter(|about| !about.is_empty());
        let label = acts::words(&command).label;
        let label = about.map_or_else(|| label.into(), |about| format!("{label} · {about}"));
        let typed = self.scene_untracked(|scene| acts::typed(&command, scene));
        let frame = json::write(&ClientFrame::Command { id: id.clone(), command });
        if live {
            self.say(&frame);
        } else {
            page::close_dialog(page::QUESTION);
            if self.state.with_untracked(|state| state.asks_already(&id, &frame)) {
                return self.tell("It waits already, and is sent once.", false);
            }
        }
        let how = match (live, may_wait) {
            (false, _) => How::Waits,
            (true, true) => How::Sent,
            (true, false) => How::Now,
        };
        // What is pressed within a second has an order too.
        let last = self.state.with_untracked(|state| state.waiting.last().map(|it| it.at.0 + 1));
        let now = clock::now().0 + self.offset.get_untracked();
        let at = Timestamp(last.map_or(now, |last| last.max(now)));
        let waiting = Waiting { id, incident, at, frame, label, typed, how, safe: false };
        self.state.update(|state| state.waiting.push(waiting));
        if !live {
            self.tell("No connection. It waits here, and is sent when there is one.", false);
        }
    }

    /// How far the open dialog's command is.
    pub fn progress(self) -> Progress {
        let Some(id) = self.asked.get() else { return self.asking.get() };
        let answer = self.outcome.get().filter(|outcome| outcome.id == id);
        match answer.map(|outcome| outcome.result) {
            Some(Err(why)) => Progress::Refused(why.sentence, why.difference),
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

    /// Shows a short note. It goes away by itself, unless it tells of something that did not work.
    pub fn tell(self, words: impl Into<String>, stop: bool) {
        let note = Note { words: words.into(), stop };
        self.note.set(note.clone());
        if !stop {
            spawn_local(async move {
                sleep(NOTE_SHOWN).await;
                if self.note.with_untracked(|shown| *shown == note) {
                    self.note.set(Note::default());
                }
            });
        }
    }

    /// Opens the line to an incident's room, and closes the one before.
    pub fn enter(self, id: &IncidentId) {
        self.leave();
        self.state.update(|state| state.incident.id = id.clone());
        let path = format!("/api/incidents/{id}/live");
        let line = Live::start(path, move |heard| self.hear(heard));
        self.hands.update_value(|hands| hands.line = Some(line));
    }

    /// Closes the line.
    pub fn leave(self) {
        // Out of the hands first: what it does while it is closed may reach for them.
        let mut line = None;
        self.hands.update_value(|hands| line = hands.line.take());
        drop(line);
        self.state.update(State::leave);
    }

    fn tick(self) {
        let now = clock::now().0 + self.offset.get_untracked();
        self.now.set(Timestamp(now));
        if (now / 1_000) % NEWS_SECONDS == 0 {
            // The words come with the second part; what happens before is told of once it is here.
            if let Some(second) = self.second.get_untracked() {
                (second.announce)(self);
            }
        }
    }
}
