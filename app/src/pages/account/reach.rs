//! How the reader is reached when they are not looking: their devices, their chat or paging
//! service, mail; and whether it works (R10, R24).

use super::me::action;
use super::wire::{Channel, Hook, Reach, Secret, Subscribed};
use crate::calls::{self, OUTDATED};
use crate::effects::clock;
use crate::effects::push::{self, Failure};
use crate::node::{Node, el};
use crate::parts::cards::card;
use crate::parts::dialog::Question;
use crate::parts::form::{Field, Kind};
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, Weight, plain};
use crate::shell::waiting;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::copy::en;
use muster_domain::organisation::ContactChannel;
use muster_domain::reach::{ChannelTest, Outcome};
use muster_json as json;
use std::sync::Arc;

/// The reader's addresses as the server has them.
#[derive(Clone, Copy)]
struct Own {
    store: Store,
    known: RwSignal<Option<Reach>>,
}

/// What this page says of it.
pub fn reach(store: Store) -> Node {
    let own = Own { store, known: RwSignal::new(None) };
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move { failed.set(own.learn().await.err()) });
    let cards = move || match (own.known.get(), failed.get()) {
        (Some(known), _) => vec![card(all(own, &known)).into()],
        (None, Some(sentence)) => vec![waiting(&sentence)],
        (None, None) => vec![waiting("Asking how you are reached…")],
    };
    el("div", "contents").live(cards).into()
}

impl Own {
    async fn learn(self) -> Result<(), String> {
        let text = calls::get(self.store, "/api/me/reach").await?;
        self.known.set(Some(json::read_trusted(&text).map_err(|_| OUTDATED)?));
        Ok(())
    }

    /// A button that asks the server for something and shows how things are then.
    fn act(
        self,
        label: &str,
        weight: Weight,
        task: impl Fn() -> calls::Pending + 'static,
    ) -> Action {
        action(label, weight, move || {
            let task = task();
            calls::run(self.store, async move {
                let next = task.await?;
                self.learn().await?;
                Ok(next)
            });
        })
    }
}

fn all(own: Own, known: &Reach) -> Card {
    let mut card = Card::new("reach", "How you are reached");
    let (me, channels) = own.store.state.with_untracked(|state| {
        let person = state.me.and_then(|me| state.organisation.person(me).cloned());
        (state.me, person.map(|person| person.channels).unwrap_or_default())
    });
    card.lines = vec![plain(
        "A page goes to the first of these, then to the next, until you answer it. Try each once: \
         you will know tonight.",
    )];
    let order = me.map(|me| format!("/organisation/people/{me}"));
    card.lines.extend(order.map(|path| vec![Bit::Link("Change the order".into(), path)]));
    let usual = [ContactChannel::Push, ContactChannel::Mail, ContactChannel::Chat];
    let others = usual.into_iter().filter(|it| !channels.contains(it)).map(|it| (it, false));
    let ordered = channels.iter().map(|it| (*it, true)).chain(others);
    card.rows = ordered.map(|(channel, used)| row(own, known, channel, used)).collect();
    card
}

fn row(own: Own, known: &Reach, channel: ContactChannel, used: bool) -> Row {
    let mut row = Row::new(channel.slug(), en::setup::contact_channel(channel));
    if !used {
        row.lines.push(plain("Not among your ways of being reached"));
    }
    match channel {
        ContactChannel::Push => devices(own, known, &mut row),
        ContactChannel::Chat => hook(own, known, &mut row),
        ContactChannel::Mail => row.lines.push(plain(if known.mail {
            "To the address of your contact data"
        } else {
            "This deployment cannot send mail"
        })),
        ContactChannel::Phone => {
            row.lines.push(plain("Shown to whoever has to call you; nothing rings by itself"));
            return row;
        }
    }
    let last = known.tests.iter().find(|test| test.channel == channel);
    row.chip = Some(tested(last));
    if let Some(test) = last {
        row.lines.push(plain(format!("Tried on {}", clock::day_and_time(test.at))));
    }
    row.actions.push(try_out(own, channel));
    row
}

fn tested(last: Option<&ChannelTest>) -> Chip {
    match last {
        None => Chip::new(Tone::Wait, "Never tried"),
        Some(test) if test.outcome == Outcome::Delivered => Chip::new(Tone::Ok, "Delivered"),
        Some(test) => Chip::new(Tone::Stop, en::setup::outcome(test.outcome)),
    }
}

