//! Two people write one text at the same time, hear of each other late, and end with the same.
#![expect(clippy::print_stdout, reason = "an example shows what happens")]

use muster_text::{Client, Document, Limits, Refused, Side, Undo};

fn main() -> Result<(), Refused> {
    let mut ann = Document::new(Client(1), Limits::LIVE);
    let mut ben = Document::new(Client(2), Limits::LIVE);
    ben.apply(&ann.edit(0, 0, "The site is down.")?)?;

    // Both write at once. Ben's caret stands before the full stop and stays there.
    let caret = ben.anchor(16, Side::Right);
    let mut undo = Undo::default();
    let fixed = ann.change(12, 4, "slow")?;
    undo.typed(&fixed, 0);
    let added = ben.edit(16, 0, " since 10:20")?;

    // Each hears of the other; each edit is what a text field has to do.
    for edit in ben.apply(&fixed.update)?.edits {
        println!("Ben's text field: at {}, {} out, {:?} in", edit.at, edit.removed, edit.inserted);
    }
    ann.apply(&added)?;
    println!("Ann: {}\nBen: {}", ann.text(), ben.text());
    println!("Ben's caret: {:?} of {}", ben.place(caret), ben.len());

    // Ann takes back what she did; what Ben did stays.
    if let Some(done) = undo.undo(&mut ann) {
        ben.apply(&done.update)?;
    }
    println!("Ann: {}\nBen: {}", ann.text(), ben.text());
    Ok(())
}
