use super::*;

fn read(text: &str) -> Vec<(u64, Result<Vec<String>, String>)> {
    let separator = |line: &str| Separator::among(line, |_| 0);
    let (mut records, _) = Records::of(text.as_bytes(), separator).expect("a heading");
    std::iter::from_fn(|| records.next().expect("text")).collect()
}

fn fields(fields: &[&str]) -> Vec<String> {
    fields.iter().map(|field| (*field).to_owned()).collect()
}

#[test]
fn quotes_are_read_as_published_and_as_they_should_be() {
    let heading = "\u{feff}\"id\";\"title\";\"end\"\r\n";
    for (written, title) in [
        (r#""1";"Plain";"x""#, "Plain"),
        (r#""1";"";"x""#, ""),
        (r#""1";""Said ""so"" before";"x""#, "\"Said \"so\" before"),
        (r#""1";""A title: ""ELR-SCAR"""";"x""#, "A title: \"ELR-SCAR\""),
        (r#""1";""""BioCP: ink"""";"x""#, "\"BioCP: ink\""),
        (r#""1";"""A"" and ""B""";"x""#, "\"A\" and \"B\""),
        (r#""1";"One; two ""three""";"x""#, "One; two \"three\""),
        (r#"1;"One; two ""three""";x"#, "One; two \"three\""),
        (r"1;Plain;x", "Plain"),
        ("\"1\";\"\u{a0} Plain \u{200b}\";\"x\"", "Plain"),
    ] {
        assert_eq!(
            read(&format!("{heading}{written}\r\n")),
            [(2, Ok(fields(&["1", title, "x"])))],
            "{written}"
        );
    }
}

#[test]
fn commas_and_tabs_separate_fields_too() {
    for text in [
        "id,title,end\n1,\"One, two\",x\n",
        "id\ttitle\tend\r\n1\tOne, two\tx\r\n",
        "sep=\t\nid\ttitle\tend\n1\tOne, two\tx\n",
        "\"id\",\"title\",\"end\"\n\"1\",\"One, two\",\"x\"\n",
    ] {
        let line = if text.starts_with("sep") { 3 } else { 2 };
        assert_eq!(read(text), [(line, Ok(fields(&["1", "One, two", "x"])))], "{text}");
    }
}

#[test]
fn a_record_may_go_on_over_lines_and_a_bad_one_takes_no_other_with_it() {
    let text = "\"id\";\"title\";\"end\"\n\
        \"1\";\"One;\n\n two\";\"x\"\n\
        \"2\";\"short\"\n\
        \"3\";\"Three\";\"x\"\n\n\
        \"4\";\"a\";\"b\";\"long\"\n\
        \"5\";\"Five\";\"x\"\n\
        \"6\";\"no end";
    let told = read(text);
    assert_eq!(told[0], (2, Ok(fields(&["1", "One;\n\n two", "x"]))));
    assert_eq!(told[1], (5, Err("the record has 2 fields, the heading 3".to_owned())));
    assert_eq!(told[2], (6, Ok(fields(&["3", "Three", "x"]))));
    assert_eq!(told[3], (8, Err("the record has 4 fields, the heading 3".to_owned())));
    assert_eq!(told[4], (9, Ok(fields(&["5", "Five", "x"]))));
    assert_eq!(told[5], (10, Err("the record has 2 fields, the heading 3".to_owned())));
    assert_eq!(told.len(), 6);
}

#[test]
fn a_line_without_end_is_not_kept() {
    let told = read(&format!("a;b\n1;{}\n2;x\n", "x".repeat(LONGEST + 1)));
    assert!(told[0].1.is_err());
    assert_eq!(told[1], (3, Ok(fields(&["2", "x"]))));
}
