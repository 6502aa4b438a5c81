//! What a chat, a paging service or a program of somebody's own reads: the same notice in the shape
//! that each of them takes without further set-up.

/// What somebody is told.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// The same for every try, and for what ends it: receivers join by it.
    pub id: &'a str,
    /// What kind of notice, such as `page`.
    pub kind: &'a str,
    /// A line.
    pub title: &'a str,
    /// A sentence or two.
    pub text: &'a str,
    /// Where it is answered or read, if anywhere.
    pub link: &'a str,
    /// What is on the button that leads there.
    pub action: &'a str,
    /// It is about now; nobody waits for the rest.
    pub urgent: bool,
    /// It ends what was told under this id before.
    pub closes: bool,
    /// When it was written, in RFC 3339.
    pub at: &'a str,
}

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader<'a> {
    /// An incoming webhook of Slack, or of what speaks as it does.
    Slack,
    /// A workflow of Microsoft Teams that posts a card.
    Teams,
    /// `PagerDuty`'s Events API, version 2, with the key of an integration.
    PagerDuty(&'a str),
    /// A program that reads Standard Webhooks.
    Generic,
}

/// The body, as JSON.
pub fn write(notice: &Notice<'_>, reader: Reader<'_>) -> String {
    match reader {
        Reader::Slack => slack(notice),
        Reader::Teams => teams(notice),
        Reader::PagerDuty(key) => pager_duty(notice, key),
        Reader::Generic => generic(notice),
    }
}

fn quoted(text: &str) -> String {
    muster_json::write(text)
}

/// In Slack's own markup three characters mean something.
fn slack_plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn slack(it: &Notice<'_>) -> String {
    let (title, text) = (slack_plain(it.title), slack_plain(it.text));
    let fallback = quoted(&format!("{title}: {text}"));
    let section = quoted(&format!("*{title}*\n{text}"));
    let button = if it.link.is_empty() {
        String::new()
    } else {
        format!(
            ",{{\"type\":\"actions\",\"elements\":[{{\"type\":\"button\",\"text\":\
             {{\"type\":\"plain_text\",\"text\":{}}},\"url\":{}}}]}}",
            quoted(it.action),
            quoted(it.link)
        )
    };
    format!(
        "{{\"text\":{fallback},\"blocks\":[{{\"type\":\"section\",\"text\":\
         {{\"type\":\"mrkdwn\",\"text\":{section}}}}}{button}]}}"
    )
}

fn teams(it: &Notice<'_>) -> String {
    let actions = if it.link.is_empty() {
        String::new()
    } else {
        format!(
            "{{\"type\":\"Action.OpenUrl\",\"title\":{},\"url\":{}}}",
            quoted(it.action),
            quoted(it.link)
        )
    };
    format!(
        "{{\"type\":\"message\",\"attachments\":[{{\"contentType\":\
         \"application/vnd.microsoft.card.adaptive\",\"contentUrl\":null,\"content\":\
         {{\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\",\
         \"type\":\"AdaptiveCard\",\"version\":\"1.4\",\"body\":[\
         {{\"type\":\"TextBlock\",\"size\":\"Medium\",\"weight\":\"Bolder\",\"wrap\":true,\
         \"text\":{}}},{{\"type\":\"TextBlock\",\"wrap\":true,\"text\":{}}}],\
         \"actions\":[{actions}]}}}}]}}",
        quoted(it.title),
        quoted(it.text)
    )
}

