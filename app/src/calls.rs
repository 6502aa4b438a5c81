//! Requests beside the room: what a dialog or a button of a page asks of the server. Where it asks
//! for a fresh proof of who the reader is, the proof is given and the same request sent again.

use crate::effects::{clock, http, location, page};
use crate::parts::dialog::{Progress, Question};
use crate::parts::form::{Field, Kind};
use crate::parts::model::Weight;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::time::Timestamp;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Waker};

/// What became of a task: perhaps the next dialog, or why it failed, in a sentence.
pub type Done = Result<Option<Question>, String>;

/// A task that is not begun yet.
pub type Pending = std::pin::Pin<Box<dyn Future<Output = Done>>>;

/// Sends a request. The answer is the text, or the sentence that says what is wrong.
pub async fn ask(
    store: Store,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> Result<String, String> {
    loop {
        let problem = match http::request(method, path, body).await {
            Ok(text) => return Ok(text),
            Err(problem) => problem,
        };
        if problem.status == 401 {
            store.sign_out();
        }
        if problem.code != "proof_needed" || !proof(store).await {
            return Err(problem.sentence);
        }
    }
}

/// Asks for something.
pub async fn get(store: Store, path: &str) -> Result<String, String> {
    ask(store, "GET", path, None).await
}

/// Sends something.
pub async fn post(store: Store, path: &str, body: &str) -> Result<String, String> {
    ask(store, "POST", path, Some(body)).await
}

/// Takes something away.
pub async fn delete(store: Store, path: &str) -> Result<String, String> {
    ask(store, "DELETE", path, None).await
}

/// Does what the open dialog, or a button, asks for. The dialog stays until it is done, and says
/// what went wrong; without a dialog, a note says it.
pub fn run(store: Store, task: impl Future<Output = Done> + 'static) {
    let dialog = store.question.with_untracked(Option::is_some);
    if dialog {
        store.asking.set(Progress::Sent);
    }
    spawn_local(async move {
        match task.await {
            Ok(Some(question)) => store.open(question),
            Ok(None) if dialog => page::close_dialog(page::QUESTION),
            Ok(None) => {}
            Err(sentence) if dialog => {
                store.asking.set(Progress::Refused(sentence, Vec::new()));
            }
            Err(sentence) => store.tell(sentence, true),
        }
    });
}

/// Said where the server's answer cannot be read.
pub const OUTDATED: &str = "A newer version is running. Load the page anew.";

/// Shows a link that lets somebody in, to be copied and sent to them.
pub fn link(store: Store, whose: &str, link: &str, until: Timestamp) -> Question {
    let until = clock::day_and_time(until);
    let effect = format!(
        "Send it to {whose} yourself, in a way that only they read. It works once, until {until}."
    );
    let title = format!("A link for {whose}");
    ToCopy { title, effect, label: "Link", hint: "", submit: "Copy the link" }.question(store, link)
}

/// The words around something of this site that is shown once, to be copied.
pub struct ToCopy {
    /// What it is.
    pub title: String,
    /// What to do with it.
    pub effect: String,
    /// What its field is called.
    pub label: &'static str,
    /// A sentence below that, or nothing.
    pub hint: &'static str,
    /// The word on the button.
    pub submit: &'static str,
}

impl ToCopy {
    /// The dialog, with the site in front of the path.
    pub fn question(self, store: Store, path: &str) -> Question {
        let link = location::whole(path);
        let Self { title, effect, label, hint, submit } = self;
        let value = link.clone();
        let field = Field { label: label.into(), hint, kind: Kind::Text, value, required: true };
        Question {
            title,
            effect,
            fields: vec![field],
            submit: submit.into(),
            weight: Weight::Main,
            answer: Arc::new(move |_| {
                // Closed first: nothing outside of an open dialog can be selected, and so copied.
                page::close_dialog(page::QUESTION);
                let copied = page::copy(&link);
                let words =
                    if copied { "Copied." } else { "This browser does not copy by itself." };
                store.tell(words, !copied);
            }),
        }
    }
}

/// Hands a link into the app to the device's way of sharing; where it has none, to the clipboard.
pub fn share(store: Store, path: &str) {
    let link = location::whole(path);
    if page::share(&link) {
        return;
    }
    let copied = page::copy(&link);
    let words = if copied { "The link is copied.".into() } else { link };
    store.tell(words, !copied);
}

/// Whether the reader has given a fresh proof, once they have been asked for one.
async fn proof(store: Store) -> bool {
    let said = Rc::new((Cell::new(None), RefCell::new(None::<Waker>)));
    let hears = Rc::clone(&said);
    store.prove(Rc::new(move |proved| {
        hears.0.set(Some(proved));
        if let Some(waker) = hears.1.take() {
            waker.wake();
        }
    }));
    std::future::poll_fn(move |context| {
        said.1.replace(Some(context.waker().clone()));
        said.0.get().map_or(Poll::Pending, Poll::Ready)
    })
    .await
}
