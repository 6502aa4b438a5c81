//! What is shown for an address that names nothing.

use leptos::prelude::*;

/// The whole page.
pub fn page() -> AnyView {
    view! {
        <main class="page" id="main">
            <h1 class="page__title" tabindex="-1">"Nothing here"</h1>
            <p>"This address names no page. " <a href="/">"All incidents"</a></p>
        </main>
    }
    .into_any()
}
