//! The line to the open incident's room, and what comes over it.

use super::{Desk, Keeper, Kept, Outcome, SIGNED_OUT, Store, Typing};
use crate::effects::drawer::Drawer;
use crate::effects::live::Heard;
use crate::effects::{clock, page};
use crate::state::{Link, Next, State};
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::ids::{CommandId, Seq};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::time::Timestamp;
use muster_domain::wire::{CatchUp, ClientFrame, Refused, ServerFrame, VERSION};
use muster_json as json;
use std::rc::Rc;

/// What waits for somebody to keep it, at most: the second part of the app comes long before.
const UNKEPT_MAX: usize = 400;

impl Store {
    pub(super) fn hear(self, heard: Heard) {
        match heard {
            Heard::Opened => self.hello(),
            Heard::Cut { silent_ms } => {
                self.cut(silent_ms);
                self.type_on(Typing::Cut);
                // A line that never opened does not say why: the server is asked in another way.
                if let Some(second) = self.second.get_untracked() {
                    (second.doubt)(self);
                }
            }
            Heard::Closed(SIGNED_OUT) => self.sign_out(),
            Heard::Closed(_) => {
                self.state.update(|state| state.gone = Some(state.incident.id.clone()));
            }
            Heard::Bytes(bytes) => self.type_on(Typing::Bytes(bytes)),
            Heard::Text(text) => match json::read_trusted::<ServerFrame>(&text) {
                Ok(frame) => {
                    let part = match &frame {
                        ServerFrame::Welcome(it) => match it.incident {
                            CatchUp::State(_) => Some((true, "")),
                            // Beside its last event, which is kept under the same number.
                            CatchUp::Events(_) => Some((false, "-")),
                        },
                        ServerFrame::Event(_) => Some((false, "")),
                        _ => None,
                    };
                    self.take(frame);
                    if let Some((whole, beside)) = part {
                        self.keep_frame(text, whole, beside);
                    }
                }
                // Only a newer room says what this app does not know.
                Err(_) => self.state.update(|state| state.link = Link::Outdated),
            },
        }
    }

    /// The line is cut, after it was silent for so long.
    pub fn cut(self, silent_ms: i64) {
        let at = Timestamp(self.now.get_untracked().0 - silent_ms);
        let given_up = self.state.try_update(|state| state.cut(at)).unwrap_or_default();
        for id in given_up {
            self.unanswered(id, &Code::Unanswered.into());
        }
    }

    fn keep_frame(self, text: String, whole: bool, beside: &str) {
        let (what, at) = self.state.with_untracked(|state| {
            (state.incident.id.to_string(), format!("{:012}{beside}", state.incident.seq.0))
        });
        self.keep(Kept { what, at, text, whole });
    }

    /// Has the device keep something, as soon as it can: once it is known whose it is.
    pub fn keep(self, kept: Kept) {
        self.hands.update_value(|hands| {
            // Whoever keeps it does not come; what was kept before has its own age.
            if hands.unkept.len() >= UNKEPT_MAX {
                hands.unkept.retain(|kept| kept.what == "me");
            }
            // First who is looking: where that is somebody new, what was there is forgotten.
            let place = if kept.what == "me" { 0 } else { hands.unkept.len() };
            hands.unkept.insert(place, kept);
        });
        self.pass_on();
    }

    /// From now on this keeps what is to be kept, and first what has waited for it.
    pub fn give_keeper(self, keeper: &Keeper) {
        self.hands.update_value(|hands| hands.keeper = Some(Rc::clone(keeper)));
        self.pass_on();
    }

    fn pass_on(self) {
        let keeper = self.hands.with_value(|hands| hands.keeper.clone());
        let known = self.state.with_untracked(|state| state.me.is_some());
        let Some(keeper) = keeper.filter(|_| known) else { return };
        let mut unkept = Vec::new();
        self.hands.update_value(|hands| unkept = core::mem::take(&mut hands.unkept));
        for kept in unkept {
            keeper(kept);
        }
    }

    /// What the device keeps; nothing before it is open, or where the browser has none.
    pub fn drawer(self) -> Option<Drawer> {
        self.hands.with_value(|hands| hands.drawer.clone())
    }

    /// From now on the device keeps something.
    pub fn give_drawer(self, drawer: Drawer) {
        self.hands.update_value(|hands| hands.drawer = Some(drawer));
    }

    /// Says again what the room of the open incident has not answered.
    pub fn resend(self) {
        let frames: Vec<_> = self
            .state
            .with_untracked(|state| state.unanswered().map(|it| it.frame.clone()).collect());
        for frame in &frames {
            self.say(frame);
        }
    }

    /// Asks the room for the whole state.
    pub fn ask_whole(self) {
        self.say(&json::write(&ClientFrame::Hello { version: VERSION, since: Seq(0) }));
    }

    fn hello(self) {
        let known = |state: &State| state.opened && !state.from_device;
        let since = self.state.with_untracked(|s| if known(s) { s.incident.seq } else { Seq(0) });
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
                self.resend();
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
        let desk = self.hands.with_value(|hands| hands.desk.clone());
        if let Some(desk) = desk {
            desk(typing);
        }
    }

    /// From now on this hears what comes over the line for texts; nobody does, with nothing.
    pub fn open_desk(self, desk: Option<Desk>) {
        self.hands.update_value(|hands| hands.desk = desk);
    }

    /// Sends bytes over the line; false when it is cut.
    pub fn send(self, bytes: &[u8]) -> bool {
        self.hands.with_value(|hands| hands.line.as_ref().is_some_and(|line| line.send(bytes)))
    }

    /// Something was answered.
    pub fn answered(self, outcome: Outcome) {
        let from_dialog = self.question.with_untracked(Option::is_some)
            && self.asked.get_untracked().as_ref() == Some(&outcome.id);
        match &outcome.result {
            Ok(()) if from_dialog => page::close_dialog(page::QUESTION),
            Err(why) if !from_dialog => self.tell(why.sentence.clone(), true),
            // The dialog has the words, and the reason.
            Err(_) => self.state.update(|state| state.give_up(&outcome.id)),
            Ok(()) => {}
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
            Some(_) => {
                let (id, why) = (refused.id.clone(), Box::new(refused.clone().into()));
                self.state.update(|state| state.give_up(&id));
                self.answered(Outcome { id, result: Err(why) });
            }
            // Given up meanwhile, and that was said.
            None => {}
        }
    }

    pub(super) fn say(self, text: &str) {
        self.hands.with_value(|hands| hands.line.as_ref().map(|line| line.say(text)));
    }

    /// There is no answer, and there will be none.
    pub(super) fn unanswered(self, id: CommandId, refusal: &Refusal) {
        let why = en::refusal(refusal).into();
        self.answered(Outcome { id, result: Err(Box::new(why)) });
    }
}
