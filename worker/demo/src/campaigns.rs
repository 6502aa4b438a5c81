//! What Merrowline sends out when all is well: the inventory that a halt starts from (R65).

use muster_domain::ids::CampaignId;
use muster_domain::operations::Side::{Marketing, Social};
use muster_domain::operations::{ItemKind as Kind, Side};
use muster_domain::organisation::Campaign;

/// The inventory: both sides, every kind of activity.
pub fn campaigns() -> Vec<Campaign> {
    let numbered = INVENTORY.iter().zip(1..);
    numbered
        .map(|((side, kind, name, system), number)| Campaign {
            id: CampaignId(number),
            side: *side,
            kind: *kind,
            name: (*name).into(),
            system: (*system).into(),
        })
        .collect()
}

#[rustfmt::skip]
const INVENTORY: [(Side, Kind, &str, &str); 9] = [
    (Marketing, Kind::Campaign, "Quarterly newsletter to shops", "Mail automation"),
    (Marketing, Kind::PaidSocial, "Sponsored posts: checkout in one tap", "Ad account, social"),
    (Marketing, Kind::Calling, "Calls to shops on trial", "Dialler, trial queue"),
    (Marketing, Kind::PaidAdvertising, "Paid search on payment terms", "Ad account, search"),
    (Marketing, Kind::WebContent, "Front-page banner: a month without fees", "Website editor"),
    (Marketing, Kind::Campaign, "Win-back mails to dormant shops", "Mail automation"),
    (Marketing, Kind::Other, "Statutory notices of fee changes", "Letters, print service"),
    (Social, Kind::ScheduledPosts, "Scheduled posts, all accounts", "Post planner"),
    (Social, Kind::SocialCampaign, "Shop stories, weekly series", "Post planner, video channel"),
];
