//! What is worth another look before the text goes on (R96). It stops nobody.

use crate::parts::model::{Card, Chip, Row, Tone, plain};
use crate::scene::Scene;
use muster_domain::copy::en;
use muster_domain::hidden::shown;
use muster_domain::message::{Content, Message, Stage};
use muster_domain::view::hints::{About, Hint, Kind, hints, quoted};

/// The card; nothing where there is nothing to look at, or nothing to be changed any more.
pub fn card(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    let open = message.stage.is_locked() || message.stage == Stage::Drafting;
    let version = message.version.as_ref().and_then(|version| version.content.as_deref());
    let content: &Content = version.unwrap_or(&message.draft.content);
    let about = about(scene, message);
    let body = content.body.shown();
    let mut rows: Vec<Row> = Vec::new();
    // The subject need not say when news comes.
    let subject = content.subject.shown();
    let of_subject = hints(subject, about).into_iter();
    let of_subject = of_subject.filter(|hint| hint.kind != Kind::NoNextUpdate);
    let all = of_subject.map(|hint| (subject, hint));
    for (text, hint) in all.chain(hints(body, about).into_iter().map(|hint| (body, hint))) {
        let row = row(text, hint);
        // The same words are worth the same look wherever they stand.
        if rows.iter().all(|known| known.key != row.key) {
            rows.push(row);
        }
    }
    let chip = Some(Chip::new(Tone::Wait, rows.len().to_string()));
    let card = Card { chip, rows, ..Card::new("hints", "Worth another look") };
    (open && !card.rows.is_empty()).then_some(card)
}

/// For whom the text is, as far as the rules care.
pub fn about(scene: &Scene<'_>, message: &Message) -> About {
    let audience = scene.organisation().audience(message.audience);
    About { internal: audience.is_some_and(|it| it.internal), phase: message.phase }
}

fn row(text: &str, hint: Hint) -> Row {
    let title = match shown(&quoted(text, hint)).as_str() {
        "" => "Next update".into(),
        words => format!("“{words}”"),
    };
    let why = en::hint(hint.kind);
    let mut row = Row::new([why, &title].concat(), title);
    row.lines = vec![plain(why)];
    row
}
