//! Binary frames of the incident's socket: a message's number and what is said about its text; with
//! nothing said, the text is left.

use muster_domain::ids::MessageId;
use muster_text::Message;

/// Our own word beside those of y-protocols: the oldest update without an answer is durable.
const KEPT: u8 = 4;

/// What a frame says about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A message of y-protocols.
    Message(Message<'a>),
    /// The oldest update without an answer is durable.
    Kept,
}

/// A frame that says something.
pub fn write(text: MessageId, message: &Message<'_>) -> Vec<u8> {
    let mut frame = leave(text);
    frame.extend(message.write());
    frame
}

/// The frame that leaves a text.
pub fn leave(text: MessageId) -> Vec<u8> {
    let (mut frame, mut rest) = (Vec::new(), text.0);
    loop {
        let low = u8::try_from(rest & 0x7F).unwrap_or_default();
        rest >>= 7;
        if rest == 0 {
            frame.push(low);
            return frame;
        }
        frame.push(low | 0x80);
    }
}

/// Reads a frame; nothing where it is none that this app knows.
pub fn read(frame: &[u8]) -> Option<(MessageId, Said<'_>)> {
    let (mut text, mut shift, mut rest) = (0_u32, 0_u32, frame);
    loop {
        let (byte, tail) = rest.split_first()?;
        text |= u32::from(byte & 0x7F).checked_shl(shift)?;
        (shift, rest) = (shift + 7, tail);
        if byte & 0x80 == 0 {
            break;
        }
    }
    let said = match rest {
        [KEPT] => Said::Kept,
        _ => Said::Message(Message::read(rest).ok()?),
    };
    Some((MessageId(text), said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_for_every_number() {
        for text in [0, 1, 127, 128, 300, 65_536, u32::MAX].map(MessageId) {
            let frame = write(text, &Message::Update(&[0, 0]));
            assert_eq!(read(&frame), Some((text, Said::Message(Message::Update(&[0, 0])))));
            let mut kept = leave(text);
            kept.push(4);
            assert_eq!(read(&kept), Some((text, Said::Kept)));
        }
    }

    #[test]
    fn broken_frames_are_passed_over() {
        for frame in [&[][..], &[0x80], &[1], &[1, 9], &[0xFF; 12]] {
            assert_eq!(read(frame), None);
        }
    }
}
