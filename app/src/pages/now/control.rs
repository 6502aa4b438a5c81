//! The way through the incident: the steps ahead of the Business Lead, each barred with the reason
//! until its time has come, and what everybody can add.

use crate::pages::roles::where_i_am;
use crate::parts::model::{Bit, Card, Weight};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::incident::State;

/// The card.
pub fn card(scene: &Scene<'_>) -> Card {
    let mut card = Card::new("control", "Next");
    card.actions = steps(scene.incident().state)
        .into_iter()
        .filter_map(|command| scene.offer(command))
        .collect();
    let additions = where_i_am(scene).into_iter().chain([
        C::Note { text: String::new() },
        C::ReportAbnormal { text: String::new() },
        C::Advise { text: String::new(), limited: false },
    ]);
    let additions = additions.filter_map(|command| scene.offer_now(command));
    card.actions.extend(additions.map(|action| action.weigh(Weight::Quiet)));
    let link = |name: &str, page| Bit::Link(name.into(), scene.path(page));
    let gap = || Bit::text(" · ");
    let mut links = vec![link("Briefing", Page::Briefing), gap(), link("Closing", Page::Resolve)];
    let organisation = scene.organisation();
    for (name, href) in [("Call", &organisation.call_link), ("Chat", &organisation.chat_link)] {
        if !href.is_empty() {
            links.extend([gap(), Bit::Link(name.into(), href.clone())]);
        }
    }
    card.lines = vec![links];
    card
}

/// The commands that lead out of a state.
fn steps(state: State) -> Vec<C> {
    let reason = String::new;
    match state {
        State::Unopened => Vec::new(),
        State::Watch => vec![
            C::Recommend { escalate: true, note: reason() },
            C::Recommend { escalate: false, note: reason() },
            C::StandDown { reason: reason() },
        ],
        State::Declared | State::Mobilising => {
            vec![C::OpenBriefing, C::StandDown { reason: reason() }]
        }
        State::Briefing => vec![C::Activate, C::StandDown { reason: reason() }],
        State::Active => vec![C::BeginResolving],
        State::Resolving => vec![C::OrderAnalysis, C::Resolve, C::Reopen { reason: reason() }],
        State::Resolved | State::FollowUp => vec![C::Close, C::Reopen { reason: reason() }],
        State::Closed | State::StoodDown => vec![C::Reopen { reason: reason() }],
    }
}
