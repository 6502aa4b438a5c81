//! A sheet as rows of cells under named columns, and the faults found on the way.

use super::guard::unguarded;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use muster_domain::limits::{SHEET_COLUMNS_MAX, SHEET_FAULTS_MAX, SHEET_ROWS_MAX};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::sheet::Fault;

/// The rows of a sheet below its header.
pub(super) struct Table {
    header: Vec<String>,
    /// None while the header is wrong: what stands under it would be misread.
    rows: Vec<(u32, Vec<String>)>,
}

/// A row with cells by name.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// As a spreadsheet counts it.
    pub number: u32,
    header: &'a [String],
    cells: &'a [String],
}

/// What is wrong so far.
#[derive(Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, row: u32, column: &str, reason: impl Into<Refusal>) {
        if self.0.len() < SHEET_FAULTS_MAX {
            self.0.push(Fault { row, column: column.into(), reason: reason.into() });
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the rows.
    pub(super) fn finish(mut self) -> Vec<Fault> {
        self.0.sort_by_key(|fault| fault.row);
        self.0
    }
}

impl<'a> Row<'a> {
    /// A cell without the spaces around it; `None` when the sheet has no such column.
    pub(super) fn get(&self, column: &str) -> Option<&'a str> {
        let place = self.header.iter().position(|name| name == column)?;
        self.cells.get(place).map(|cell| unguarded(cell).trim())
    }

    /// A cell that is filled in.
    pub(super) fn filled(&self, column: &str) -> Option<&'a str> {
        self.get(column).filter(|cell| !cell.is_empty())
    }
}

impl Table {
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let Self { header, rows } = self;
        rows.iter().map(|(number, cells)| Row { number: *number, header, cells })
    }

    /// Reads a sheet that may have `columns` and no others, and must have the `needed` ones.
    pub(super) fn read(text: &str, columns: &[&str], needed: &[&str], faults: &mut Faults) -> Self {
        let mut lines = Lines::of(text);
        let Some((number, cells)) = lines.next() else {
            faults.add(1, "", Refusal::with(Code::Empty, ["rows"]));
            return Self { header: Vec::new(), rows: Vec::new() };
        };
        let header: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
        check_header(&header, number, columns, needed, faults);
        let mut rows = Vec::new();
        let lines = lines.take(if faults.is_empty() { usize::MAX } else { 0 });
        for (number, cells) in lines {
            if rows.len() == SHEET_ROWS_MAX {
                let max = SHEET_ROWS_MAX.to_string();
                faults.add(number, "", Refusal::with(Code::TooMany, ["rows", &max]));
                break;
            }
            check_width(&header, number, &cells, faults);
            rows.push((number, cells));
        }
        Self { header, rows }
    }
}

fn check_header(
    header: &[String],
    number: u32,
    columns: &[&str],
    needed: &[&str],
    faults: &mut Faults,
) {
    if header.len() > SHEET_COLUMNS_MAX {
        let max = SHEET_COLUMNS_MAX.to_string();
        faults.add(number, "", Refusal::with(Code::TooMany, ["columns", &max]));
        return;
    }
    let mut named: Vec<&str> = Vec::new();
    for name in header.iter().filter(|name| !name.is_empty()) {
        if !columns.contains(&name.as_str()) {
            faults.add(number, name, Refusal::with(Code::NotFound, ["column"]));
        } else if named.contains(&name.as_str()) {
            faults.add(number, name, Refusal::with(Code::NamedTwice, [name]));
        }
        named.push(name);
    }
    for name in needed.iter().filter(|name| !named.contains(name)) {
        faults.add(number, name, Refusal::with(Code::Empty, [name]));
    }
}

/// A cell too few would empty a field that nobody meant, and one too many has no name.
fn check_width(header: &[String], number: u32, cells: &[String], faults: &mut Faults) {
    if let Some(name) = header.get(cells.len()).filter(|name| !name.is_empty()) {
        faults.add(number, name, Refusal::with(Code::Empty, [name]));
    }
    let nameless = |place: usize| header.get(place).is_none_or(String::is_empty);
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    if filled.into_iter().any(|(place, _)| nameless(place)) {
        faults.add(number, "", Refusal::with(Code::NotFound, ["column"]));
    }
}

/// Rows that are not empty, each with its number.
struct Lines<'a> {
    reader: Reader,
    rest: &'a [u8],
    number: u32,
    cell: Vec<u8>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        // A spreadsheet's own way to say which character it wrote between cells.
        let said = first.strip_prefix("sep=").and_then(|said| said.trim().bytes().next());
        let after = text.get(first.len()..).unwrap_or_default();
        let after = after.strip_prefix("\r\n").or(after.strip_prefix('\n')).unwrap_or(after);
        let rest = if said.is_some() { after } else { text };
        let delimiter = said.filter(u8::is_ascii).unwrap_or_else(|| delimiter(first));
        // A cell is never longer than the whole text, so the buffer is never too short.
        let cell = vec![0; rest.len() + 1];
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, rest: rest.as_bytes(), number: 0, cell }
    }

    /// Passes over empty lines, which the reader would pass over without counting.
    fn skip_empty(&mut self) {
        loop {
            self.rest = match self.rest {
                [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
                _ => return,
            };
            self.number = self.number.saturating_add(1);
        }
    }

    fn read(&mut self) -> Option<Vec<String>> {
        let mut cells = Vec::new();
        // Of a cell that ends with the text, its bytes come first and its end in the turn after.
        let mut held = 0;
        loop {
            let buffer = self.cell.get_mut(held..).unwrap_or_default();
            let (result, taken, written) = self.reader.read_field(self.rest, buffer);
            held += written;
            let before = self.rest;
            self.rest = self.rest.get(taken..).unwrap_or_default();
            match result {
                ReadFieldResult::Field { record_end } => {
                    let cell = self.cell.get(..held).unwrap_or_default();
                    // Cells past the last that could have a name show as one too many.
                    if cells.len() <= SHEET_COLUMNS_MAX {
                        cells.push(String::from_utf8_lossy(cell).into_owned());
                    }
                    held = 0;
                    if record_end {
                        let ended = taken.checked_sub(1).and_then(|last| before.get(last));
                        if ended == Some(&b'\r') {
                            self.rest = self.rest.strip_prefix(b"\n").unwrap_or(self.rest);
                        }
                        return Some(cells);
                    }
                }
                ReadFieldResult::InputEmpty if !before.is_empty() => {}
                ReadFieldResult::End
                | ReadFieldResult::InputEmpty
                | ReadFieldResult::OutputFull => return None,
            }
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = (u32, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.skip_empty();
            let cells = self.read()?;
            self.number = self.number.saturating_add(1);
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Some((self.number, cells));
            }
        }
    }
}

/// What stands between the cells of a header: a semicolon where a comma is the decimal sign.
fn delimiter(header: &str) -> u8 {
    let count = |sign: char| header.matches(sign).count();
    let others = [';', '\t'].into_iter().filter(|sign| count(*sign) > count(','));
    others
        .max_by_key(|sign| count(*sign))
        .map_or(b',', |sign| if sign == ';' { b';' } else { b'\t' })
}
