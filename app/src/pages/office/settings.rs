//! Links, instructions, time-outs and policies: each says what it does before it is changed.

use super::desk::{Form, Office};
use super::staff;
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, plain};
use crate::parts::sheet::{Asked, Input};
use crate::scene::Scene;
use muster_domain::copy::en;
use muster_domain::limits::{AUTHORIZATION_LIFETIME, PAGE_TIMEOUT, RETENTION};
use muster_domain::organisation::{Organisation, Settings};
use muster_domain::setup::{Change, Setting, SettingKind};
use muster_domain::time::{Days, Minutes};
use std::sync::Arc;

/// The page.
pub fn cards(office: Office, scene: &Scene<'_>) -> Vec<Card> {
    let times = kinds(office, scene, "times", "Times", &TIMES);
    let policies = kinds(office, scene, "policies", "Policies", &POLICIES);
    vec![basics(office, scene), times, policies]
}

const TIMES: [SettingKind; 3] =
    [SettingKind::PageTimeout, SettingKind::AuthorizationLifetime, SettingKind::Retention];

const POLICIES: [SettingKind; 4] = [
    SettingKind::PageLegalAtDeclaration,
    SettingKind::SeveralRolesPerPerson,
    SettingKind::Waivers,
    SettingKind::LegalOverride,
];

/// A line of text of the organisation.
#[derive(Clone, Copy)]
struct Line {
    key: &'static str,
    title: &'static str,
    effect: &'static str,
    input: fn() -> Input,
    get: fn(&Organisation) -> &str,
    set: fn(String) -> Change,
}

const LINES: [Line; 4] = [
    Line {
        key: "name",
        title: "Name of the organisation",
        effect: "It stands above the list of incidents and in invitations.",
        input: || Input::Line("text"),
        get: |it| &it.name,
        set: |name| Change::Rename { name },
    },
    Line {
        key: "call-link",
        title: "Call link",
        effect: "Where responders meet. It is in every page that calls somebody, and in the \
                 incident. Empty takes it away.",
        input: || Input::Line("url"),
        get: |it| &it.call_link,
        set: |url| Change::SetCallLink { url },
    },
    Line {
        key: "chat-link",
        title: "Chat link",
        effect: "Where responders write to each other. Empty takes it away.",
        input: || Input::Line("url"),
        get: |it| &it.chat_link,
        set: |url| Change::SetChatLink { url },
    },
    Line {
        key: "instructions",
        title: "Instructions for responders",
        effect: "What everybody should know before they join, such as a code for the call.",
        input: || Input::Long,
        get: |it| &it.instructions,
        set: |text| Change::SetInstructions { text },
    },
];

fn basics(office: Office, scene: &Scene<'_>) -> Card {
    let rows = LINES.map(|it| line_row(office, scene, it));
    Card { rows: rows.into(), ..Card::new("basics", "Name, links and instructions") }
}

fn line_row(office: Office, scene: &Scene<'_>, it: Line) -> Row {
    let mut row = Row::new(it.key, it.title);
    let now = (it.get)(scene.organisation());
    let mut said = vec![plain(it.effect)];
    match now {
        "" => row.chip = Some(Chip::new(Tone::Wait, "Not set")),
        url if url.starts_with("https://") => {
            said.insert(0, vec![Bit::text("It is "), Bit::Link(url.into(), url.into())]);
        }
        text => row.quote = Some(text.into()),
    }
    row.lines = said;
    let probe = (it.set)(now.into());
    let edit = office.form(scene, edit_label(it.key), &probe, move || {
        let asked = Asked::new(it.title, (it.input)());
        let asked = if it.key == "name" { asked } else { asked.optional() };
        let form = Form::new(
            it.title,
            vec![asked],
            Arc::new(move |organisation| vec![(it.get)(organisation).into()]),
            Arc::new(move |_, values| Ok((it.set)(staff::at(values, 0)))),
        );
        Form { effect: it.effect.into(), ..form }
    });
    row.actions = edit.into_iter().collect();
    row
}

fn edit_label(key: &str) -> &'static str {
    match key {
        "name" => "Rename",
        "instructions" => "Edit instructions",
        "call-link" => "Change the call link",
        _ => "Change the chat link",
    }
}

fn kinds(
    office: Office,
    scene: &Scene<'_>,
    key: &'static str,
    title: &str,
    all: &[SettingKind],
) -> Card {
    let rows = all.iter().map(|kind| kind_row(office, scene, *kind)).collect();
    Card { rows, ..Card::new(key, title) }
}

/// What a setting does.
const fn effect(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::PageTimeout => {
            "Whoever is paged has this long to answer; then the next backup is paged."
        }
        SettingKind::AuthorizationLifetime => {
            "A message that the commander authorized must begin to be sent within this time, or \
             they are asked again."
        }
        SettingKind::PageLegalAtDeclaration => {
            "The Legal Officer is paged when an incident is declared, not only when a text is \
             ready for review."
        }
        SettingKind::SeveralRolesPerPerson => {
            "For small companies: one person may hold several seats in an incident, and approve a \
             template for both offices."
        }
        SettingKind::Waivers => {
            "The ELT Approver may let a message go on without a legal or messaging review; the \
             record says so."
        }
        SettingKind::LegalOverride => {
            "The ELT Approver may override a strong objection of Legal too; the record says so."
        }
        SettingKind::Retention => {
            "Personal data of a closed incident is erased after this many days. Without a number \
             it is kept without end."
        }
    }
}

