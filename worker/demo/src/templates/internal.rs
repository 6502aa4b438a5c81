//! To colleagues: frank, complete, and clear about what to do and what not to say.

use super::Text;
use muster_domain::catalogue::Phase;

pub(super) const TEXTS: [Text; 4] = [
    (Phase::Investigation, "What we know: payments disturbed, cause being searched", INVESTIGATION),
    (Phase::Identification, "What we know: cause found, remedy planned", IDENTIFICATION),
    (Phase::Monitoring, "What we know: remedy in place, being watched", MONITORING),
    (Phase::Resolution, "What we know: payments are back to normal", RESOLUTION),
];

const INVESTIGATION: &str = "\
**Started:** {{start time}}
**What is wrong:** {{customer effect}}
**Services concerned:** {{services}}
**Customers concerned at the moment:** {{affected now}}

Engineering is searching for the cause and does not know it yet. Please do not guess at one, \
neither among yourselves nor to anybody outside.

**What we ask of you:** hold back anything that sends customers to the checkout. If a customer \
asks you, say that we know of the problem, that we are working on it and that you will come back \
to them. Hand press questions to the Media Officer.

**Where to look:** the business response channel has the current status. Please read there before \
you ask, and leave the technical call to those who are working on it.

**Next update:** {{next update}}, earlier if something changes.
";

const IDENTIFICATION: &str = "\
**New:** the cause is known: {{trigger}}
**Remedy:** {{write: what is being done, and when that was decided}}
**How long it may take, as far as we can tell:** {{write: expected duration, or \"not known\"}}. \
This line is for colleagues only; customers are given no time.

**Started:** {{start time}}
**How to recognise it:** {{customer effect}}
**Services concerned:** {{services}}
**Customers concerned:** {{affected now}} at the moment, {{affected at worst}} at worst
**Severity:** severe; the business response is running and all campaigns are halted.

**What we ask of you:** keep outbound activities stopped, also those that are not on the list. \
Send reports that do not fit the picture above to the Customer Liaison.

**Where to look:** the business response channel.

**Next update:** {{next update}}, earlier if something changes.
";

const MONITORING: &str = "\
**New:** {{write: which remedy was applied, when, and what it changed}}

We are watching whether it holds. Until we say otherwise, treat the problem as not yet over.

**If you or a customer see it again** ({{customer effect}}): note the time and the shop, and tell \
the Customer Liaison at once.

**What to tell customers who ask:** a remedy is in place, we are watching it closely, and we will \
tell them when we are confident. No promises beyond that.

**In the meantime:** {{write: workaround, or \"none is needed\"}}

Campaigns stay halted. Customers concerned at the moment: {{affected now}}. Services concerned: \
{{services}}.

**Next update:** {{next update}}, earlier if something changes.
";

const RESOLUTION: &str = "\
**Confirmed:** the technical incident is over. {{write: what ended it, in a sentence}}

It began at {{start time}} and concerned {{services}}; at worst {{affected at worst}}.

**If it persists for somebody:** note the time and the shop, and open a case for Support with the \
word \"persists\" in its title. {{write: workaround that is still needed, or \"No workaround is \
needed any more\"}}.

**What follows:** a short internal analysis within a day, then the full technical review; both \
will be announced in the business response channel. Campaigns restart step by step, by order of \
the Business Lead only.

**Follow-ups and open questions** go to the Business Lead; nobody needs to keep them in mind \
alone. Thank you for your patience and for your restraint.
";
