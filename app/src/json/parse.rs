//! From text to [`Json`].

use super::{Broken, Json};

/// Lists and records inside each other; what the server sends is ten deep.
const DEPTH_MAX: usize = 64;

/// Reads a text that is one value.
pub fn parse(text: &str) -> Result<Json, Broken> {
    let mut parser = Parser { rest: text.trim_start(), depth: 0 };
    let value = parser.value()?;
    if parser.rest.is_empty() { Ok(value) } else { Err(Broken) }
}

struct Parser<'a> {
    /// What is not read yet; never begins with a space.
    rest: &'a str,
    depth: usize,
}

impl Parser<'_> {
    fn value(&mut self) -> Result<Json, Broken> {
        match self.rest.bytes().next() {
            Some(b'{') => self.nested(Self::record),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => self.text().map(Json::Text),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Json, Broken>) -> Result<Json, Broken> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Broken);
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn record(&mut self) -> Result<Json, Broken> {
        let mut fields = Vec::new();
        self.expect("{")?;
        if self.takes("}") {
            return Ok(Json::Record(fields));
        }
        loop {
            let name = self.text()?;
            self.expect(":")?;
            fields.push((name, self.value()?));
            if self.takes("}") {
                return Ok(Json::Record(fields));
            }
            self.expect(",")?;
        }
    }

    fn list(&mut self) -> Result<Json, Broken> {
        let mut items = Vec::new();
        self.expect("[")?;
        if self.takes("]") {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.takes("]") {
                return Ok(Json::List(items));
            }
            self.expect(",")?;
        }
    }

    fn number(&mut self) -> Result<Json, Broken> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '-');
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        // What a database keeps as a real number ends so, also where it is a whole one.
        self.rest = rest.strip_prefix(".0").unwrap_or(rest).trim_start();
        digits.parse().map(Json::Number).map_err(|_| Broken)
    }

    fn text(&mut self) -> Result<String, Broken> {
        let mut text = String::new();
        let mut rest = self.rest.strip_prefix('"').ok_or(Broken)?;
        loop {
            let (plain, after) = rest.split_at(rest.find(['"', '\\']).ok_or(Broken)?);
            text.push_str(plain);
            if let Some(after) = after.strip_prefix('"') {
                self.rest = after.trim_start();
                return Ok(text);
            }
            let (c, after) = escaped(after.get(1..).ok_or(Broken)?)?;
            text.push(c);
            rest = after;
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Broken> {
        self.expect(word)?;
        Ok(value)
    }

    fn expect(&mut self, sign: &str) -> Result<(), Broken> {
        if self.takes(sign) { Ok(()) } else { Err(Broken) }
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.map_or(self.rest, str::trim_start);
        rest.is_some()
    }
}

/// The character after a backslash, and what follows it.
fn escaped(text: &str) -> Result<(char, &str), Broken> {
    let mut chars = text.chars();
    let c = match chars.next().ok_or(Broken)? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => return unicode(chars.as_str()),
        c @ ('"' | '\\' | '/') => c,
        _ => return Err(Broken),
    };
    Ok((c, chars.as_str()))
}

/// Four hexadecimal digits, or a pair of them where one is not enough.
fn unicode(text: &str) -> Result<(char, &str), Broken> {
    let (high, rest) = hex(text)?;
    if let Some(c) = char::from_u32(high) {
        return Ok((c, rest));
    }
    let (low, rest) = hex(rest.strip_prefix("\\u").ok_or(Broken)?)?;
    if !(0xD800..0xDC00).contains(&high) || !(0xDC00..0xE000).contains(&low) {
        return Err(Broken);
    }
    let c = char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    Ok((c.ok_or(Broken)?, rest))
}

fn hex(text: &str) -> Result<(u32, &str), Broken> {
    let digits = text.get(..4).ok_or(Broken)?;
    let value = u32::from_str_radix(digits, 16).map_err(|_| Broken)?;
    Ok((value, text.get(4..).unwrap_or_default()))
}
