//! Secret addresses to which a calendar program subscribes: one's own turns, or those of a role.
//! Making one, making it anew, ending it; where they are shown is the pages' business.

use crate::calls::{self, OUTDATED, ToCopy};
use crate::effects::clock;
use crate::parts::dialog::Question;
use crate::parts::model::{Action, Line, Weight, plain};
use crate::store::Store;
use muster_domain::catalogue::Role;
use muster_domain::time::Timestamp;
use muster_json as json;
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

/// The addresses that are listed at a path.
pub async fn listed(store: Store, path: &str) -> Result<Vec<Calendar>, String> {
    let text = calls::get(store, path).await?;
    json::read_trusted(&text).map_err(|_| OUTDATED.into())
}

/// What is known of an address, in a line.
pub fn line(calendar: &Calendar) -> Line {
    let made = clock::day(calendar.made);
    let read = calendar.read.map_or_else(
        || "no program has read it yet".into(),
        |at| format!("last read {}", clock::day_and_time(at)),
    );
    plain(format!("Calendar address made {made}, {read}"))
}

/// What a button says, and the words of the question that it opens first.
#[derive(Clone, Copy)]
struct Words {
    label: &'static str,
    weight: Weight,
    effect: &'static str,
    submit: &'static str,
}

/// What can be done about it.
pub fn actions(place: Place) -> Vec<Action> {
    if place.end.is_none() {
        let label = "Make a calendar address";
        let press = Rc::new(move || calls::run(place.store, act(place.clone(), false)));
        return vec![Action { label: label.into(), weight: Weight::Plain, why_not: None, press }];
    }
    let anew = Words {
        label: "Make a new calendar address",
        weight: Weight::Plain,
        effect: "The old address stops working at once. Calendars that subscribed to it stay as \
                 they are until you give them the new one.",
        submit: "Make a new one",
    };
    let end = Words {
        label: "End the calendar address",
        weight: Weight::Harsh,
        effect: "Calendars that subscribed to it hear of no change any more.",
        submit: "End it",
    };
    vec![asking(place.clone(), anew, false), asking(place, end, true)]
}

fn asking(place: Place, words: Words, ends: bool) -> Action {
    let Words { label, weight, effect, submit } = words;
    let press = Rc::new(move || {
        let (store, place) = (place.store, place.clone());
        store.open(Question {
            title: format!("{label}: {}", place.whose),
            effect: effect.into(),
            fields: Vec::new(),
            submit: submit.into(),
            weight: if ends { Weight::Harsh } else { Weight::Main },
            answer: Arc::new(move |_| calls::run(store, act(place.clone(), ends))),
        });
    });
    Action { label: label.into(), weight, why_not: None, press }
}

/// Ends the address, or makes one and shows it.
async fn act(place: Place, ends: bool) -> calls::Done {
    let Place { store, whose, make: (path, body), end, again } = place;
    if let Some(end) = end.filter(|_| ends) {
        calls::delete(store, &end).await?;
        again();
        return Ok(None);
    }
    let made = calls::post(store, &path, &body).await?;
    let made = json::read_trusted::<Made>(&made).map_err(|_| OUTDATED)?;
    again();
    let shown = ToCopy {
        title: format!("The calendar address: {whose}"),
        effect: "Copy it, choose “subscribe” or “add by URL” in your calendar, and paste it there."
            .into(),
        label: "Address",
        hint: "It is shown once. Whoever has it sees these turns, without signing in.",
        submit: "Copy the address",
    };
    Ok(Some(shown.question(store, &made.link)))
}
