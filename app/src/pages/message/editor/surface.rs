//! What is seen of the open text: the field, what lies under it, the buttons above it, and who is
//! here. Nothing moves under the hands of somebody who types.

use super::super::{hints, of};
use super::desk::Desk;
use super::people::{Person, authors, here};
use crate::doc::binding::{byte_at, units};
use crate::doc::hunks::found;
use crate::doc::markdown_edit::Tool;
use crate::doc::session::{Session, Standing};
use crate::doc::spans::{Caret, Kind, Mark, Under, under};
use crate::node::{Element, Node, el};
use crate::parts::model::{Chip, Tone};
use crate::state::Link;
use leptos::prelude::*;
use muster_domain::limits::MESSAGE_UNITS_MAX;
use muster_domain::message::{Message, SuggestionState, Verdict};

/// From this many characters on, how many are left is said.
const TELL_FROM: u32 = 60_000;

/// The text with everything around it.
pub fn surface(desk: Desk, who_wrote: RwSignal<bool>) -> Element {
    let field = el("textarea", "input sheet__field")
        .set("id", "writing")
        .set("aria-describedby", "writing-told")
        .set("spellcheck", "true")
        .set("autocapitalize", "sentences")
        .made(move |element| desk.bind(element));
    let field = el("div", "contents").live(move || {
        let writable = desk.ask(Session::is_writable).unwrap_or_default();
        vec![field.clone().flag("readonly", !writable).into()]
    });
    let sheet = el("div", "sheet")
        .with(
            el("div", "sheet__under")
                .set("aria-hidden", "true")
                .live(move || lies_under(desk, who_wrote.get())),
        )
        .with(field);
    let label = el("label", "field__label").set("for", "writing").with("Text");
    el("div", "field")
        .with(el("div", "sheet__head").with(label).with(here(desk)))
        .with(tools(desk, who_wrote))
        .with(sheet)
        .with(el("div", "sheet__told").set("id", "writing-told").live(move || told(desk)))
        .with(el("div", "contents").live(
            move || {
                if who_wrote.get() { authors(desk) } else { Vec::new() }
            },
        ))
}

/// How what was typed stands.
pub fn standing(desk: Desk) -> Chip {
    let cut = desk.store.state.with(|state| state.link != Link::Live);
    let ready = desk.ask(Session::is_ready).unwrap_or_default();
    if !ready {
        return Chip::new(Tone::Wait, if cut { "No connection" } else { "Opening the text" });
    }
    if !desk.may.get().write {
        return Chip::new(Tone::Plain, "Yours alone until you suggest it");
    }
    match desk.ask(Session::standing) {
        Some(Standing::Saving) if !cut => Chip::new(Tone::Wait, "Saving"),
        None | Some(Standing::Saved) => Chip::new(Tone::Ok, "Saved"),
        Some(_) => Chip::new(Tone::Wait, "On this device, not yet saved"),
    }
}

/// What does not work now, and how much room is left.
fn told(desk: Desk) -> Vec<Node> {
    let trouble = desk.trouble.get();
    let barred = desk.ask(|session| session.barred().map(String::from)).flatten();
    let length = desk.ask(|session| session.document().len()).unwrap_or_default();
    let most = u32::try_from(MESSAGE_UNITS_MAX).unwrap_or(u32::MAX);
    let left = (length > TELL_FROM)
        .then(|| format!("{} of {most} characters left.", most.saturating_sub(length)));
    let words = barred.or((!trouble.is_empty()).then(|| trouble.into()));
    let words = words.map(|words| el("p", "sheet__trouble").set("role", "alert").with(words));
    let left = left.map(|left| el("p", "field__hint").with(left));
    words.into_iter().chain(left).map(Node::from).collect()
}

fn tools(desk: Desk, who_wrote: RwSignal<bool>) -> Element {
    let bar = el("div", "tools").set("role", "group").set("aria-label", "Formatting");
    bar.live(move || {
        let selection = desk.ask(|_| ()).and_then(|()| desk.selection());
        let (undo, redo) = desk.ask(Session::can_undo).unwrap_or_default();
        let tools = Tool::ALL.map(|tool| {
            let on = selection.as_ref().and_then(|(text, at)| tool.is_on(text, *at));
            tool_button(tool.label(), on, true, move || {
                desk.edit(|text, at| tool.press(text, at));
            })
        });
        let press = move || who_wrote.update(|on| *on = !*on);
        let others = [
            tool_button("Undo", None, undo, move || desk.undo(true)),
            tool_button("Redo", None, redo, move || desk.undo(false)),
            tool_button("Who wrote what", Some(who_wrote.get()), true, press),
        ];
        tools.into_iter().chain(others).map(Node::from).collect()
    })
}

/// A button that leaves the selection in the field alone.
fn tool_button(
    label: &'static str,
    on: Option<bool>,
    can: bool,
    press: impl Fn() + 'static,
) -> Element {
    let button = el("button", "tools__tool").key(label).set("type", "button");
    let button = match on {
        Some(on) => button.set("aria-pressed", if on { "true" } else { "false" }),
        None => button,
    };
    let button = if can { button } else { button.set("aria-disabled", "true") };
    button
        .on("pointerdown", web_sys::Event::prevent_default)
        .on("click", move |_| {
            if can {
                press();
            }
        })
        .with(label)
}

