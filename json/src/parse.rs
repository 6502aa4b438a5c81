//! From text to [`Json`] (RFC 8259).

use crate::Broken;
use std::borrow::Cow;

/// Lists and records inside each other: as many as `serde_json` takes; what we send is ten deep.
const DEPTH_MAX: usize = 127;

/// A JSON value, out of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it stands in the text, so that none is ever changed.
    Number(&'a str),
    /// A text, without its escapes.
    Text(Cow<'a, str>),
    /// Values in order.
    List(Vec<Self>),
    /// Fields in order; a name may come twice.
    Record(Vec<(Cow<'a, str>, Self)>),
}

impl Json<'_> {
    /// A whole number, also one that is written as a real one: `1.0` is what a database makes of 1.
    pub fn whole_number(&self) -> Option<i64> {
        let Self::Number(text) = self else { return None };
        text.strip_suffix(".0").unwrap_or(text).parse().ok()
    }
}

/// Reads a text that is one value.
pub fn parse(text: &str) -> Result<Json<'_>, Broken> {
    let mut parser = Parser::new(text);
    let value = parser.value()?;
    if parser.rest.is_empty() { Ok(value) } else { Err(Broken) }
}

/// The text of a record's field as it stands. There must not be two with that name.
pub fn member<'a>(text: &'a str, name: &str) -> Result<Option<&'a str>, Broken> {
    let mut parser = Parser::new(text);
    let mut found = None;
    let mut field = |parser: &mut Parser<'a>| {
        let (field, before) = (parser.name()?, parser.rest);
        parser.value()?;
        let here = before.strip_suffix(parser.rest).filter(|_| field == name);
        let twice = here.is_some() && found.is_some();
        found = here.map(trim_end).or(found);
        if twice { Err(Broken) } else { Ok(()) }
    };
    parser.series("{", "}", &mut field)?;
    if parser.rest.is_empty() { Ok(found) } else { Err(Broken) }
}

/// What may stand around values; not what else Unicode calls white space.
const SPACE: [char; 4] = [' ', '\n', '\r', '\t'];

fn trim_start(text: &str) -> &str {
    text.trim_start_matches(SPACE)
}

fn trim_end(text: &str) -> &str {
    text.trim_end_matches(SPACE)
}

struct Parser<'a> {
    /// What is not read yet; never begins with a space.
    rest: &'a str,
    /// Lists and records that are open.
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: trim_start(text), depth: 0 }
    }

    fn value(&mut self) -> Result<Json<'a>, Broken> {
        match self.rest.bytes().next() {
            Some(b'{') => self.record(),
            Some(b'[') => self.list(),
            Some(b'"') => self.text().map(Json::Text),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => self.number().ok_or(Broken),
        }
    }

    fn record(&mut self) -> Result<Json<'a>, Broken> {
        let mut fields = Vec::new();
        self.series("{", "}", &mut |parser| {
            fields.push((parser.name()?, parser.value()?));
            Ok(())
        })?;
        Ok(Json::Record(fields))
    }

    fn list(&mut self) -> Result<Json<'a>, Broken> {
        let mut items = Vec::new();
        self.series("[", "]", &mut |parser| {
            items.push(parser.value()?);
            Ok(())
        })?;
        Ok(Json::List(items))
    }

    /// Nothing, or some with commas between them, in their brackets.
    fn series(
        &mut self,
        open: &str,
        close: &str,
        one: &mut dyn FnMut(&mut Self) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Broken);
        }
        if !self.takes(close) {
            one(self)?;
            while !self.takes(close) {
                self.expect(",")?;
                one(self)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// A field's name, with the colon after it.
    fn name(&mut self) -> Result<Cow<'a, str>, Broken> {
        let name = self.text()?;
        self.expect(":")?;
        Ok(name)
    }

    fn number(&mut self) -> Option<Json<'a>> {
        let from = self.rest;
        let whole = from.strip_prefix('-').unwrap_or(from);
        let mut rest = whole.strip_prefix('0').or_else(|| after_digits(whole))?;
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = after_digits(fraction)?;
        }
        if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
            rest = after_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))?;
        }
        self.rest = trim_start(rest);
        from.strip_suffix(rest).map(Json::Number)
    }

    fn text(&mut self) -> Result<Cow<'a, str>, Broken> {
        let text = self.rest.strip_prefix('"').and_then(text).ok_or(Broken)?;
        self.rest = trim_start(text.1);
        Ok(text.0)
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Result<Json<'a>, Broken> {
        self.expect(word)?;
        Ok(value)
    }

    fn expect(&mut self, sign: &str) -> Result<(), Broken> {
        if self.takes(sign) { Ok(()) } else { Err(Broken) }
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.map_or(self.rest, trim_start);
        rest.is_some()
    }
}

/// A text from behind its first quote, and what follows its last. Most have no escapes.
fn text(from: &str) -> Option<(Cow<'_, str>, &str)> {
    let (plain, mut rest) = plain(from)?;
    if let Some(after) = rest.strip_prefix('"') {
        return Some((Cow::Borrowed(plain), after));
    }
    let mut text = String::from(plain);
    while let Some(after) = rest.strip_prefix('\\') {
        let (c, after) = escaped(after)?;
        text.push(c);
        let (more, after) = self::plain(after)?;
        text.push_str(more);
        rest = after;
    }
    rest.strip_prefix('"').map(|after| (Cow::Owned(text), after))
}

/// What stands before the next character that may not stand for itself, and what follows.
fn plain(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(text.bytes().position(|b| b < b' ' || b == b'"' || b == b'\\')?)
}

/// What follows some digits, of which there must be one.
fn after_digits(text: &str) -> Option<&str> {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (after.len() < text.len()).then_some(after)
}

/// The character after a backslash, and what follows it.
fn escaped(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let c = match chars.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => return unicode(chars.as_str()),
        c @ ('"' | '\\' | '/') => c,
        _ => return None,
    };
    Some((c, chars.as_str()))
}

/// Four hexadecimal digits, or a pair of them where one is not enough.
fn unicode(text: &str) -> Option<(char, &str)> {
    let (high, rest) = hex(text)?;
    if let Some(c) = char::from_u32(high) {
        return Some((c, rest));
    }
    let (low, rest) = hex(rest.strip_prefix("\\u")?)?;
    if !(0xD800..0xDC00).contains(&high) || !(0xDC00..0xE000).contains(&low) {
        return None;
    }
    Some((char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))?, rest))
}

fn hex(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let value = digits.chars().try_fold(0, |sum, c| Some(sum << 4 | c.to_digit(16)?))?;
    Some((value, rest))
}
