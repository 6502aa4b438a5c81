//! Links, instructions, the organisation's name, and its policies and time-outs.

use super::{Change as C, Done, Setting, SettingKind, Turn, check};
use crate::limits::{AUTHORIZATION_LIFETIME, PAGE_TIMEOUT, RETENTION};
use crate::refusal::{Code, Refusal};
use core::ops::RangeInclusive;

pub(super) fn make(turn: &mut Turn, change: &C) -> Done {
    let draft = &mut turn.draft;
    match change {
        C::SetCallLink { url } => draft.call_link = check::link(url)?,
        C::SetChatLink { url } => draft.chat_link = check::link(url)?,
        C::SetInstructions { text } => {
            draft.instructions = check::paragraphs("instructions", text)?;
        }
        C::Rename { name } => draft.name = check::name("name", name)?,
        C::Set(setting) => return set(turn, *setting),
        _ => {}
    }
    Ok(())
}

fn set(turn: &mut Turn, setting: Setting) -> Done {
    let settings = &mut turn.draft.settings;
    match setting {
        Setting::PageTimeout(span) => {
            within(SettingKind::PageTimeout, span.0, &PAGE_TIMEOUT)?;
            settings.page_timeout = span;
        }
        Setting::AuthorizationLifetime(span) => {
            within(SettingKind::AuthorizationLifetime, span.0, &AUTHORIZATION_LIFETIME)?;
            settings.authorization_lifetime = span;
        }
        Setting::PageLegalAtDeclaration(on) => settings.page_legal_at_declaration = on,
        Setting::SeveralRolesPerPerson(on) => settings.several_roles_per_person = on,
        Setting::Waivers(on) => settings.waivers = on,
        Setting::LegalOverride(on) => settings.legal_override = on,
        Setting::Retention(days) => {
            if let Some(days) = days {
                within(SettingKind::Retention, days.0, &RETENTION)?;
            }
            settings.retention = days;
        }
    }
    Ok(())
}

fn within(kind: SettingKind, number: u32, bounds: &RangeInclusive<u32>) -> Done {
    if bounds.contains(&number) {
        return Ok(());
    }
    let (from, to) = (bounds.start().to_string(), bounds.end().to_string());
    Err(Refusal::with(Code::BadSetting, [kind.slug(), &from, &to]))
}
