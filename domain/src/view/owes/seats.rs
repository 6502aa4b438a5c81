//! What people owe to seats, to the hand-off and to the briefing.

use super::{Debts, Duty};
use crate::catalogue::Role;
use crate::incident::{Incident, State};
use crate::liaison::Handoff;
use crate::seat::Standing;
use crate::view::answerer::{Answerer, Post};

impl Debts<'_> {
    pub(super) fn seats(&mut self) {
        for seat in &self.incident.seats {
            if let Some(page) = seat.page.as_ref().filter(|page| page.person == self.person) {
                self.block(Duty::AnswerPage(seat.role), page.at, Some(page.due));
            }
            if let Some(offer) = seat.offer.as_ref().filter(|offer| offer.to == self.person) {
                self.block(Duty::AnswerOffer(seat.role), offer.at, None);
            }
            let tenure = seat.holder.as_ref().filter(|tenure| tenure.person == self.person);
            if let Some((since, Standing::Acknowledged { eta })) =
                tenure.map(|tenure| (tenure.since, tenure.standing))
                && !self.incident.is_here(self.person)
            {
                self.block(Duty::Arrive(seat.role), since, eta);
            }
        }
        if self.leads() && self.incident.state.is_running() {
            self.initial_seats();
        }
        self.standby();
    }

    /// Nothing begins without the initial three (T5).
    fn initial_seats(&mut self) {
        for role in Role::INITIAL {
            let post = Post::of(self.incident, role);
            if !matches!(post.answerer, Answerer::Holder(_) | Answerer::Paged(_)) {
                self.block(Duty::FillSeat(role), self.incident.since, None);
            }
        }
    }

    fn standby(&mut self) {
        let liaison = &self.incident.liaison;
        let mine = liaison.handoff.standby() == Some(self.person);
        let since = self.incident.since;
        match liaison.handoff {
            Handoff::Paged { due, .. } if mine => {
                self.block(Duty::AnswerStandby, since, Some(due));
            }
            Handoff::Acknowledged { .. } if mine => {
                self.block(Duty::JoinTechnicalCall, since, None);
            }
            Handoff::Present { .. } if mine && liaison.notes.is_some() => {
                self.block(Duty::AcceptTechnicalSide, since, None);
            }
            _ => {}
        }
        if self.holds(Role::CustomerLiaison) && self.incident.state.is_running() {
            self.handing_off();
        }
    }

    fn handing_off(&mut self) {
        let (liaison, since) = (&self.incident.liaison, self.incident.since);
        if liaison.handoff == Handoff::Open {
            self.block(Duty::PageStandby, since, None);
        }
        if !liaison.handoff.is_complete() && liaison.notes.is_none() {
            self.block(Duty::WriteHandoffNote, since, None);
        }
        if liaison.recalled {
            self.block(Duty::ComeBack, since, None);
        }
    }

    pub(super) fn briefing(&mut self) {
        let Incident { state, since, ref briefing, .. } = *self.incident;
        if self.holds(Role::CustomerLiaison) && state >= State::Briefing && state.is_running() {
            for question in briefing.open() {
                let asked = briefing.fact(question).map_or(since, |fact| fact.at);
                self.owe(Duty::Answer(question), asked, None);
            }
        }
        if self.holds(Role::TechnicalSlt) && state == State::Briefing {
            if briefing.notes.is_none() {
                self.block(Duty::PublishNotes, since, None);
            }
            if briefing.enough.is_none() {
                self.block(Duty::ConfirmEnough, since, None);
            }
        }
        if self.holds(Role::TechnicalSlt)
            && state == State::Watch
            && self.incident.recommendation.is_none()
        {
            self.block(Duty::Recommend, since, None);
        }
        let all_here = Role::INITIAL.into_iter().all(|role| self.incident.is_present(role));
        if self.leads() && state == State::Mobilising && all_here {
            self.block(Duty::OpenBriefing, since, None);
        }
        if self.leads()
            && state == State::Briefing
            && briefing.notes.is_some()
            && briefing.enough.is_some()
        {
            self.block(Duty::Activate, since, None);
        }
    }
}
