//! The single-page app: screens over a replica of the incident. It decides nothing itself.

use leptos::prelude::*;

/// Mounts the app over the shell that `index.html` has painted.
pub fn mount() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    view! { <h1>"Muster"</h1> }
}
