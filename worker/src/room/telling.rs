//! Telling people who are not looking: what the rule book says they are to be told is put into the
//! outbox in the same synchronous run as the event that brought it about, and taken out of it when
//! it is asked no more (decision 19, R24, R26).

use super::Room;
use super::core::{Core, broken};
use super::store::Store;
use crate::identity::secrets;
use crate::reach::outbox::{self, New, Standing, Waiting};
use crate::reach::{Attempt, Kind, Letter, send};
use crate::{chance, error, together};
use core::time::Duration;
use muster_domain::actor::Actor;
use muster_domain::command::Command;
use muster_domain::copy::en;
use muster_domain::organisation::ContactChannel as Channel;
use muster_domain::reach::{Ask, Notice, Reach, Tried, asks};
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{Delay, Result};

/// What is not urgent waits so long for more of its kind.
const GATHER_MS: i64 = 10_000;
/// The next channel of a page is tried after this at the latest.
const NEXT_CHANNEL_MS: i64 = 60_000;
/// Deadlines are looked at so often while something is being sent.
const TICK: Duration = Duration::from_secs(1);
/// Seconds for which a device that is off is told afterwards.
const NOTICE_LIFE_S: u32 = 6 * 3_600;
/// Channels that are tried for somebody who never said which.
const USUAL: [Channel; 3] = [Channel::Push, Channel::Mail, Channel::Chat];
/// Purpose of the fingerprints of links.
pub const LINK: &str = "page";

/// A notice of this room's, as the outbox keeps it.
#[derive(Serialize, Deserialize)]
pub struct Matter {
    /// What is asked.
    pub ask: Ask,
    /// It is about a page that is over.
    over: bool,
    /// The way to answer without a session.
    token: Option<String>,
}

/// Something to be sent now: one delivery, or several that are one letter.
struct Parcel {
    deliveries: Vec<Waiting>,
    asks: Vec<Ask>,
    over: bool,
    letter: Letter,
}

impl Core {
    /// Brings the outbox to what people are to be told now. Nobody is told of what they brought
    /// about themselves, unless it is a page.
    pub(super) fn tell_people(&mut self, store: &Store, by: Actor, now: Timestamp) -> Result<()> {
        let asks = asks(&self.incident, &self.organisation);
        if self.asked.as_ref() == Some(&asks) {
            return Ok(());
        }
        let open = outbox::open(store.tables())?;
        let mut keys = Vec::with_capacity(asks.len());
        for ask in &asks {
            let key = key(ask);
            if !open.contains(&key) && !outbox::knows(store.tables(), &key)? {
                let own = by == Actor::Person(ask.person) && ask.what.summons().is_none();
                let ways = if own { Vec::new() } else { self.ways(ask, now) };
                put(store, &key, ask, &ways)?;
            }
            keys.push(key);
        }
        for key in open.iter().filter(|key| !keys.contains(key) && !key.starts_with(OVER)) {
            take_back(store, key, now)?;
        }
        self.asked = Some(asks);
        Ok(())
    }

    /// Of a log that was made elsewhere nobody is told.
    pub(super) fn tell_nobody(&mut self, store: &Store) -> Result<()> {
        let asks = asks(&self.incident, &self.organisation);
        for ask in &asks {
            put(store, &key(ask), ask, &[])?;
        }
        self.asked = Some(asks);
        Ok(())
    }

    /// By which channels, and when each is tried: a page goes from one to the next until it is
    /// answered, anything else to the first that takes it.
    fn ways(&self, ask: &Ask, now: Timestamp) -> Vec<(Option<Channel>, Option<Timestamp>)> {
        let channels = self.organisation.person(ask.person).map(|person| &person.channels);
        let channels = channels.filter(|all| !all.is_empty()).map_or(&USUAL[..], Vec::as_slice);
        let usable = channels.iter().copied().filter(|channel| *channel != Channel::Phone);
        let usable: Vec<Channel> = usable.collect();
        if ask.what.summons().is_some() && usable.is_empty() {
            return vec![(None, Some(now))];
        }
        let count = i64::try_from(usable.len()).unwrap_or(1);
        let room = ask.due.map_or(NEXT_CHANNEL_MS, |due| (due - now) / (count + 1));
        let stride = room.clamp(0, NEXT_CHANNEL_MS);
        let at = |place: i64| match (ask.what.is_urgent(), place) {
            (true, place) => Some(Timestamp(now.0 + place * stride)),
            (false, 0) => Some(Timestamp(now.0 + GATHER_MS)),
            (false, _) => None,
        };
        (0..).zip(usable).map(|(place, channel)| (Some(channel), at(place))).collect()
    }

    /// What is to be sent now.
    fn parcels(&self, store: &Store, room: &str, now: Timestamp) -> Result<Vec<Parcel>> {
        let mut parcels: Vec<Parcel> = Vec::new();
        for one in outbox::due(store.tables(), now)? {
            let taken = |parcel: &Parcel| parcel.deliveries.iter().any(|it| it.id == one.id);
            if parcels.iter().any(taken) {
                continue;
            }
            let matter: Matter = muster_json::read(&one.body).map_err(broken)?;
            let deliveries = match one.urgent {
                0 => outbox::beside(store.tables(), &one)?,
                _ => vec![one],
            };
            let asks = deliveries.iter().map(|it| {
                muster_json::read(&it.body).map(|matter: Matter| matter.ask).map_err(broken)
            });
            let asks: Vec<Ask> = asks.collect::<Result<_>>()?;
            let letter = self.letter(&matter, &asks, room);
            parcels.push(Parcel { deliveries, asks, over: matter.over, letter });
        }
        Ok(parcels)
    }

