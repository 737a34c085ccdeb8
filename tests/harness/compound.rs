//! Workbooks of Excel 97 (`.xls`) that are written record by record, to get files that no spreadsheet would
//! write.

/// A sector, in bytes ([MS-CFB], 2.2).
const SECTOR: usize = 512;
const END_OF_CHAIN: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const TABLE: u32 = 0xffff_fffd;

/// A record of this kind.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a length");
    [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
}

/// The first record of a stream.
pub(crate) fn begin() -> Vec<u8> {
    record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// The last record of a stream.
pub(crate) fn end() -> Vec<u8> {
    record(0x000a, &[])
}

/// The record with the name of a sheet and the position of its cells.
pub(crate) fn sheet(name: &str, place: u32) -> Vec<u8> {
    let length = u8::try_from(name.len()).expect("a short name");
    record(0x0085, &[&place.to_le_bytes()[..], &[0, 0, length, 0], name.as_bytes()].concat())
}

/// The header of a file: the start of its directory, and the first sectors of its allocation table.
fn header(directory: u32, tables: &[u32], (first_more, more): (u32, u32)) -> Vec<u8> {
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.resize(24, 0);
    header.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0].into_iter().chain([0; 10]));
    let count = u32::try_from(tables.len()).expect("a count") + more * 127;
    for number in [count, directory, 0, 4096, END_OF_CHAIN, 0, first_more, more] {
        header.extend(number.to_le_bytes());
    }
    let listed = tables.iter().copied().chain(std::iter::repeat(FREE));
    header.extend(listed.take(109).flat_map(u32::to_le_bytes));
    header
}

/// An entry of the directory.
fn entry(name: &str, kind: u8, child: u32, (start, size): (u32, u64)) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = if name.is_empty() { 0 } else { u8::try_from(entry.len() + 2).expect("a short name") };
    entry.resize(64, 0);
    entry.extend([length, 0, kind, 1]);
    entry.extend([FREE, FREE, child].into_iter().flat_map(u32::to_le_bytes));
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry
}

/// A workbook with a stream and its declared size. Its last sector can point to another sector instead of
/// the end.
pub(crate) fn compound(mut stream: Vec<u8>, says: Option<u64>, leads_to: Option<u32>) -> Vec<u8> {
    stream.resize(stream.len().max(5000).next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    let tables = (sectors + 1).div_ceil(127);
    let number = |number: usize| u32::try_from(number).expect("a number");
    let first = number(tables) + 1;
    let chain = first + 1..first + number(sectors);
    let mut table = vec![TABLE; tables];
    table.push(END_OF_CHAIN);
    table.extend(chain.chain([leads_to.map_or(END_OF_CHAIN, |sector| first + sector)]));
    table.resize(tables * 128, FREE);
    let size = says.unwrap_or(stream.len() as u64);
    let entries = [
        entry("Root Entry", 5, 1, (END_OF_CHAIN, 0)),
        entry("Workbook", 2, FREE, (first, size)),
        entry("", 0, FREE, (0, 0)),
        entry("", 0, FREE, (0, 0)),
    ];
    let listed: Vec<_> = (0..number(tables)).collect();
    let table = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header(number(tables), &listed, (END_OF_CHAIN, 0)), table, entries.concat(), stream].concat()
}

/// A file of this many sectors, each of which lists the sectors of a table that is 127 times as large.
pub(crate) fn tables_without_end(sectors: u32) -> Vec<u8> {
    let more = |at: u32| {
        let next = if at + 1 < sectors { at + 1 } else { END_OF_CHAIN };
        std::iter::repeat_n(at, 127).chain([next]).flat_map(u32::to_le_bytes)
    };
    header(1, &[0; 109], (0, sectors)).into_iter().chain((0..sectors).flat_map(more)).collect()
}