fn kind_row(office: Office, scene: &Scene<'_>, kind: SettingKind) -> Row {
    let mut row = Row::new(kind.slug(), en::setup::setting(kind));
    row.lines = vec![plain(effect(kind))];
    let now = current(kind, &scene.organisation().settings);
    let (chip, action) = match now {
        Current::Flag(on, _) => {
            let tone = if on { Tone::Ok } else { Tone::Plain };
            (Chip::new(tone, if on { "Yes" } else { "No" }), toggle(office, scene, kind, now))
        }
        Current::Number(Some(n), unit) => {
            (Chip::new(Tone::Plain, format!("{n} {unit}")), number(office, scene, kind, now))
        }
        Current::Number(None, _) => {
            (Chip::new(Tone::Plain, "Without end"), number(office, scene, kind, now))
        }
    };
    row.chip = Some(chip);
    row.actions = action.into_iter().collect();
    row
}

/// What a setting is now.
#[derive(Clone, Copy)]
enum Current {
    Flag(bool, fn(bool) -> Setting),
    Number(Option<u32>, &'static str),
}

const fn current(kind: SettingKind, settings: &Settings) -> Current {
    match kind {
        SettingKind::PageTimeout => Current::Number(Some(settings.page_timeout.0), "minutes"),
        SettingKind::AuthorizationLifetime => {
            Current::Number(Some(settings.authorization_lifetime.0), "minutes")
        }
        SettingKind::Retention => match settings.retention {
            Some(days) => Current::Number(Some(days.0), "days"),
            None => Current::Number(None, "days"),
        },
        SettingKind::PageLegalAtDeclaration => {
            Current::Flag(settings.page_legal_at_declaration, Setting::PageLegalAtDeclaration)
        }
        SettingKind::SeveralRolesPerPerson => {
            Current::Flag(settings.several_roles_per_person, Setting::SeveralRolesPerPerson)
        }
        SettingKind::Waivers => Current::Flag(settings.waivers, Setting::Waivers),
        SettingKind::LegalOverride => {
            Current::Flag(settings.legal_override, Setting::LegalOverride)
        }
    }
}

fn toggle(office: Office, scene: &Scene<'_>, kind: SettingKind, now: Current) -> Option<Action> {
    let Current::Flag(on, set) = now else { return None };
    let change = Change::Set(set(!on));
    let label = if on { "Change to no" } else { "Change to yes" };
    let (again, title) = (change.clone(), en::setup::setting(kind));
    office.act(scene, label, &change, move || {
        let words = format!("{} From now on this does not hold any more.", effect(kind));
        let words = if on { words } else { effect(kind).into() };
        Form::confirm(title.into(), words, label, again.clone())
    })
}

fn number(office: Office, scene: &Scene<'_>, kind: SettingKind, now: Current) -> Option<Action> {
    let Current::Number(number, _) = now else { return None };
    let probe = Change::Set(numbered(kind, number));
    office.form(scene, "Change", &probe, move || {
        let (title, bounds) = (en::setup::setting(kind), bounds(kind));
        let asked = Asked::new(title, Input::Line("number"));
        let asked = if kind == SettingKind::Retention { asked.optional() } else { asked };
        let form = Form::new(
            title,
            vec![asked],
            Arc::new(move |it| {
                let Current::Number(number, _) = current(kind, &it.settings) else {
                    return Vec::new();
                };
                vec![number.map(|it| it.to_string()).unwrap_or_default()]
            }),
            Arc::new(move |_, values| {
                let text = staff::at(values, 0);
                let number = text.parse().ok();
                if number.is_none() && !(text.is_empty() && kind == SettingKind::Retention) {
                    return Err("Write a whole number.");
                }
                Ok(Change::Set(numbered(kind, number)))
            }),
        );
        let words = format!("{} It goes from {} to {}.", effect(kind), bounds.0, bounds.1);
        Form { effect: words, ..form }
    })
}

const fn bounds(kind: SettingKind) -> (u32, u32) {
    let range = match kind {
        SettingKind::PageTimeout => PAGE_TIMEOUT,
        SettingKind::AuthorizationLifetime => AUTHORIZATION_LIFETIME,
        _ => RETENTION,
    };
    (*range.start(), *range.end())
}

fn numbered(kind: SettingKind, number: Option<u32>) -> Setting {
    let minutes = Minutes(number.unwrap_or_default());
    match kind {
        SettingKind::PageTimeout => Setting::PageTimeout(minutes),
        SettingKind::AuthorizationLifetime => Setting::AuthorizationLifetime(minutes),
        _ => Setting::Retention(number.map(Days)),
    }
}

#[cfg(test)]
mod tests {
    use super::{POLICIES, TIMES, effect};
    use muster_domain::setup::SettingKind;

    // [R12]
    #[test]
    fn every_setting_is_on_the_page_once_and_says_what_it_does() {
        for kind in SettingKind::ALL {
            let shown = TIMES.iter().chain(&POLICIES).filter(|it| **it == kind).count();
            assert_eq!(shown, 1, "{}", kind.slug());
            assert!(effect(kind).ends_with('.'));
        }
    }
}
