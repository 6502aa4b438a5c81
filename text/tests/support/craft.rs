//! Updates as no honest replica writes them: every number is the attacker's.

/// A unit: client and clock.
pub type Unit = (u64, u64);

/// Writes an update from the front.
#[derive(Clone, Default)]
pub struct Craft(pub Vec<u8>);

impl Craft {
    pub fn number(mut self, mut number: u64) -> Self {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
        self
    }

    pub fn numbers(self, numbers: &[u64]) -> Self {
        numbers.iter().fold(self, |craft, number| craft.number(*number))
    }

    /// A run of text, from its first byte on.
    pub fn text(self, left: Option<Unit>, right: Option<Unit>, text: &str) -> Self {
        let info = 4 | u64::from(left.is_some()) << 7 | u64::from(right.is_some()) << 6;
        // The first byte is no number: its highest bit says something.
        let mut craft = self;
        craft.0.push(info.to_le_bytes()[0]);
        let names = [left, right].into_iter().flatten();
        let mut craft = names.fold(craft, |craft, (client, clock)| craft.numbers(&[client, clock]));
        if left.is_none() && right.is_none() {
            craft.0.extend_from_slice(&[1, 4]);
            craft.0.extend_from_slice(b"text");
        }
        craft = craft.number(u64::try_from(text.len()).unwrap_or(u64::MAX));
        craft.0.extend_from_slice(text.as_bytes());
        craft
    }

    /// Nothing is deleted.
    pub fn end(self) -> Vec<u8> {
        self.number(0).0
    }
}