fn pager_duty(it: &Notice<'_>, key: &str) -> String {
    let head = format!("\"routing_key\":{},\"dedup_key\":{}", quoted(key), quoted(it.id));
    if it.closes {
        return format!("{{{head},\"event_action\":\"resolve\"}}");
    }
    let severity = if it.urgent { "critical" } else { "info" };
    let links = if it.link.is_empty() {
        String::new()
    } else {
        format!("{{\"href\":{},\"text\":{}}}", quoted(it.link), quoted(it.action))
    };
    // Summaries are cut at 1,024 characters there; ours have two sentences.
    format!(
        "{{{head},\"event_action\":\"trigger\",\"payload\":{{\"summary\":{},\"source\":\"Muster\",\
         \"severity\":\"{severity}\",\"timestamp\":{}}},\"links\":[{links}]}}",
        quoted(&format!("{}: {}", it.title, it.text)),
        quoted(it.at)
    )
}

fn generic(it: &Notice<'_>) -> String {
    format!(
        "{{\"type\":{},\"timestamp\":{},\"data\":{{\"id\":{},\"title\":{},\"text\":{},\
         \"link\":{},\"urgent\":{},\"closes\":{}}}}}",
        quoted(it.kind),
        quoted(it.at),
        quoted(it.id),
        quoted(it.title),
        quoted(it.text),
        quoted(it.link),
        it.urgent,
        it.closes
    )
}

#[cfg(test)]
mod tests {
    use super::{Notice, Reader, write};
    use serde_json::Value;

    const NOTICE: Notice<'_> = Notice {
        id: "n-1",
        kind: "page",
        title: "Page: \"Legal\" <Officer>",
        text: "Checkout fails & more.\nAnswer by 12:05.",
        link: "https://muster.example/page/abc",
        action: "Answer",
        urgent: true,
        closes: false,
        at: "2026-11-26T12:00:00Z",
    };

    fn read(notice: &Notice<'_>, reader: Reader<'_>) -> Value {
        serde_json::from_str(&write(notice, reader)).expect("it is JSON")
    }

    fn at<'a>(value: &'a Value, path: &str) -> &'a str {
        value.pointer(path).and_then(Value::as_str).unwrap_or_default()
    }

    #[test]
    fn slack_gets_text_and_a_button_and_no_markup_of_ours() {
        let body = read(&NOTICE, Reader::Slack);
        assert!(at(&body, "/text").starts_with("Page: \"Legal\" &lt;Officer&gt;: Checkout"));
        assert!(at(&body, "/blocks/0/text/text").contains("fails &amp; more"));
        assert_eq!(at(&body, "/blocks/1/elements/0/url"), NOTICE.link);
        let without = read(&Notice { link: "", ..NOTICE }, Reader::Slack);
        assert!(without.pointer("/blocks/1").is_none());
    }

    #[test]
    fn teams_gets_a_card() {
        let body = read(&NOTICE, Reader::Teams);
        let kind = "application/vnd.microsoft.card.adaptive";
        assert_eq!(at(&body, "/attachments/0/contentType"), kind);
        assert_eq!(at(&body, "/attachments/0/content/body/0/text"), NOTICE.title);
        assert_eq!(at(&body, "/attachments/0/content/actions/0/url"), NOTICE.link);
    }

    #[test]
    fn pager_duty_is_triggered_and_resolved_under_one_key() {
        let body = read(&NOTICE, Reader::PagerDuty("R0UT"));
        assert_eq!(at(&body, "/routing_key"), "R0UT");
        assert_eq!(at(&body, "/event_action"), "trigger");
        assert_eq!(at(&body, "/payload/severity"), "critical");
        assert_eq!(at(&body, "/links/0/href"), NOTICE.link);
        let over = read(&Notice { closes: true, ..NOTICE }, Reader::PagerDuty("R0UT"));
        assert_eq!(at(&over, "/event_action"), "resolve");
        assert_eq!(over.pointer("/dedup_key"), body.pointer("/dedup_key"));
    }

    #[test]
    fn programs_get_all_of_it() {
        let body = read(&NOTICE, Reader::Generic);
        assert_eq!(at(&body, "/type"), "page");
        assert_eq!(at(&body, "/data/text"), NOTICE.text);
        assert_eq!(body.pointer("/data/closes"), Some(&Value::Bool(false)));
    }
}
