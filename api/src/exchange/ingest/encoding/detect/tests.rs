use super::*;

const FRENCH: &str = "nom;ville\nUniversit\u{e9} catholique de Louvain \u{2013} P\u{f4}le d\u{2019}ing\u{e9}nierie;Li\u{e8}ge\n\
    \u{152}uvre de la R\u{e9}gion;Orl\u{e9}ans\nF\u{f6}rderb\u{fc}ro Stra\u{df}e 5 \u{20ac};K\u{f6}ln\n";

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{text} is not {}", encoding.name());
    bytes.into_owned()
}

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn told(bytes: &[u8]) -> Result<(&'static str, u64), String> {
    encoding(bytes).map(|(encoding, mark)| (encoding.name(), mark)).map_err(|fault| fault.to_string())
}

#[test]
fn what_spreadsheets_write_is_known() {
    let marked = format!("\u{feff}{FRENCH}");
    for (bytes, name, mark) in [
        (FRENCH.as_bytes().to_vec(), "UTF-8", 0),
        (marked.as_bytes().to_vec(), "UTF-8", 3),
        (wide(&marked, u16::to_le_bytes), "UTF-16LE", 2),
        (wide(&marked, u16::to_be_bytes), "UTF-16BE", 2),
        (wide(FRENCH, u16::to_le_bytes), "UTF-16LE", 0),
        (wide(FRENCH, u16::to_be_bytes), "UTF-16BE", 0),
        (encoded(FRENCH, WINDOWS_1252), "windows-1252", 0),
        (b"plain;ASCII\n".to_vec(), "UTF-8", 0),
        (Vec::new(), "UTF-8", 0),
        (b"a;b\nCaf\xe9;1\n".to_vec(), "windows-1252", 0),
    ] {
        assert_eq!(told(&bytes), Ok((name, mark)), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn the_encoding_is_known_however_late_it_shows() {
    let mut late = "a;b\n".repeat(100_000).into_bytes();
    late.extend(encoded("Universit\u{e9};Li\u{e8}ge\n", WINDOWS_1252));
    assert_eq!(told(&late), Ok(("windows-1252", 0)));
    for before in PIECE - 3..PIECE {
        let split = format!("{}\u{20ac}\u{e9}", "a".repeat(before));
        assert_eq!(told(split.as_bytes()), Ok(("UTF-8", 0)), "a letter lies across two pieces");
    }
}

#[test]
fn a_broken_letter_in_a_text_of_utf_8_is_the_fault_of_its_record() {
    let mut text = FRENCH.as_bytes().to_vec();
    text.extend_from_slice(b"Caf\xe9;1\n");
    assert_eq!(told(&text), Ok(("UTF-8", 0)));
}

#[test]
fn what_would_be_misread_is_refused_in_one_sentence() {
    let polish = "nazwa;miasto\nUniwersytet Jagiello\u{144}ski;Krak\u{f3}w\nZwi\u{105}zek Gmin \u{15a}l\u{105}skich;Gda\u{144}sk\n\
        Stowarzyszenie na rzecz ochrony zdrowia i \u{15b}rodowiska;Wroc\u{142}aw\n";
    let dos = b"nom;ville\nUniversit\x82 de Li\x8age;Orl\x82ans\nP\x93le;M\x82r\x82ville\n";
    let mac = b"nom;ville\nUniversit\x8e de Li\x8fge;Orl\x8eans\nP\x99le;M\x8er\x8eville\n";
    let spanish_dos = b"nombre\nInformaci\xa2n p\xa3blica de la regi\xa2n\n";
    let mac_apostrophes = b"nom\nl\xd5eau de l\xd5air\n";
    let mixed = [FRENCH.as_bytes(), &encoded(FRENCH, WINDOWS_1252)].concat();
    let central = Encoding::for_label(b"windows-1250").expect("an encoding");
    for (bytes, why) in [
        (encoded(polish, central), "looks like"),
        (dos.to_vec(), "MS-DOS or of a Mac"),
        (mac.to_vec(), "MS-DOS or of a Mac"),
        (spanish_dos.to_vec(), "MS-DOS or of a Mac"),
        (mac_apostrophes.to_vec(), "MS-DOS or of a Mac"),
        (mixed, "partly UTF-8"),
        (b"PK\x03\x04\x14\0".to_vec(), "workbook or an archive"),
        (b"\x00\x01\x02\x03\x04\x05".to_vec(), "not a text file"),
        (b"\xff\xfe\0\0a\0\0\0".to_vec(), "UTF-32"),
    ] {
        let refused = told(&bytes).expect_err(why);
        assert!(refused.contains(why) && refused.contains("CSV UTF-8"), "{refused}");
    }
}
