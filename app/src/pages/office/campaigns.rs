//! The inventory of recurring activities (R65), from which the list of a halt is made.

use super::desk::{Form, Office};
use super::staff;
use crate::parts::model::{Card, Row, Weight, plain};
use crate::parts::sheet::{Asked, Input, Options};
use crate::scene::Scene;
use muster_domain::copy::en;
use muster_domain::ids::CampaignId;
use muster_domain::list::find;
use muster_domain::operations::{ItemKind, Side};
use muster_domain::organisation::Campaign;
use muster_domain::setup::{CampaignFacts, Change};
use std::sync::Arc;

/// The card with all of them.
pub fn card(office: Office, scene: &Scene<'_>) -> Card {
    let all = &scene.organisation().campaigns;
    let mut rows = Vec::new();
    for side in Side::ALL {
        for (n, it) in all.iter().filter(|it| it.side == side).enumerate() {
            let mut row = row(office, scene, it);
            row.group = (n == 0).then(|| en::side(side).into());
            rows.push(row);
        }
    }
    let probe = Change::AddCampaign { campaign: facts(&values(None)) };
    let add = office.form(scene, "Add an activity", &probe, adding);
    Card {
        rows,
        lines: vec![plain(
            "What an order to halt would list. Kept up to date, nothing is forgotten.",
        )],
        empty: "Nothing is listed.",
        actions: add.into_iter().collect(),
        ..Card::new("campaigns", "Recurring activities")
    }
}

fn row(office: Office, scene: &Scene<'_>, it: &Campaign) -> Row {
    let mut row = Row::new(it.id.to_string(), &it.name);
    let place = if it.system.is_empty() { "not known where" } else { &it.system };
    row.lines = vec![plain(format!("{} · switched off in: {place}", en::item_kind(it.kind)))];
    let id = it.id;
    let edit = Change::EditCampaign { id, campaign: facts(&values(Some(it))) };
    let edit = office.form(scene, "Edit", &edit, move || editing(id));
    let (change, title) = (Change::RemoveCampaign { id }, format!("Remove {}", it.name));
    let gone = change.clone();
    let remove = office.act(scene, "Remove", &change, move || {
        let effect = "Nobody is asked to halt it any more.".into();
        let form = Form::confirm(title.clone(), effect, "Remove", gone.clone());
        Form { weight: Weight::Harsh, ..form }
    });
    row.actions = edit.into_iter().chain(remove).map(|it| it.weigh(Weight::Quiet)).collect();
    row
}

/// Every kind on its side, because some kinds stand on one side only.
fn kinds() -> Vec<(Side, ItemKind)> {
    let marketing = ItemKind::MARKETING_STOPS.into_iter().map(|it| (Side::Marketing, it));
    let social = ItemKind::SOCIAL_STOPS.into_iter().map(|it| (Side::Social, it));
    let other = Side::ALL.into_iter().map(|side| (side, ItemKind::Other));
    marketing.chain(social).chain(other).collect()
}

fn asked() -> Vec<Asked> {
    let named = |(n, (side, kind)): (usize, (Side, ItemKind))| {
        (n.to_string(), format!("{}: {}", en::side(side), en::item_kind(kind)))
    };
    let kinds: Options = kinds().into_iter().enumerate().map(named).collect();
    let system = Asked::new("Where it is switched off", Input::Line("text")).optional();
    vec![
        Asked::new("Name", Input::Line("text")),
        Asked::new("Side and kind", Input::Choice(kinds)),
        system.hint("The system, and the place in it."),
    ]
}

fn values(campaign: Option<&Campaign>) -> Vec<String> {
    let Some(it) = campaign else {
        return vec!["…".into(), "0".into(), String::new()];
    };
    let at = kinds().iter().position(|kind| *kind == (it.side, it.kind)).unwrap_or_default();
    vec![it.name.clone(), at.to_string(), it.system.clone()]
}

fn facts(values: &[String]) -> CampaignFacts {
    let kind = staff::at(values, 1).parse().ok().and_then(|n: usize| kinds().get(n).copied());
    let (side, kind) = kind.unwrap_or((Side::Marketing, ItemKind::Other));
    CampaignFacts { side, kind, name: staff::at(values, 0), system: staff::at(values, 2) }
}

fn adding() -> Form {
    let form = Form::new(
        "Add an activity",
        asked(),
        Arc::new(|_| vec![String::new(), "0".into(), String::new()]),
        Arc::new(|_, values| Ok(Change::AddCampaign { campaign: facts(values) })),
    );
    Form { submit: "Add", ..form }
}

fn editing(id: CampaignId) -> Form {
    Form::new(
        "Edit the activity",
        asked(),
        Arc::new(move |it| find(&it.campaigns, id).map(|it| values(Some(it))).unwrap_or_default()),
        Arc::new(move |_, values| Ok(Change::EditCampaign { id, campaign: facts(values) })),
    )
}

#[cfg(test)]
mod tests {
    use super::{facts, kinds, values};
    use muster_domain::ids::CampaignId;
    use muster_domain::organisation::Campaign;

    // [R65]
    #[test]
    fn every_kind_of_activity_can_be_chosen_and_reads_back() {
        for (side, kind) in kinds() {
            let (name, system) = ("Weekly offers".into(), "Mailer".into());
            let campaign = Campaign { id: CampaignId(1), side, kind, name, system };
            let read = facts(&values(Some(&campaign)));
            assert_eq!((read.side, read.kind), (side, kind));
        }
    }
}
