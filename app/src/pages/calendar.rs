//! Secret addresses to which a calendar program subscribes: one's own turns, or those of a role.
//! Making one, making it anew, ending it; where they are shown is the pages' business.

use crate::calls::{self, OUTDATED};
use crate::effects::{clock, location, page};
use crate::json;
use crate::parts::dialog::Question;
use crate::parts::form::{Field, Kind};
use crate::parts::model::{Action, Line, Weight, plain};
use crate::store::Store;
use muster_domain::catalogue::Role;
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use std::sync::Arc;

/// An address as the server lists it; the address itself is known to nobody any more.
#[derive(Clone, Debug, Deserialize)]
pub struct Calendar {
    /// Its name.
    pub id: String,
    /// Whose turns it shows; one's own without.
    pub role: Option<Role>,
    /// When it was made.
    pub made: Timestamp,
    /// When a program last read it.
    pub read: Option<Timestamp>,
}

/// What is said to have one made for a role.
#[derive(Serialize)]
pub struct Wanted {
    /// Whose turns.
    pub role: Role,
}

#[derive(Deserialize)]
struct Made {
    link: String,
}

/// Where an address is made and ended, and what is done afterwards.
#[derive(Clone)]
pub struct Place {
    /// Handle on everything.
    pub store: Store,
    /// Whose turns, for headings.
    pub whose: String,
    /// Where it is asked for, and with what.
    pub make: (String, String),
    /// Where it is ended; nothing where there is none.
    pub end: Option<String>,
    /// Asks for the list anew.
    pub again: Arc<dyn Fn() + Send + Sync>,
}

/// What is known of an address, in a line.
pub fn line(calendar: &Calendar) -> Line {
    let made = clock::day(calendar.made);
    let read = calendar.read.map_or_else(
        || "no program has read it yet".into(),
        |at| format!("last read {}", clock::day_and_time(at)),
    );
    plain(format!("Address made {made}, {read}"))
}

/// What can be done about it.
pub fn actions(place: Place) -> Vec<Action> {
    let button = |label: &str, weight, press: Rc<dyn Fn()>| Action {
        label: label.into(),
        weight,
        why_not: None,
        press,
    };
    let Some(path) = place.end.clone() else {
        let press = Rc::new(move || calls::run(place.store, make(place.clone())));
        return vec![button("Make a calendar address", Weight::Plain, press)];
    };
    let ending = place.clone();
    let anew = Rc::new(move || place.store.open(anew(&place)));
    let end = Rc::new(move || ending.store.open(ends(&ending, &path)));
    vec![
        button("Make a new calendar address", Weight::Plain, anew),
        button("End the calendar address", Weight::Harsh, end),
    ]
}

fn anew(place: &Place) -> Question {
    let place = place.clone();
    Question {
        title: format!("A new calendar address: {}", place.whose),
        effect: "The old address stops working at once. Calendars that subscribed to it stay as \
                 they are until you give them the new one."
            .into(),
        fields: Vec::new(),
        submit: "Make a new one".into(),
        weight: Weight::Main,
        answer: Arc::new(move |_| calls::run(place.store, make(place.clone()))),
    }
}

fn ends(place: &Place, path: &str) -> Question {
    let (place, path) = (place.clone(), path.to_owned());
    Question {
        title: format!("End the calendar address: {}", place.whose),
        effect: "Calendars that subscribed to it hear of no change any more.".into(),
        fields: Vec::new(),
        submit: "End it".into(),
        weight: Weight::Harsh,
        answer: Arc::new(move |_| {
            let (place, path) = (place.clone(), path.clone());
            calls::run(place.store, async move {
                calls::delete(place.store, &path).await?;
                (place.again)();
                Ok(None)
            });
        }),
    }
}

async fn make(place: Place) -> calls::Done {
    let (path, body) = &place.make;
    let made = calls::post(place.store, path, body).await?;
    let made = json::read::<Made>(&made).map_err(|_| OUTDATED)?;
    (place.again)();
    Ok(Some(shown(&place, &made.link)))
}

fn shown(place: &Place, link: &str) -> Question {
    let (store, link) = (place.store, location::whole(link));
    let hint = "It is shown once. Whoever has it sees these turns, without signing in.";
    let value = link.clone();
    let field = Field { label: "Address".into(), hint, kind: Kind::Text, value, required: true };
    Question {
        title: format!("The calendar address: {}", place.whose),
        effect: "Copy it, choose “subscribe” or “add by URL” in your calendar, and paste it there."
            .into(),
        fields: vec![field],
        submit: "Copy the address".into(),
        weight: Weight::Main,
        answer: Arc::new(move |_| {
            // Closed first: nothing outside of an open dialog can be selected, and so copied.
            page::close_dialog(page::QUESTION);
            let copied = page::copy(&link);
            let words = if copied { "Copied." } else { "This browser does not copy by itself." };
            store.tell(words, !copied);
        }),
    }
}
