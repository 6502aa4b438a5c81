//! What is shown for an address that names nothing.

use crate::node::{Element, el};
use crate::shell;

/// The whole page.
pub fn page() -> Vec<Element> {
    let home = el("a", "").set("href", "/").with("All incidents");
    let words = el("p", "").with("This address names no page. ").with(home);
    vec![shell::main("missing").with(shell::heading("Nothing here")).with(words)]
}
