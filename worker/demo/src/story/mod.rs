//! The past incident of Merrowline: payouts to sellers that did not leave, from the first doubt to
//! the sealed record.
//!
//! Told scene by scene; each scene takes the script a little further. The numbers of messages,
//! items and tasks are those that the rule book counts out.

mod beginning;
mod ending;
mod halt;
mod identified;
mod investigating;
mod monitored;
mod pipeline;

use crate::script::{Script, Step};

/// Every command that was asked for in that incident, in order.
pub fn past_incident() -> Vec<Step> {
    let mut script = Script::default();
    beginning::watch(&mut script);
    beginning::declaration(&mut script);
    beginning::handoff(&mut script);
    beginning::briefing(&mut script);
    halt::emergency(&mut script);
    investigating::first_word_to_colleagues(&mut script);
    investigating::a_word_held_back(&mut script);
    halt::control(&mut script);
    identified::new_phase(&mut script);
    identified::word_to_strategic_customers(&mut script);
    identified::word_to_partners(&mut script);
    monitored::change_of_hands(&mut script);
    monitored::word_to_colleagues(&mut script);
    ending::resolution(&mut script);
    ending::resolution_messages(&mut script);
    ending::restart(&mut script);
    ending::end_of_call(&mut script);
    script.finish()
}
