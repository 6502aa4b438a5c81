//! The page behind a page's link: plain HTML that works without a session and without JavaScript,
//! on any phone (R24).
//!
//! Looking at it decides nothing, so that programs that fetch links in mails do no harm; pressing a
//! button does, once. Its style sheet stands in the page, by its hash.

use worker::{Response, Result};

/// What a browser may do with it: show it, and send its form to us.
const POLICY: &str = "default-src 'none'; \
     style-src 'sha256-VBJXR16tS2UUawcQTGrI7l9dIjsWdC9srDVLC7fA8SY='; form-action 'self'; \
     frame-ancestors 'none'; base-uri 'none'";

/// Compact by hand; its hash is in [`POLICY`], and a test compares the two.
const STYLE: &str = ":root{color-scheme:light dark}body{margin:0 auto;max-width:34rem;\
padding:1rem;font:1.0625rem/1.5 system-ui,sans-serif;color:#16181d;background:#fff;\
overflow-wrap:break-word}h1{font-size:1.375rem;line-height:1.25;margin:.5rem 0}\
p{margin:.5rem 0}.m{color:#555b66}.x{font-weight:700;border:2px solid;padding:.25rem .5rem}\
button,a.b{display:block;box-sizing:border-box;width:100%;min-height:3rem;margin:.5rem 0;\
padding:.625rem 1rem;font:inherit;font-weight:600;text-align:center;text-decoration:none;\
border:2px solid #1f4fd8;border-radius:.5rem;background:#fff;color:#1f4fd8}\
button.y{background:#1f4fd8;color:#fff}button.n{border-color:#9b1c1c;color:#9b1c1c}\
fieldset{border:0;margin:0;padding:0;display:grid;grid-template-columns:1fr 1fr;column-gap:.5rem}\
legend{padding:0;margin-top:.5rem}:focus-visible{outline:3px solid #1f4fd8;outline-offset:2px}\
@media (prefers-color-scheme:dark){body{background:#14161a;color:#eceef2}.m{color:#a9b0bd}\
button,a.b{background:#14161a;color:#9db8ff;border-color:#9db8ff}\
button.y{background:#9db8ff;color:#10131a}button.n{border-color:#ffb0a8;color:#ffb0a8}\
:focus-visible{outline-color:#9db8ff}}";

/// What the page says.
#[derive(Default)]
pub struct Shown {
    /// The heading.
    pub title: String,
    /// Lines below it.
    pub lines: Vec<String>,
    /// The mark of an exercise.
    pub exercise: bool,
    /// Whether it can still be answered, and then whether with a time.
    pub asks: Option<Asks>,
    /// Where to go on: what it is called, and its address.
    pub links: Vec<(String, String)>,
}

/// What can be answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Yes, yes in so many minutes, or no.
    WithTime,
    /// Yes or no.
    Plainly,
}

/// Minutes that can be promised with one press.
pub const MINUTES: [u32; 4] = [5, 15, 30, 60];

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// They come, perhaps in so many minutes.
    Yes(Option<u32>),
    /// They cannot.
    No,
}

impl Said {
    /// Out of the form's body; nothing where it is something else.
    pub fn of(body: &str) -> Option<Self> {
        match body.trim().strip_prefix("answer=")? {
            "yes" => Some(Self::Yes(None)),
            "no" => Some(Self::No),
            minutes => {
                minutes.parse().ok().filter(|it| MINUTES.contains(it)).map(|it| Self::Yes(Some(it)))
            }
        }
    }
}

/// The page.
pub fn page(status: u16, shown: &Shown) -> Result<Response> {
    let Shown { title, lines, exercise, asks, links } = shown;
    let mut html = String::with_capacity(STYLE.len() + 2_000);
    html.push_str("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    escape(&mut html, title);
    html.push_str(
        "</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><style>",
    );
    html.push_str(STYLE);
    html.push_str("</style></head><body><main>");
    if *exercise {
        html.push_str("<p><strong class=\"x\">EXERCISE</strong></p>");
    }
    html.push_str("<h1>");
    escape(&mut html, title);
    html.push_str("</h1>");
    for line in lines.iter().filter(|line| !line.is_empty()) {
        html.push_str("<p>");
        escape(&mut html, line);
        html.push_str("</p>");
    }
    if let Some(asks) = asks {
        form(&mut html, *asks);
    }
    for (words, address) in links {
        html.push_str("<a class=\"b\" rel=\"noreferrer\" href=\"");
        escape(&mut html, address);
        html.push_str("\">");
        escape(&mut html, words);
        html.push_str("</a>");
    }
    html.push_str("</main></body></html>");
    let response = Response::ok(html)?.with_status(status);
    let headers = response.headers();
    headers.set("content-type", "text/html; charset=utf-8")?;
    headers.set("content-security-policy", POLICY)?;
    headers.set("cache-control", "no-store")?;
    Ok(response)
}

fn form(html: &mut String, asks: Asks) {
    html.push_str("<form method=\"post\">");
    button(html, "yes", "y", "I am coming now");
    if asks == Asks::WithTime {
        html.push_str("<fieldset><legend class=\"m\">I am coming in</legend>");
        for minutes in MINUTES {
            let value = minutes.to_string();
            button(html, &value, "", &format!("{value} minutes"));
        }
        html.push_str("</fieldset>");
    }
    button(html, "no", "n", "I cannot: page the next one");
    html.push_str("</form><p class=\"m\">Your answer counts once, and needs no sign-in.</p>");
}

fn button(html: &mut String, value: &str, class: &str, words: &str) {
    for part in
        ["<button name=\"answer\" value=\"", value, "\" class=\"", class, "\">", words, "</button>"]
    {
        html.push_str(part);
    }
}

fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

/// A link that leads nowhere: never made, or of a record that is not kept any more.
pub fn nowhere() -> Result<Response> {
    let title = "This link leads nowhere".into();
    let lines = vec!["It may be mistyped, or what it was about is not kept any more.".into()];
    page(404, &Shown { title, lines, ..Shown::default() })
}
