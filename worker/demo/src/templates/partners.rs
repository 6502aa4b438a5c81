//! To resellers and marketplaces, who have customers of their own to answer. No time of repair is
//! ever promised.

use super::Text;
use muster_domain::catalogue::Phase;

pub(super) const TEXTS: [Text; 4] = [
    (Phase::Investigation, "For partners: payments disturbed", INVESTIGATION),
    (Phase::Identification, "For partners: cause of the disturbance found", IDENTIFICATION),
    (Phase::Monitoring, "For partners: remedy in place", MONITORING),
    (Phase::Resolution, "For partners: payments are working again", RESOLUTION),
];

const INVESTIGATION: &str = "\
Since {{start time}} our payment services are disturbed. What your customers may see: {{customer \
effect}}. Services concerned: {{services}}.

We are searching for the cause. If your customers ask you, you may pass on this text as it \
stands; please do not add an explanation of your own, as there is none yet.

You hear from us again by {{next update}} at the latest.
";

const IDENTIFICATION: &str = "\
The cause of the disturbance is known and a remedy is being worked on. What your customers may \
still see: {{customer effect}}. Services concerned: {{services}}.

You may pass on this text as it stands. Please name no time at which it will be over; we do not \
name one either before we know it.

You hear from us again by {{next update}} at the latest.
";

const MONITORING: &str = "\
A remedy is in place, and payments through your integration should be going through. We are \
watching before we call it over.

Please send us examples of anything that still fails, with the time and the shop; your partner \
manager takes them.

You hear from us again by {{next update}} at the latest.
";

const RESOLUTION: &str = "\
The disturbance that began at {{start time}} is over. Services concerned were: {{services}}.

There is nothing that you need to change in your integration. If one of your customers still \
sees something wrong, your partner manager takes it up at once. We are sorry for the questions \
you had to answer in our place.
";