fn try_out(own: Own, channel: ContactChannel) -> Action {
    own.act("Send a test", Weight::Plain, move || {
        Box::pin(async move {
            let said = json::write(&Channel { channel });
            let answer = calls::post(own.store, "/api/me/reach/test", &said).await?;
            let test: ChannelTest = json::read_trusted(&answer).map_err(|_| OUTDATED)?;
            own.store.tell(en::setup::outcome(test.outcome), test.outcome != Outcome::Delivered);
            Ok(None)
        })
    })
}

fn devices(own: Own, known: &Reach, row: &mut Row) {
    if known.devices.is_empty() {
        row.lines.push(plain("On no device yet"));
    }
    for device in &known.devices {
        let added = clock::day(device.added);
        row.lines.push(plain(format!("{}, since {added}", device.name)));
        let path = format!("/api/me/reach/devices/{}", device.id);
        let label = format!("Turn off: {}", device.name);
        row.actions.push(own.act(&label, Weight::Quiet, move || {
            let path = path.clone();
            Box::pin(async move { calls::delete(own.store, &path).await.map(|_| None) })
        }));
    }
    let key = known.key.clone();
    row.actions.push(own.act("Turn on for this device", Weight::Main, move || {
        let key = key.clone();
        Box::pin(async move {
            let made = push::subscribe(&key).await.map_err(why)?;
            calls::post(own.store, "/api/me/reach/devices", &made).await?;
            own.store.tell("This device takes notifications now. Send a test.", false);
            Ok(None)
        })
    }));
}

fn why(failure: Failure) -> &'static str {
    match failure {
        Failure::Denied => {
            "Notifications are not allowed here. Allow them for this address in the browser's \
             settings, then try again."
        }
        Failure::Missing => {
            "This browser takes no notifications here. On an iPhone or iPad, add Muster to the \
             Home Screen and open it from there."
        }
        Failure::Away => "The browser's push service did not answer. Try again in a moment.",
    }
}

fn hook(own: Own, known: &Reach, row: &mut Row) {
    match &known.hook {
        Some(Hook { kind, host }) => {
            let name = KINDS.iter().find(|(slug, _)| slug == kind).map_or("", |(_, name)| *name);
            row.lines.push(plain(format!("{name}, at {host}")));
            row.actions.push(own.act("Take away", Weight::Quiet, move || {
                let path = "/api/me/reach/hook";
                Box::pin(async move { calls::delete(own.store, path).await.map(|_| None) })
            }));
        }
        None => row.lines.push(plain("Not set up")),
    }
    row.actions.push(action("Set up", Weight::Plain, move || own.store.open(question(own))));
}

/// What can be called, by the names of the wire.
const KINDS: [(&str, &str); 4] = [
    ("slack", "Slack, or what takes its webhooks"),
    ("teams", "Microsoft Teams"),
    ("pager_duty", "PagerDuty"),
    ("generic", "A program of our own"),
];

fn question(own: Own) -> Question {
    let field = |label: &str, hint, kind, required| Field {
        label: label.into(),
        hint,
        kind,
        value: String::new(),
        required,
    };
    let kinds = KINDS.iter().map(|(slug, name)| ((*slug).into(), (*name).into())).collect();
    Question {
        title: "Your chat or paging service".into(),
        effect: "Pages go to this address, with a link by which you answer.".into(),
        fields: vec![
            field("What it is", "", Kind::Choice(kinds), true),
            field(
                "Address",
                "The webhook's address, as your chat shows it. It begins with https://. PagerDuty \
                 needs none.",
                Kind::Text,
                false,
            ),
            field("Key", "PagerDuty only: the integration's routing key.", Kind::Text, false),
        ],
        submit: "Set up".into(),
        weight: Weight::Main,
        answer: Arc::new(move |values| {
            let mut values = values.into_iter();
            let mut next = || values.next().unwrap_or_default();
            let said = json::write(&Subscribed { kind: next(), url: next(), key: next() });
            calls::run(own.store, async move {
                let made = calls::post(own.store, "/api/me/reach/hook", &said).await?;
                let made: Secret = json::read_trusted(&made).map_err(|_| OUTDATED)?;
                own.learn().await?;
                Ok(Some(secret(&made.secret)))
            });
        }),
    }
}

/// The secret of a webhook is shown once.
fn secret(secret: &str) -> Question {
    Question {
        title: "The secret of these calls".into(),
        effect: "A program of your own checks by it that a call is ours. It is shown once; chats \
                 and PagerDuty do not need it."
            .into(),
        fields: vec![Field {
            label: "Secret".into(),
            hint: "",
            kind: Kind::Text,
            value: secret.into(),
            required: false,
        }],
        submit: "I have it".into(),
        weight: Weight::Main,
        answer: Arc::new(|_| crate::effects::page::close_dialog(crate::effects::page::QUESTION)),
    }
}
