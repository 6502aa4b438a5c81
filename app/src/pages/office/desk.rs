//! What the organisation's pages share: they ask the rule book what may be offered, send changes,
//! and keep what was typed whatever comes back.

use super::merge::merge;
use crate::effects::http::Problem;
use crate::effects::{http, ids, page};
use crate::parts::dialog::Progress;
use crate::parts::model::{Action, Weight};
use crate::parts::sheet::{Asked, Open, Sheet};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::copy::en;
use muster_domain::ids::CommandId;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Family, Refusal};
use muster_domain::setup::{Change, Request, decide};
use muster_json as json;
use serde::Deserialize;
use std::rc::Rc;
use std::sync::Arc;

/// What the fields of a form hold in this state of the organisation.
pub type Fill = Arc<dyn Fn(&Organisation) -> Vec<String> + Send + Sync>;

/// The change that the fields of a form come to, or a sentence about what is wrong with them.
pub type Make = Arc<dyn Fn(&Organisation, &[String]) -> Result<Change, &'static str> + Send + Sync>;

/// A form for one change.
#[derive(Clone)]
pub struct Form {
    /// Its heading: the act.
    pub title: String,
    /// What will happen (R156), or what is to be read.
    pub effect: String,
    /// The word on the button.
    pub submit: &'static str,
    /// How the button looks.
    pub weight: Weight,
    /// Its fields.
    pub asked: Vec<Asked>,
    /// What they hold at first.
    pub fill: Fill,
    /// What they come to.
    pub make: Make,
}

impl Form {
    /// A form that only asks for a yes.
    pub fn confirm(title: String, effect: String, submit: &'static str, change: Change) -> Self {
        Self {
            title,
            effect,
            submit,
            weight: Weight::Main,
            asked: Vec::new(),
            fill: Arc::new(|_| Vec::new()),
            make: Arc::new(move |_, _| Ok(change.clone())),
        }
    }

    /// A form with fields.
    pub fn new(title: impl Into<String>, asked: Vec<Asked>, fill: Fill, make: Make) -> Self {
        let (effect, submit) = (String::new(), "Save");
        Self { title: title.into(), effect, submit, weight: Weight::Main, asked, fill, make }
    }
}

/// A form under way.
struct Begun {
    form: Form,
    /// What it was filled with.
    base: Vec<String>,
    /// The revision of the organisation that it was filled from.
    revision: u32,
    /// The same for every try until the server has answered.
    id: String,
}

/// What the server says of a change that it took.
#[derive(Clone, Copy, Deserialize)]
pub struct Taken {
    /// The number of what was made.
    #[serde(default)]
    pub made: Option<u32>,
}

/// What is done once a change was taken.
pub type Then = fn(Office, Taken);

/// Handle of the pages; cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct Office {
    /// Where the organisation is.
    pub store: Store,
    /// The dialog.
    pub open: Open,
    begun: StoredValue<Option<(Begun, Option<Then>)>>,
}

impl Office {
    /// Opens the desk and asks for the newest facts.
    pub fn begin(store: Store) -> Self {
        let office = Self { store, open: Open::closed(), begun: StoredValue::new(None) };
        spawn_local(async move {
            match learn(store).await {
                // What the device keeps is shown, and that there is no connection is said above it.
                Err(problem) if problem.status != 0 => store.tell(problem.sentence, true),
                _ => {}
            }
        });
        office
    }

    /// What the rule book says of a change now.
    pub fn ask(scene: &Scene<'_>, change: &Change) -> Result<(), Refusal> {
        let me = scene.state.me.ok_or(Code::UnknownActor)?;
        let organisation = scene.organisation();
        let (id, revision) = (CommandId(String::new()), Some(organisation.revision));
        let request = Request { id, revision, change: change.clone() };
        decide(organisation, &request, 0, me, scene.now).map(drop)
    }

    /// Whether a change like this is the reader's to make, whatever its fields hold.
    pub fn is_mine(scene: &Scene<'_>, change: &Change) -> bool {
        match Self::ask(scene, change) {
            Ok(()) => true,
            Err(refusal) => !matches!(refusal.code.family(), Family::Forbidden | Family::Missing),
        }
    }

    /// A button that opens a form, where a change like `probe` is the reader's to make.
    pub fn form(
        self,
        scene: &Scene<'_>,
        label: &str,
        probe: &Change,
        form: impl Fn() -> Form + 'static,
    ) -> Option<Action> {
        Self::is_mine(scene, probe).then(|| self.opens(label, Rc::new(form), None))
    }

