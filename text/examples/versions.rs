//! What changed between two versions, who wrote it and who took it out.
#![expect(clippy::print_stdout, reason = "an example shows what happens")]

use muster_text::{Client, Document, Fate, History, Limits, Refused};

/// People as the log knows them.
const ANN: u32 = 1;
const BEN: u32 = 2;

fn main() -> Result<(), Refused> {
    let mut ann = Document::new(Client(10), Limits::LIVE);
    let mut ben = Document::new(Client(20), Limits::LIVE);
    let mut history = History::new(Limits::NONE);

    let draft = ann.edit(0, 0, "We are looking into it.")?;
    history.take(ANN, &draft)?;
    ben.apply(&draft)?;
    let submitted = history.mark();

    history.take(BEN, &ben.edit(3, 19, "found the cause")?)?;

    for piece in history.between(submitted, history.mark()) {
        let sign = match piece.change {
            Fate::Kept => ' ',
            Fate::Inserted => '+',
            Fate::Deleted => '-',
        };
        println!("{sign} {:?}, by {}, {:?}", piece.text, piece.wrote, piece.deleted_by);
    }
    println!("then: {}", history.text(submitted));
    println!("now:  {}", history.text(history.mark()));
    Ok(())
}
