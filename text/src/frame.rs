//! Several texts on one line: each frame names the text that its message is about. Whoever holds
//! the texts also says here that something is kept, which the protocol of Yjs has no word for.

use crate::codec::{Reader, put};
use crate::protocol::Message;
use crate::refused::Refused;

/// Not one of the protocol's own kinds.
const KEPT: u64 = 4;

/// A frame about one of several texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// The number of the text.
    pub text: u32,
    /// What is said about it.
    pub said: Said<'a>,
}

/// What is said about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A message of the protocol.
    Message(Message<'a>),
    /// The oldest update that was not answered yet is durable.
    Kept,
    /// The text is not followed any more.
    Left,
}

impl<'a> Frame<'a> {
    /// Reads a frame.
    ///
    /// # Errors
    ///
    /// Where it is none of these.
    pub fn read(frame: &'a [u8]) -> Result<Self, Refused> {
        let mut reader = Reader::new(frame);
        let text = u32::try_from(reader.number()?).map_err(|_| Refused::Number)?;
        let rest = reader.rest();
        let said = match Reader::new(rest).number() {
            Err(_) if rest.is_empty() => Said::Left,
            Ok(KEPT) if rest.len() == 1 => Said::Kept,
            _ => Said::Message(Message::read(rest)?),
        };
        Ok(Self { text, said })
    }

    /// Writes it.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.text);
        match &self.said {
            Said::Message(message) => out.extend(message.write()),
            Said::Kept => put(&mut out, KEPT),
            Said::Left => {}
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, Said};
    use crate::protocol::Message;

    #[test]
    fn a_frame_reads_as_it_was_written() {
        let said = [
            Said::Message(Message::Update(&[1, 2, 3])),
            Said::Message(Message::QueryAwareness),
            Said::Kept,
            Said::Left,
        ];
        for (text, said) in [0, 7, 300, u32::MAX].into_iter().zip(said) {
            let frame = Frame { text, said };
            assert_eq!(Frame::read(&frame.write()), Ok(frame));
        }
    }

    #[test]
    fn what_names_no_text_or_goes_on_after_its_end_is_refused() {
        assert!(Frame::read(&[]).is_err());
        assert!(Frame::read(&[0xff, 0xff, 0xff, 0xff, 0xff, 0x01]).is_err());
        assert!(Frame::read(&[1, 4, 0]).is_err());
        assert!(Frame::read(&[1, 9]).is_err());
    }
}
