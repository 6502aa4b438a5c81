//! To customers who are told one by one, in the name of the Technical SLT. No time of repair is
//! ever promised.

use super::Text;
use muster_domain::catalogue::Phase;

pub(super) const TEXTS: [Text; 4] = [
    (Phase::Investigation, "A problem with your payments, and what we know so far", INVESTIGATION),
    (Phase::Identification, "The problem with your payments: we know the cause", IDENTIFICATION),
    (Phase::Monitoring, "The problem with your payments: a remedy is in place", MONITORING),
    (Phase::Resolution, "Your payments are working again", RESOLUTION),
];

const INVESTIGATION: &str = "\
Dear [[first name]],

I am writing to you myself because your shop is likely to notice that something is wrong on our \
side, and because you should hear it from us first.

Since {{start time}} this is what your customers may see: {{customer effect}}. The services \
concerned are {{services}}.

We do not know the cause yet, and I would rather tell you that than guess. The people who know \
the system best are working on nothing else.

I will write again at the latest by {{next update}}, also if there is nothing new. Your account \
manager knows that I am writing and is there for you, and a reply to this mail reaches my team.
";

const IDENTIFICATION: &str = "\
Dear [[first name]],

we have found what disturbs your payments, and we are working on the remedy.

What you may still see: {{customer effect}}. The services concerned are {{services}}. It began at \
{{start time}}.

I would like to name a time at which all will be well, and I will not do so before I know it. \
What I can promise is that you hear from me again by {{next update}} at the latest.

If this hurts you in a way that we may not be aware of, please tell us by replying. It helps us to \
put first what matters most.
";

const MONITORING: &str = "\
Dear [[first name]],

the remedy is in place, and your payments are going through again as far as we can see.

We are watching closely, because we want to be sure before we call it over. Should you still see \
this: {{customer effect}}, please reply with the time and one example; it goes straight to the \
engineers.

You hear from me again by {{next update}} at the latest.
";

const RESOLUTION: &str = "\
Dear [[first name]],

the problem that began at {{start time}} is over. The services concerned, {{services}}, work as \
they should, and we have seen nothing to the contrary while we watched.

I am sorry for the trouble this has caused you and the people who buy from you. We are now \
working through what happened, carefully rather than fast, and I will share with you what we \
learn and what we change.

If you would like to talk about it, I am glad to take the time: reply to this mail and we will \
find an hour. And should anything still look wrong to you, tell us straight away.
";
