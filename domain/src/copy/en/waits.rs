//! What a message waits for, in one line (R93). How long is the reader's clock to say.

use super::{gate, phase, role};
use crate::copy::{fill, list};
use crate::event::Withholding;
use crate::incident::Incident;
use crate::message::Message;
use crate::organisation::Organisation;
use crate::view::answerer::{Answerer, Post};
use crate::view::waits::{On, Wait};

/// The line, such as "waits for Legal Officer, Dana Weiss".
pub fn wait(wait: &Wait, incident: &Incident, organisation: &Organisation) -> String {
    let seat = |post: &Post| post_of(*post, organisation);
    let name = |person| organisation.name_of(person);
    match &wait.on {
        On::Nothing => "waits for nothing".into(),
        On::Start(lead) => fill("waits for {0}, to start it", &[&seat(lead)]),
        On::Phase(lead, new) => {
            fill("waits for {0}, to acknowledge the phase {1}", &[&seat(lead), phase(*new)])
        }
        On::Draft(writer, 0) => fill("waits for {0}, to submit the draft", &[&seat(writer)]),
        On::Draft(writer, open) => {
            let open = open.to_string();
            fill(
                "waits for {0}, to submit the draft; suggestions open: {1}",
                &[&seat(writer), &open],
            )
        }
        On::Gates(posts) => {
            let seats: Vec<String> = posts.iter().map(seat).collect();
            let seats: Vec<&str> = seats.iter().map(String::as_str).collect();
            fill("waits for {0}", &[&list(&seats, ", and ")])
        }
        On::Objection(writer, at, by) => fill(
            "stopped by a strong objection of {0} ({1}); waits for {2}, to revise",
            &[name(*by), gate(*at), &seat(writer)],
        ),
        On::Raise(liaison) => fill("waits for {0}, to put it to the commander", &[&seat(liaison)]),
        On::Commander(_) => {
            let commander = incident.commander_name().unwrap_or_default();
            fill("waits for the technical commander, {0}", &[commander])
        }
        On::AskAgain => "the commander said not now; the question comes again by itself".into(),
        On::Raising(liaison, Withholding::Revoked) => {
            fill("the commander took the yes back; waits for {0}, to ask again", &[&seat(liaison)])
        }
        On::Raising(liaison, _) => {
            fill("the commander said not now; waits for {0}, to ask again", &[&seat(liaison)])
        }
        On::Refused(lead) => {
            fill("the commander said no; waits for {0}, to withdraw it", &[&seat(lead)])
        }
        On::Direction(lead) => fill("waits for {0}, to direct a sender", &[&seat(lead)]),
        On::Sending(sender) => fill("waits for {0} to send it", &[name(*sender)]),
        On::Report(sender) => fill("waits for {0} to report it sent", &[name(*sender)]),
        On::Rest(sender) => {
            fill("waits for {0} to try the rest again or accept it as it is", &[name(*sender)])
        }
    }
}

/// A seat and who answers for it, such as "Legal Officer, Dana Weiss".
pub fn post_of(post: Post, organisation: &Organisation) -> String {
    let seat = role(post.role, organisation);
    let (template, person) = match post.answerer {
        Answerer::Holder(person) => ("{0}, {1}", Some(person)),
        Answerer::Away(person) => ("{0}, {1}, who is away", Some(person)),
        Answerer::Author(person) => ("another {0}, because {1} wrote it", Some(person)),
        Answerer::Paged(person) => ("{0}, for which {1} is being paged", Some(person)),
        Answerer::Exhausted => ("{0}, whose whole roster was tried", None),
        Answerer::Nobody => ("{0}, whose seat is empty", None),
    };
    fill(template, &[&seat, person.map_or("", |person| organisation.name_of(person))])
}

/// A message by audience and phase, such as "Strategic customers, Identification".
pub fn message_title(message: &Message, organisation: &Organisation) -> String {
    let audience = organisation.audience(message.audience).map_or("Audience", |a| &a.name);
    let template = match message.purpose {
        crate::message::Purpose::Update => "{0}, {1}",
        crate::message::Purpose::Correction(_) => "Correction: {0}, {1}",
        crate::message::Purpose::PreliminaryAnalysis => "Preliminary Analysis",
    };
    fill(template, &[audience, phase(message.phase)])
}