    /// A button for one definite change: barred with the reason where the moment is not right,
    /// absent where it is so already or somebody else's.
    pub fn act(
        self,
        scene: &Scene<'_>,
        label: &str,
        change: &Change,
        form: impl Fn() -> Form + 'static,
    ) -> Option<Action> {
        let why_not = match Self::ask(scene, change) {
            Ok(()) => None,
            Err(refusal) if refusal.code == Code::AlreadySo => return None,
            Err(refusal) if refusal.code.family() == Family::Conflict => {
                Some(en::refusal(&refusal))
            }
            Err(_) => return None,
        };
        Some(Action { why_not, ..self.opens(label, Rc::new(form), None) })
    }

    /// A button that opens a form, and what is done once its change was taken.
    pub fn opens(self, label: &str, form: Rc<dyn Fn() -> Form>, then: Option<Then>) -> Action {
        let press = Rc::new(move || self.show(form(), then));
        Action { label: label.into(), weight: Weight::Plain, why_not: None, press }
    }

    /// Opens a form.
    pub fn show(self, form: Form, then: Option<Then>) {
        let (base, revision) = self.filled(&form);
        let sheet = Sheet {
            title: form.title.clone(),
            effect: form.effect.clone(),
            submit: form.submit,
            weight: form.weight,
            asked: form.asked.clone(),
            theirs: Vec::new(),
            filled: 0,
            progress: Progress::Asking,
            answer: Arc::new(move || self.submit()),
        };
        self.begun.set_value(Some((
            Begun { form, base: base.clone(), revision, id: ids::random() },
            then,
        )));
        self.open.show(sheet, base);
    }

    fn filled(self, form: &Form) -> (Vec<String>, u32) {
        self.store
            .state
            .with_untracked(|state| ((form.fill)(&state.organisation), state.organisation.revision))
    }

    fn submit(self) {
        let values = self.open.values.get_untracked();
        let request = self.begun.with_value(|begun| {
            let (begun, _) = begun.as_ref()?;
            let organisation =
                |state: &crate::state::State| (begun.form.make)(&state.organisation, &values);
            let change = self.store.state.with_untracked(organisation);
            Some(change.map(|change| Request {
                id: CommandId(begun.id.clone()),
                revision: Some(begun.revision),
                change,
            }))
        });
        match request {
            None => {}
            Some(Err(sentence)) => self.progress(Progress::Refused(sentence.into(), Vec::new())),
            Some(Ok(request)) => {
                self.progress(Progress::Sent);
                spawn_local(self.sent(request));
            }
        }
    }

    fn progress(self, progress: Progress) {
        self.open.change(|sheet| sheet.progress = progress);
    }

    async fn sent(self, request: Request) {
        match send(&request).await {
            Ok(taken) => {
                let _ = learn(self.store).await;
                page::close_dialog(page::SHEET);
                self.store.news.set("Saved.".into());
                let then = self.begun.try_with_value(|begun| begun.as_ref().and_then(|it| it.1));
                if let Some(then) = then.flatten() {
                    then(self, taken);
                }
            }
            Err(problem) => {
                // An unanswered change may have been taken, and is asked again with the same id.
                if problem.status != 0 {
                    self.with_begun(|begun| begun.id = ids::random());
                }
                if problem.code == "changed_meanwhile" && learn(self.store).await.is_ok() {
                    self.meanwhile();
                } else {
                    self.progress(Progress::Refused(problem.sentence, Vec::new()));
                }
            }
        }
    }

    fn with_begun(self, change: impl FnOnce(&mut Begun)) {
        self.begun.try_update_value(|begun| {
            if let Some((begun, _)) = begun {
                change(begun);
            }
        });
    }

    /// Somebody saved first: what both changed stands side by side, the rest is joined.
    fn meanwhile(self) {
        let mut merged = None;
        let mine = self.open.values.get_untracked();
        self.with_begun(|begun| {
            let (theirs, revision) = self.filled(&begun.form);
            merged = Some(merge(&begun.base, &mine, &theirs));
            (begun.base, begun.revision) = (theirs, revision);
        });
        let Some(merged) = merged else { return };
        let words = if merged.clashes() {
            "Somebody else saved this meanwhile. Nothing is saved yet: take theirs where you \
             agree, and save what is in the fields."
        } else {
            "Somebody else saved another part of this meanwhile; it is filled in. Look at it, \
             and save again."
        };
        self.open.values.set(merged.values);
        self.open.change(|sheet| {
            sheet.filled += 1;
            sheet.theirs = merged.theirs;
            sheet.progress = Progress::Refused(words.into(), Vec::new());
        });
    }
}

async fn send(request: &Request) -> Result<Taken, Problem> {
    let answer = http::post("/api/organisation/changes", &json::write(request)).await?;
    Ok(json::read_trusted(&answer).unwrap_or(Taken { made: None }))
}

/// Takes the organisation as it is now.
pub async fn learn(store: Store) -> Result<(), Problem> {
    let organisation = http::get("/api/organisation").await?;
    if let Ok(organisation) = json::read_trusted::<Organisation>(&organisation) {
        store.state.update(|state| state.learn(organisation));
    }
    Ok(())
}