/// The same letters as in the field, unseen, with what is said about them.
fn lies_under(desk: Desk, who_wrote: bool) -> Vec<Node> {
    let Some((text, authors, suggested)) =
        desk.ask(|session| (session.shown(), session.authors(), session.suggested()))
    else {
        return Vec::new();
    };
    let text = crate::doc::binding::shown(&text);
    let mut marks = threads(desk, &text);
    marks.extend(hinted(desk, &text));
    if who_wrote && suggested.is_empty() {
        let mut at = 0;
        for (person, len) in authors {
            let from = at;
            at += len;
            marks.extend(person.filter(|person| person.0 > 0).map(|person| Mark {
                from,
                to: at,
                kind: Kind::Written(Person::colour(desk, person)),
            }));
        }
    }
    let mut grown = 0_i64;
    for hunk in suggested {
        let from = i64::from(hunk.at) + grown;
        let (old, new) = (units(&hunk.quote), units(&hunk.replacement));
        grown += i64::from(new) - i64::from(old);
        let place = |at: i64| u32::try_from(at).unwrap_or_default();
        let to = place(from + i64::from(new));
        marks.push(Mark { from: place(from), to, kind: Kind::Suggested });
    }
    let mut carets = Vec::new();
    for person in Person::all(desk) {
        let Some((anchor, head)) = person.at else { continue };
        let (from, to) = (anchor.min(head), anchor.max(head));
        marks.push(Mark { from, to, kind: Kind::Selected(person.colour) });
        // The flag hangs over other words: a first name is enough, the whole one is above.
        let name = person.name.split(' ').next().unwrap_or_default().into();
        carets.push(Caret { at: head, colour: person.colour, name });
    }
    let mut nodes: Vec<Node> = under(&text, &marks, carets).into_iter().map(drawn).collect();
    // A last line with nothing in it has its height only with something in it. Elsewhere that could
    // begin a line of its own, after spaces that hang over the edge.
    if text.is_empty() || text.ends_with('\n') {
        nodes.push("\u{200B}".into());
    }
    nodes
}

/// Words that are worth another look (R96); what is missing has no words.
fn hinted(desk: Desk, text: &str) -> Vec<Mark> {
    let about = of(desk.store, desk.id, |scene, message| Some(hints::about(scene, message)));
    let found = about.map(|about| muster_domain::view::hints::hints(text, about));
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mark = |hint: muster_domain::view::hints::Hint| Mark {
        from: place(hint.start),
        to: place(hint.end),
        kind: Kind::Hint,
    };
    found.unwrap_or_default().into_iter().map(mark).collect()
}

/// Open suggestions, comments and objections, where their words stand.
fn threads(desk: Desk, text: &str) -> Vec<Mark> {
    of(desk.store, desk.id, |_, message: &Message| {
        let open = message.suggestions.iter().filter(|it| it.state == SuggestionState::Open);
        let places = open.filter_map(|it| {
            let place =
                |session: &Session| found(session.document(), text, it.place, it.quote.shown());
            desk.ask_now(place).flatten().map(|range| (range, Kind::Thread))
        });
        let sign_offs = message.version.iter().flat_map(|version| &version.sign_offs);
        let spans = sign_offs.filter(|it| it.verdict == Verdict::StrongObjection);
        let spans = spans.filter_map(|it| {
            let words = it.span.as_ref()?.shown();
            let at = units(text.get(..text.find(words).filter(|_| !words.is_empty())?)?);
            Some(((at, at + units(words)), Kind::Objection))
        });
        let all = places.chain(spans);
        all.map(|((from, to), kind)| Mark { from, to, kind }).collect()
    })
}

fn drawn(piece: Under) -> Node {
    match piece {
        Under::Run(text, kinds) if kinds.is_empty() => text.into(),
        // One element in the other, so that each can be seen: tint, line and frame.
        Under::Run(text, kinds) => kinds.into_iter().fold(text.into(), |inside: Node, kind| {
            let (name, colour) = kind.name();
            let mark = el("span", "mark").set("data-mark", name);
            let mark = match colour {
                Some(colour) => mark.set("data-colour", &colour.to_string()),
                None => mark,
            };
            mark.with(inside).into()
        }),
        Under::Caret(caret) => el("span", "caret")
            .set("data-colour", &caret.colour.to_string())
            .with(el("span", "caret__flag").with(caret.name))
            .into(),
    }
}

/// What is selected in the field, and its words, for a comment.
pub fn quoted(desk: Desk) -> Option<(u32, String)> {
    let (text, at) = desk.selection()?;
    let words = text.get(byte_at(&text, at.start)..byte_at(&text, at.end))?;
    (!words.trim().is_empty()).then(|| (at.start, words.to_string()))
}
