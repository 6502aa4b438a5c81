//! Links, instructions, the name, policies and time-outs.

use super::Office;
use muster_domain::copy::en;
use muster_domain::refusal::Code;
use muster_domain::setup::{Change as C, Difference, Field, Setting, Value};
use muster_domain::time::{Days, Minutes};
use muster_tests::firm::LEAD;

fn call(url: &str) -> C {
    C::SetCallLink { url: url.into() }
}

// [R11]
#[test]
fn standing_links_and_instructions_are_stored() {
    let mut office = Office::new();
    office.does(LEAD, call(" https://call.firm.example:8443/room?id=1#top "));
    office.does(LEAD, C::SetChatLink { url: "https://chat.firm.example/".into() });
    office.does(LEAD, C::SetInstructions { text: "Join muted.\nSay who you are.".into() });
    let it = &office.organisation;
    assert_eq!(it.call_link, "https://call.firm.example:8443/room?id=1#top");
    assert_eq!(it.instructions, "Join muted.\nSay who you are.");
    office.does(LEAD, call(""));
    assert_eq!(office.organisation.call_link, "");
}

// [R11]
#[test]
fn a_link_is_https_and_nothing_else() {
    let office = Office::new();
    for wrong in [
        "http://call.firm.example/",
        "javascript:alert(1)",
        "HTTPS://call.firm.example/",
        "https://",
        "https:///path",
        "https://user@firm.example/",
        "https://firm.example:port/",
        "https://firm.example/a b",
        "https://firm.example/\"><script>",
        "https://fïrm.example/",
        "https://firm.example/\u{202E}",
        "data:text/html,x",
    ] {
        assert_eq!(office.refused(LEAD, call(wrong)), Code::BadLink, "{wrong}");
    }
    let long = format!("https://firm.example/{}", "x".repeat(2_000));
    assert_eq!(office.refused(LEAD, call(&long)), Code::TooLong);
}

#[test]
fn each_setting_is_changed_within_its_bounds_and_logged_before_and_after() {
    let mut office = Office::new();
    let entry = office.does(LEAD, C::Set(Setting::PageTimeout(Minutes(10)))).entry.clone();
    let (before, after) = (Some(Value::Number(5)), Some(Value::Number(10)));
    assert_eq!(entry.changed, Some(vec![Difference { field: Field::Value, before, after }]));
    office.does(LEAD, C::Set(Setting::AuthorizationLifetime(Minutes(60))));
    office.does(LEAD, C::Set(Setting::PageLegalAtDeclaration(false)));
    office.does(LEAD, C::Set(Setting::SeveralRolesPerPerson(true)));
    office.does(LEAD, C::Set(Setting::Waivers(true)));
    office.does(LEAD, C::Set(Setting::LegalOverride(true)));
    office.does(LEAD, C::Set(Setting::Retention(Some(Days(365)))));
    let settings = office.organisation.settings;
    assert_eq!((settings.page_timeout, settings.retention), (Minutes(10), Some(Days(365))));
    assert!(settings.waivers && settings.legal_override && settings.several_roles_per_person);
    for wrong in [
        Setting::PageTimeout(Minutes(0)),
        Setting::PageTimeout(Minutes(61)),
        Setting::AuthorizationLifetime(Minutes(4)),
        Setting::AuthorizationLifetime(Minutes(481)),
        Setting::Retention(Some(Days(29))),
        Setting::Retention(Some(Days(u32::MAX))),
    ] {
        assert_eq!(office.refused(LEAD, C::Set(wrong)), Code::BadSetting, "{wrong:?}");
    }
    assert_eq!(office.refused(LEAD, C::Set(Setting::Waivers(true))), Code::AlreadySo);
    let refusal = office.asks(LEAD, C::Set(Setting::PageTimeout(Minutes(0))), Some(8));
    let said = en::refusal(&refusal.expect_err("it is out of bounds"));
    assert!(said.contains("until the next backup is paged. It goes from 1 to 60."), "{said}");
}

#[test]
fn the_organisation_has_a_name() {
    let mut office = Office::new();
    office.does(LEAD, C::Rename { name: " Works & Sons ".into() });
    assert_eq!(office.organisation.name, "Works & Sons");
    assert_eq!(office.refused(LEAD, C::Rename { name: "\n".into() }), Code::Empty);
}
