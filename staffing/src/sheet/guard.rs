//! Cells that a spreadsheet would run as a formula, made harmless in a way that reading undoes.
//!
//! After the OWASP page on CSV injection: an apostrophe goes before a cell that begins with one of
//! the characters below. So that reading can tell ours from somebody's own, one goes also before a
//! cell that begins with an apostrophe.

/// What makes a spreadsheet think of a formula, in both widths, or end the cell before it.
const TRIGGERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const GUARD: char = '\'';

fn needs_guard(cell: &str) -> bool {
    cell.starts_with(GUARD) || cell.starts_with(TRIGGERS)
}

/// Adds a row to a sheet.
pub(super) fn write_row<'a>(sheet: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            sheet.push(',');
        }
        write_cell(sheet, cell);
    }
    sheet.push_str("\r\n");
}

/// Always in quotes: what needs none in one program's eyes needs some in another's.
fn write_cell(sheet: &mut String, cell: &str) {
    sheet.push('"');
    if needs_guard(cell) {
        sheet.push(GUARD);
    }
    sheet.push_str(&cell.replace('"', "\"\""));
    sheet.push('"');
}

/// The cell as it was before it was guarded.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|rest| needs_guard(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::{needs_guard, unguarded, write_row};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn a_guard_is_undone_exactly_and_no_formula_is_left(
            start in 0usize..16, rest in any::<String>()
        ) {
            let starts = ["", "=", "+", "-", "@", "\t", "\r", "\n", "'", "''", "'=", "＝", "\"="];
            let cell = starts.get(start).copied().unwrap_or_default().to_owned() + &rest;
            let mut row = String::new();
            write_row(&mut row, [cell.as_str()]);
            let bare = row.strip_prefix('"').and_then(|row| row.strip_suffix("\"\r\n"));
            let bare = bare.unwrap_or_default().replace("\"\"", "\"");
            prop_assert!(bare.starts_with('\'') || !needs_guard(&bare));
            prop_assert_eq!(unguarded(&bare), cell);
        }
    }
}
