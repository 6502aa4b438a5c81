//! Addresses are read back as they were written, here and by the service worker.

use super::*;

#[test]
fn every_address_reads_back_as_what_it_was_written_for() {
    let id = IncidentId::from("0123456789abcdef");
    let mut routes = vec![
        Route::Incidents,
        Route::Declare,
        Route::SignIn,
        Route::SetUp,
        Route::Invite("t0k_en-".into()),
        Route::Me,
        Route::Shared,
        Route::Verify,
    ];
    let office = OfficePage::NAMED.into_iter().chain([OfficePage::Person(PersonId(7))]);
    routes.extend(office.map(Route::Organisation));
    let pages = Page::NAMED.into_iter().chain([Page::Now, Page::Message(MessageId(7))]);
    routes.extend(pages.map(|page| Route::Incident(id.clone(), page)));
    for route in routes {
        assert_eq!(Route::parse(&route.path()), route, "{}", route.path());
    }
}

/// Whether the service worker takes an address for one of the app's.
fn is_kept(path: &str) -> bool {
    let patterns: Vec<String> = muster_json::read(include_str!("../../routes.json")).unwrap();
    let parts = |path: &str| path.split('/').map(String::from).collect::<Vec<_>>();
    let path = parts(path);
    patterns.iter().map(|pattern| parts(pattern)).any(|pattern| {
        let fits = |(pattern, part): (&String, &String)| {
            if pattern == "*" { !part.is_empty() } else { pattern == part }
        };
        pattern.len() == path.len() && pattern.iter().zip(&path).all(fits)
    })
}

#[test]
fn the_service_worker_answers_for_every_address_of_the_app_and_for_no_other() {
    let id = IncidentId::from("0123456789abcdef");
    let office = OfficePage::NAMED.into_iter().chain([OfficePage::Person(PersonId(7))]);
    let pages = Page::NAMED.into_iter().chain([Page::Now, Page::Message(MessageId(7))]);
    let routes = office.map(Route::Organisation);
    let routes = routes.chain(pages.map(|page| Route::Incident(id.clone(), page)));
    let named = [Route::Incidents, Route::Declare, Route::SignIn, Route::SetUp, Route::Me];
    let more = [Route::Shared, Route::Verify, Route::Invite("t0k_en-".into())];
    for route in routes.chain(named).chain(more) {
        assert!(is_kept(&route.path()), "{}", route.path());
    }
    for path in ["/sso", "/api/me", "/x", "/incidents", "/me/x", "/page/x", "/sw.js", "/p/x"] {
        assert!(!is_kept(path), "{path}");
    }
}

#[test]
fn an_address_that_is_not_ours_is_missing() {
    for path in ["/x", "/incidents", "/incidents/short", "/declare/now", "/incidents/01234567/x"] {
        assert_eq!(Route::parse(path), Route::Missing, "{path}");
    }
    for path in ["/invite", "/invite/a/b", "/me/x", "/organisation/x", "/organisation/people/x"] {
        assert_eq!(Route::parse(path), Route::Missing, "{path}");
    }
    assert_eq!(Route::parse("/incidents/01234567/messages/two"), Route::Missing);
    assert_eq!(Route::parse("/incidents/01234567/messages/2/3"), Route::Missing);
}
