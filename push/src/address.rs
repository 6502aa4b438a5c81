//! Where nothing is sent to (decision 33): whoever may say where a webhook goes must not be able to
//! make this server knock at doors inside its own network.
//!
//! Taken is `https` to a public host by name or number. Names are compared as they are written, so
//! only letters, digits, dots and hyphens are: what a more lenient reader could take for another
//! host is refused. A name that resolves to a private address is the platform's to refuse: it has
//! no way into anybody's network.

/// A place that may be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// The whole address.
    pub url: &'a str,
    /// Scheme, host and port, such as `https://push.example.net`.
    pub origin: &'a str,
    /// The host alone, for people.
    pub host: &'a str,
}

/// Longest address: what browsers make for subscriptions stays below 600 bytes.
const BYTES_MAX: usize = 2_000;

/// The place of an address, if it may be sent to. `test_hosts` are hosts with their port, divided
/// by commas, that tests listen at; they may be private, and speak plain http.
pub fn target<'a>(url: &'a str, test_hosts: &str) -> Option<Target<'a>> {
    if url.len() > BYTES_MAX || url.bytes().any(|byte| !byte.is_ascii_graphic()) {
        return None;
    }
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let origin = url.get(..scheme.len() + 3 + authority.len())?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let target = Target { url, origin, host };
    if test_hosts.split(',').any(|it| !it.is_empty() && it == authority) {
        return matches!(scheme, "https" | "http").then_some(target);
    }
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (scheme == "https" && port_fits && is_public(host)).then_some(target)
}

fn is_public(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    // Addresses of IPv6 stand in brackets and are not needed: no service gives one out.
    if host.is_empty() || !host.bytes().all(fits) || host.split('.').any(str::is_empty) {
        return false;
    }
    let host = host.to_ascii_lowercase();
    match host.rsplit_once('.') {
        // A name without a dot is one of somebody's own network.
        None => false,
        Some((_, last)) if is_number(last) => is_public_number(&host),
        Some((_, last)) => {
            let private = ["localhost", "local", "internal", "lan", "home", "corp", "localdomain"];
            !private.contains(&last) && !host.ends_with(".home.arpa")
        }
    }
}

/// Whether the last label makes the host an address of IPv4 in one of its spellings (`127.1`,
/// `0x7f.1`).
fn is_number(label: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_digit()) || label.starts_with("0x")
}

/// Four plain numbers, outside the ranges that are not public.
fn is_public_number(host: &str) -> bool {
    let mut parts = host.split('.').map(|part| {
        let plain = part.len() == 1 || !part.starts_with('0');
        part.parse::<u8>().ok().filter(|_| plain)
    });
    let (Some(Some(a)), Some(Some(b)), Some(Some(c)), Some(Some(_)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

#[cfg(test)]
mod tests {
    use super::{Target, target};

    #[test]
    fn public_hosts_are_taken_by_name_and_number() {
        for url in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/x",
            "https://web.push.apple.com/QOo",
            "https://hooks.example.com:8443/x?y=1#z",
            "https://9.9.9.9/hook",
            "https://xn--bcher-kva.example/hook",
        ] {
            assert!(target(url, "").is_some(), "{url}");
        }
        let url = "https://hooks.example.com:8443/x";
        let origin = "https://hooks.example.com:8443";
        assert_eq!(target(url, ""), Some(Target { url, origin, host: "hooks.example.com" }));
    }

    #[test]
    fn what_is_not_https_or_not_public_is_refused() {
        for url in [
            "http://hooks.example.com/x",
            "ftp://hooks.example.com/x",
            "https:hooks.example.com",
            "https://",
            "https:///x",
            "https://localhost/x",
            "https://a.localhost/x",
            "https://printer.local/x",
            "https://metadata.google.internal/x",
            "https://router.home.arpa/x",
            "https://intranet/x",
            "https://127.0.0.1/x",
            "https://127.1/x",
            "https://0x7f.0.0.1/x",
            "https://0177.0.0.1/x",
            "https://2130706433/x",
            "https://10.1.2.3/x",
            "https://172.20.0.1/x",
            "https://192.168.0.1/x",
            "https://169.254.169.254/latest",
            "https://100.100.0.1/x",
            "https://0.0.0.0/x",
            "https://255.255.255.255/x",
            "https://[::1]/x",
            "https://[fd00::1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://user@hooks.example.com/x",
            "https://hooks.example.com:0/x",
            "https://hooks.example.com:99999/x",
            "https://hooks.example.com\\@10.0.0.1/x",
            "https://h\u{f6}oks.example/x",
            "https://hooks.example.com/a b",
            "https://hooks..example.com/x",
            "https://127.0.0.1./x",
        ] {
            assert_eq!(target(url, ""), None, "{url}");
        }
    }

    #[test]
    fn what_tests_listen_at_is_taken_by_host_and_port() {
        let hosts = "127.0.0.1:9000,localhost:9001";
        assert!(target("http://127.0.0.1:9000/push/1", hosts).is_some());
        assert!(target("https://localhost:9001/", hosts).is_some());
        assert_eq!(target("http://127.0.0.1:9002/", hosts), None);
        assert_eq!(target("http://127.0.0.1/", hosts), None);
        assert_eq!(target("gopher://127.0.0.1:9000/", hosts), None);
    }
}
