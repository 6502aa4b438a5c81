//! To everybody who uses the product: short, plain, and the same on every channel. No time of
//! repair is ever promised.

use super::Text;
use muster_domain::catalogue::Phase;

pub(super) const TEXTS: [Text; 4] = [
    (Phase::Investigation, "Some payments are disturbed", INVESTIGATION),
    (Phase::Identification, "Disturbed payments: cause found", IDENTIFICATION),
    (Phase::Monitoring, "Disturbed payments: remedy in place", MONITORING),
    (Phase::Resolution, "Payments are working again", RESOLUTION),
];

const INVESTIGATION: &str = "\
Since {{start time}}: {{customer effect}}. Concerned: {{services}}. We are looking for the cause. \
News by {{next update}}.
";

const IDENTIFICATION: &str = "\
We know what disturbs payments and are working on it. You may still see: {{customer effect}}. \
Concerned: {{services}}. News by {{next update}}.
";

const MONITORING: &str = "\
A remedy is in place and payments are going through again. We keep watching before we call it \
over. Something still wrong? Tell Support. News by {{next update}}.
";

const RESOLUTION: &str = "\
The problem with {{services}} that began at {{start time}} is over. We are sorry for the trouble. \
If something still looks wrong, Support is there for you.
";
