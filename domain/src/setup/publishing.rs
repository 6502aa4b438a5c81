//! Whom messages are for, the templates they start from, and what a halt list is made of.

use super::{AudienceFacts, CampaignFacts, Change as C, Done, Turn, check, not_found};
use crate::briefing::Question;
use crate::catalogue::Phase;
use crate::ids::{AudienceId, CampaignId, PersonId};
use crate::limits::{
    APPROVAL_DAYS_MAX, AUDIENCES_MAX, CAMPAIGNS_MAX, NAME_CHARS_MAX, SUBJECT_CHARS_MAX,
};
use crate::list::find_mut;
use crate::organisation::{Audience, Campaign, HalfApproval, Office, Template, TemplateApproval};
use crate::refusal::{Code, Refusal};
use crate::time::{Days, Timestamp};
use crate::tokens;

pub(super) fn make(turn: &mut Turn, change: &C) -> Done {
    match change {
        C::AddAudience { audience } => {
            check::room("audience", turn.draft.audiences.len(), AUDIENCES_MAX)?;
            let audience = checked(turn, AudienceId(turn.made), audience)?;
            turn.draft.audiences.push(audience);
            Ok(())
        }
        C::EditAudience { id, audience } => {
            let audience = checked(turn, *id, audience)?;
            let known = find_mut(&mut turn.draft.audiences, *id);
            *known.ok_or_else(|| not_found("audience"))? = audience;
            Ok(())
        }
        C::RemoveAudience { id } => remove_audience(turn, *id),
        C::AddCampaign { campaign } => {
            check::room("campaign", turn.draft.campaigns.len(), CAMPAIGNS_MAX)?;
            let campaign = activity(CampaignId(turn.made), campaign)?;
            turn.draft.campaigns.push(campaign);
            Ok(())
        }
        C::EditCampaign { id, campaign } => {
            let campaign = activity(*id, campaign)?;
            let known = find_mut(&mut turn.draft.campaigns, *id);
            *known.ok_or_else(|| not_found("campaign"))? = campaign;
            Ok(())
        }
        C::RemoveCampaign { id } => {
            find_mut(&mut turn.draft.campaigns, *id).ok_or_else(|| not_found("campaign"))?;
            turn.draft.campaigns.retain(|it| it.id != *id);
            Ok(())
        }
        C::WriteTemplate { audience, phase, subject, body } => {
            write(turn, *audience, *phase, subject, body)
        }
        C::RemoveTemplate { audience, phase } => {
            template(turn, *audience, *phase)?;
            turn.draft.templates.retain(|it| (it.audience, it.phase) != (*audience, *phase));
            Ok(())
        }
        C::ApproveTemplate { audience, phase, office, until } => {
            approve(turn, (*audience, *phase), *office, *until)
        }
        C::WithdrawApproval { audience, phase, office } => {
            withdraw(turn, (*audience, *phase), *office)
        }
        _ => Ok(()),
    }
}

fn checked(turn: &Turn, id: AudienceId, facts: &AudienceFacts) -> Result<Audience, Refusal> {
    let AudienceFacts { internal, personal, channels, cadence, .. } = facts.clone();
    let name = check::name("name", &facts.name)?;
    let same = |it: &Audience| it.id != id && it.name.to_lowercase() == name.to_lowercase();
    if turn.draft.audiences.iter().any(same) {
        return Err(Refusal::with(Code::NameTaken, [&name]));
    }
    if channels.is_empty() {
        return Err(Code::NoChannel.into());
    }
    check::each_once("channels", &channels)?;
    let cadence = crate::text::estimate(cadence)?;
    Ok(Audience { id, name, internal, personal, channels, cadence })
}

/// The three that ship stay (R82); others go when nothing is written for them any more.
fn remove_audience(turn: &mut Turn, id: AudienceId) -> Done {
    find_mut(&mut turn.draft.audiences, id).ok_or_else(|| not_found("audience"))?;
    if [AudienceId::INTERNAL, AudienceId::STRATEGIC, AudienceId::ALL_CUSTOMERS].contains(&id) {
        return Err(Code::BuiltIn.into());
    }
    if turn.draft.templates.iter().any(|it| it.audience == id) {
        return Err(Refusal::with(Code::InUse, ["templates"]));
    }
    turn.draft.audiences.retain(|it| it.id != id);
    Ok(())
}