    fn letter(&self, matter: &Matter, asks: &[Ask], room: &str) -> Letter {
        let (incident, organisation) = (&self.incident, &self.organisation);
        let Notice { title, text } = if matter.over {
            en::reach::page_over(incident, organisation)
        } else {
            en::reach::notices(asks, incident, organisation)
        };
        let id = &incident.id;
        let ask = &matter.ask;
        let page = ask.what.summons().is_some();
        let (kind, path) = match &matter.token {
            Some(token) => (Kind::Page, format!("/page/{room}{token}")),
            None if matter.over => (Kind::Over, format!("/incidents/{id}")),
            None => (Kind::Notice, format!("/incidents/{id}")),
        };
        let tag = if page { format!("page-{id}-{}", ask.since.0) } else { format!("notice-{id}") };
        let left = ask.due.map(|due| (due - ask.since) / 1_000).filter(|_| page);
        let life_s = left.and_then(|left| u32::try_from(left).ok()).unwrap_or(NOTICE_LIFE_S);
        let urgent = asks.iter().any(|ask| ask.what.is_urgent());
        Letter { person: ask.person, tag, kind, title, text, path, urgent, life_s }
    }
}

/// In front of the key of a notice that a page is over.
const OVER: &str = "over:";

fn key(ask: &Ask) -> String {
    muster_json::write(&(ask.person, ask.what, ask.since))
}

fn put(
    store: &Store,
    key: &str,
    ask: &Ask,
    ways: &[(Option<Channel>, Option<Timestamp>)],
) -> Result<()> {
    let token = ask.what.summons().map(|_| secrets::token()).transpose()?;
    let fingerprint = token.as_ref().map(|token| secrets::fingerprint(LINK, token));
    let body = muster_json::write(&Matter { ask: *ask, over: false, token });
    let urgent = ask.what.is_urgent();
    outbox::put(store.tables(), &New { key, person: ask.person, urgent, body: &body }, ways)?;
    match fingerprint {
        Some(fingerprint) => outbox::put_link(store.tables(), &fingerprint, key),
        None => Ok(()),
    }
}

/// What is asked no more is sent no more; where a page may be on somebody's screen, it is said that
/// it is over.
fn take_back(store: &Store, key: &str, now: Timestamp) -> Result<()> {
    let tried = outbox::end(store.tables(), key)?;
    let (person, what, since): (_, muster_domain::reach::What, _) =
        muster_json::read(key).map_err(broken)?;
    let shown = tried.into_iter().filter(|it| matches!(it, Channel::Push | Channel::Chat));
    let ways: Vec<_> = shown.map(|channel| (Some(channel), Some(now))).collect();
    if what.summons().is_none() || ways.is_empty() {
        return Ok(());
    }
    let ask = Ask { person, what, since, due: None };
    let body = muster_json::write(&Matter { ask, over: true, token: None });
    let key = format!("{OVER}{key}");
    outbox::put(store.tables(), &New { key: &key, person, urgent: true, body: &body }, &ways)
}

impl Room {
    /// Sends what is to be sent now. Deadlines go on meanwhile: another server that does not answer
    /// keeps nobody's next backup waiting.
    pub(super) async fn deliver(&self) -> Result<()> {
        let (now, room) = (chance::now(&self.env), self.state.id().to_string());
        let parcels = self.with(|core, store| core.parcels(store, &room, now))?;
        if parcels.is_empty() {
            return Ok(());
        }
        let work = together::all(parcels.iter().map(|parcel| self.try_one(parcel)));
        let deadlines = async {
            loop {
                Delay::from(TICK).await;
                if let Err(failure) = self.raise() {
                    error::log("deadlines", &failure);
                }
            }
        };
        together::meanwhile(work, deadlines).await;
        Ok(())
    }

    /// When the next delivery is tried.
    pub(super) fn next_delivery(&self) -> Result<Option<Timestamp>> {
        outbox::next(self.store()?.tables())
    }

    async fn try_one(&self, parcel: &Parcel) {
        let Some(first) = parcel.deliveries.first() else { return };
        let attempt = match first.channel() {
            Some(channel) => send(&self.env, channel, &first.id, &parcel.letter).await,
            None => Attempt::NotSetUp,
        };
        if let Err(failure) = self.settle(parcel, attempt) {
            error::log("what became of a notice", &failure);
        }
    }

    fn settle(&self, parcel: &Parcel, attempt: Attempt) -> Result<()> {
        let now = chance::now(&self.env);
        for (delivery, ask) in parcel.deliveries.iter().zip(&parcel.asks) {
            let standing = outbox::settle(self.store()?.tables(), delivery, attempt, now)?;
            let page = ask.what.summons().filter(|_| !parcel.over);
            let Some(summons) = page else { continue };
            let Some((channel, reach)) = told(delivery.channel(), attempt, &standing) else {
                continue;
            };
            let tried = Tried { summons, person: ask.person, channel, reach };
            // Refused where the page is over by now, which is as good.
            self.raise_one(Command::ReportReach(tried))?;
        }
        Ok(())
    }
}

/// What everybody is told of a try: that it arrived, and the first time that it did not.
fn told(
    channel: Option<Channel>,
    attempt: Attempt,
    standing: &Standing,
) -> Option<(Option<Channel>, Reach)> {
    match attempt {
        Attempt::Delivered => Some((channel, Reach::Delivered)),
        _ if !standing.first => None,
        Attempt::NotSetUp => standing.unreached.then_some((None, Reach::Unreached)),
        _ if standing.unreached => Some((channel, Reach::Unreached)),
        _ => Some((channel, Reach::Failed)),
    }
}
