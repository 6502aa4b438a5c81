//! Names that mean something inside the company only: machines, private addresses.

/// Endings of host names that no public name has.
const ENDINGS: [&str; 7] =
    [".internal", ".local", ".lan", ".corp", ".intra", ".intranet", ".localdomain"];

/// Words that machines are named with.
const MACHINES: [&str; 22] = [
    "prod", "stage", "staging", "dev", "db", "web", "app", "api", "node", "srv", "server", "host",
    "cache", "redis", "queue", "worker", "proxy", "lb", "k8s", "vm", "cluster", "shard",
];

/// Whether a word is such a name.
pub(super) fn is_internal(word: &str) -> bool {
    let host = host(word);
    let lower = host.to_ascii_lowercase();
    let ending = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    // An address in a link is read by programs too; without a dot it only works inside.
    let single = word.contains("://") && !host.is_empty() && !host.contains('.');
    lower == "localhost" || ending || single || is_number(host) || is_machine(&lower)
}

/// The host of an address, or the word itself.
fn host(word: &str) -> &str {
    let (_, rest) = word.split_once("://").unwrap_or(("", word));
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    // A port; but an address of the newer kind is full of colons.
    match rest.split_once(':') {
        Some((host, port)) if !port.contains(':') => host,
        _ => rest,
    }
}

/// `10.0.3.7`, `fe80::1`.
fn is_number(host: &str) -> bool {
    let old =
        host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok());
    let bare = host.trim_matches(['[', ']']);
    let hex = bare.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    let new = hex && (bare.contains("::") || bare.matches(':').count() >= 4);
    old || new
}

/// `db-prod-3`, `web-01`: parts with hyphens of which the last has a number, and either a word for
/// machines among them or three parts.
fn is_machine(host: &str) -> bool {
    let parts: Vec<&str> = host.split(['-', '.']).collect();
    let clean = host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    let [first, .., last] = parts.as_slice() else { return false };
    let begins = first.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let numbered = last.bytes().any(|byte| byte.is_ascii_digit());
    let named = parts.iter().any(|part| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        MACHINES.contains(&letters)
    });
    let hyphens = host.matches('-').count();
    clean && begins && hyphens > 0 && numbered && (named || hyphens > 1)
}