fn activity(id: CampaignId, facts: &CampaignFacts) -> Result<Campaign, Refusal> {
    Ok(Campaign {
        id,
        side: facts.side,
        kind: facts.kind,
        name: check::name("name", &facts.name)?,
        system: check::line("system", &facts.system, NAME_CHARS_MAX)?,
    })
}

fn write(turn: &mut Turn, audience: AudienceId, phase: Phase, subject: &str, body: &str) -> Done {
    if turn.draft.audience(audience).is_none() {
        return Err(not_found("audience"));
    }
    if !phase.has_messages() {
        return Err(Refusal::with(Code::WrongTemplatePhase, [phase.slug()]));
    }
    let subject = check::line("subject_line", subject, SUBJECT_CHARS_MAX)?;
    let body = check::paragraphs("body", body)?;
    if body.is_empty() {
        return Err(Refusal::with(Code::Empty, ["body"]));
    }
    known_facts(&subject)?;
    known_facts(&body)?;
    match template(turn, audience, phase) {
        Ok(template) => template.write(subject, body),
        Err(_) => turn.draft.templates.push(Template {
            audience,
            phase,
            subject,
            body,
            approved: None,
            half: None,
        }),
    }
    Ok(())
}

/// Refuses a token that neither a briefing nor a writer will ever fill.
fn known_facts(text: &str) -> Done {
    let filled = |token: &str| tokens::is_prompt(token) || Question::of_token(token).is_some();
    match tokens::facts(text).find(|token| !filled(token)) {
        Some(token) => Err(Refusal::with(Code::UnknownToken, [token])),
        None => Ok(()),
    }
}

fn template(turn: &mut Turn, audience: AudienceId, phase: Phase) -> Result<&mut Template, Refusal> {
    let mut all = turn.draft.templates.iter_mut();
    all.find(|it| it.audience == audience && it.phase == phase).ok_or_else(|| not_found("template"))
}

/// Each office approves in its own name; when both have, the template is approved, until the
/// earlier of their dates (R9). Two people, unless the organisation lets one hold several roles.
fn approve(
    turn: &mut Turn,
    (audience, phase): (AudienceId, Phase),
    office: Office,
    until: Timestamp,
) -> Done {
    let (by, now) = (turn.by, turn.now);
    if until <= now || until > now + Days(APPROVAL_DAYS_MAX) {
        return Err(Refusal::with(Code::BadExpiry, [&APPROVAL_DAYS_MAX.to_string()]));
    }
    let alone = !turn.draft.settings.several_roles_per_person;
    let template = template(turn, audience, phase)?;
    let other = template.half.filter(|half| half.office != office && half.until > now);
    if alone && other.is_some_and(|half| half.by == by) {
        return Err(Code::OtherOffice.into());
    }
    let Some(other) = other else {
        template.half = Some(HalfApproval { office, by, at: now, until });
        return Ok(());
    };
    let (legal, messaging): (PersonId, PersonId) = match office {
        Office::Legal => (by, other.by),
        Office::Messaging => (other.by, by),
    };
    let until = until.min(other.until);
    template.approved = Some(TemplateApproval { legal, messaging, at: now, until });
    template.half = None;
    Ok(())
}

/// Without one of the two, the other is half an approval, and waits no longer than it would have.
fn withdraw(turn: &mut Turn, (audience, phase): (AudienceId, Phase), office: Office) -> Done {
    let template = template(turn, audience, phase)?;
    let given = template.half.filter(|half| half.office == office);
    if given.is_none() && template.approved.is_none() {
        return Err(Code::AlreadySo.into());
    }
    if given.is_some() {
        template.half = None;
    }
    if let Some(approved) = template.approved.take() {
        let (office, by) = match office {
            Office::Legal => (Office::Messaging, approved.messaging),
            Office::Messaging => (Office::Legal, approved.legal),
        };
        let rest = HalfApproval { office, by, at: approved.at, until: approved.until };
        template.half = template.half.or(Some(rest));
    }
    Ok(())
}
