//! The annual report: every fact of the year is in it, in every language and form, and nothing that it holds can break it.

use macro_rules_attribute::apply;
use pulldown_cmark::{Event, Options, Parser};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::harness::{REPORT, Server, on_both_databases, portfolio};

/// The countries of the report's partners, as an atlas names them in English, French and Dutch.
const COUNTRIES: [(&str, [&str; 3]); 16] = [
    ("AT", ["Austria", "Autriche", "Oostenrijk"]),
    ("BE", ["Belgium", "Belgique", "België"]),
    ("BG", ["Bulgaria", "Bulgarie", "Bulgarije"]),
    ("DE", ["Germany", "Allemagne", "Duitsland"]),
    ("EE", ["Estonia", "Estonie", "Estland"]),
    ("ES", ["Spain", "Espagne", "Spanje"]),
    ("FR", ["France", "France", "Frankrijk"]),
    ("GR", ["Greece", "Grèce", "Griekenland"]),
    ("HR", ["Croatia", "Croatie", "Kroatië"]),
    ("HU", ["Hungary", "Hongrie", "Hongarije"]),
    ("IE", ["Ireland", "Irlande", "Ierland"]),
    ("IT", ["Italy", "Italie", "Italië"]),
    ("LT", ["Lithuania", "Lituanie", "Litouwen"]),
    ("MK", ["North Macedonia", "Macédoine du Nord", "Noord-Macedonië"]),
    ("PT", ["Portugal", "Portugal", "Portugal"]),
    ("RO", ["Romania", "Roumanie", "Roemenië"]),
];

const LANGUAGES: [&str; 3] = ["en", "fr", "nl"];

/// The total as printed and to the cent, and the shares.
const REVENUE: [[&str; 4]; 3] = [
    ["€1.4 million", "€1,400,000.00", "19%", "62%"],
    ["1,4 million d’euros", "1\u{202f}400\u{202f}000,00\u{a0}€", "19\u{202f}%", "62\u{202f}%"],
    ["1,4 miljoen euro", "€\u{a0}1.400.000,00", "19%", "62%"],
];

/// What a reader of Markdown reads, as a renderer shows it.
fn read_markdown(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::Html(part) | Event::InlineHtml(part) => panic!("HTML in Markdown: {part}"),
            Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    text
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// What a reader of a page reads.
fn read_html(html: &str) -> String {
    select(&Html::parse_document(html), "body").iter().flat_map(scraper::ElementRef::text).collect()
}

pub(crate) async fn written(server: &Server, year: i32, format: &str, language: &str) -> String {
    let path = format!("/v1/reports/annual/{year}?format={format}&language={language}");
    server.read(&path).await.as_str().expect("a text").to_owned()
}

pub(crate) async fn seen(server: &Server, format: &str, language: &str) -> String {
    let written = written(server, 2024, format, language).await;
    if format == "markdown" { read_markdown(&written) } else { read_html(&written) }
}

fn texts<'a>(items: &'a Value, member: &str) -> Vec<&'a str> {
    items.as_array().expect("a list").iter().map(|item| item[member].as_str().expect("text")).collect()
}

/// Everything that the file tells of the year and that is told as it stands there.
fn facts(file: &Value) -> Vec<&str> {
    let projects = file["projects"].as_array().expect("projects");
    let mut facts = [texts(&file["projects"], "acronym"), texts(&file["projects"], "title")].concat();
    for project in projects {
        for partner in project["partners"].as_array().into_iter().flatten() {
            let named = partner.pointer("/organisation/name").or(partner.pointer("/group/label"));
            facts.push(named.and_then(Value::as_str).expect("a name"));
        }
        for line in project["funding_lines"].as_array().into_iter().flatten() {
            facts.push(line["programme"].as_str().expect("a programme"));
        }
        facts.extend(project["indicators"].as_array().map(|all| texts_of(all, "name")).unwrap_or_default());
    }
    facts.extend(texts(&file["indicators"], "name"));
    for list in ["publications", "events"] {
        facts.extend(texts(&file[list], "title"));
    }
    let told = |member: &str, list: &str| texts_of(file[list].as_array().expect("a list"), member);
    facts.extend(told("collection", "publications"));
    facts.extend(told("organiser", "events"));
    facts
}

fn texts_of<'a>(items: &'a [Value], member: &str) -> Vec<&'a str> {
    items.iter().filter_map(|item| item[member].as_str()).collect()
}

#[apply(on_both_databases!)]
async fn the_report_of_2024_holds_every_fact_in_every_language_and_form(server: Server) {
    server.load(REPORT).await.expect("the report");
    let file: Value = serde_json::from_str(REPORT).expect("JSON");
    let facts = facts(&file);
    assert_eq!((file["projects"].as_array().map(Vec::len), facts.len() > 200), (Some(26), true));
    for format in ["markdown", "html", "print"] {
        for (index, language) in LANGUAGES.into_iter().enumerate() {
            let seen = seen(&server, format, language).await;
            for fact in &facts {
                assert!(seen.contains(fact), "{format} {language}: {fact}");
            }
            for (code, names) in COUNTRIES {
                assert!(
                    REPORT.contains(&format!("\"{code}\"")) && seen.contains(names[index]),
                    "{format} {language}: {code}"
                );
            }
            for figure in REVENUE[index] {
                assert!(seen.contains(figure), "{format} {language}: {figure}");
            }
        }
    }
}

#[apply(on_both_databases!)]
async fn the_facts_of_2024_are_those_that_were_printed(server: Server) {
    server.load(REPORT).await.expect("the report");
    let report = server.read("/v1/reports/annual/2024").await;
    assert_eq!(
        report["at_a_glance"],
        json!({
            "projects": 26, "european": 18, "national": 8, "consultancy": 0, "internal": 0, "partnerships": 78,
            "partner_organisations": 76, "countries": 16, "publications": 12, "events": 19
        })
    );
    assert_eq!(report["figures"], server.read("/v1/portfolio/summary?year=2024").await);
    assert_eq!(report["revenue"], server.read("/v1/revenue-split?year=2024").await);
    let kinds = report["projects"].as_array().expect("kinds");
    let sizes: Vec<_> =
        kinds.iter().map(|kind| (kind["kind"].as_str(), kind["projects"].as_array().map(Vec::len))).collect();
    assert_eq!(sizes, [(Some("european"), Some(18)), (Some("national"), Some(8))]);
    let all = kinds.iter().flat_map(|kind| kind["projects"].as_array().expect("projects"));
    assert_eq!(all.map(|project| project["partners"].as_array().map_or(0, Vec::len)).sum::<usize>(), 78);
    assert_eq!(report["indicators"].as_array().map(Vec::len), Some(5));
    assert_eq!(report["indicators"][0]["value"], "17");
    assert_eq!(
        (report["publications"].as_array().map(Vec::len), report["events"].as_array().map(Vec::len)),
        (Some(12), Some(19))
    );
}

#[apply(on_both_databases!)]
async fn a_report_is_written_as_each_language_writes(server: Server) {
    server.load(REPORT).await.expect("the report");
    let french = seen(&server, "html", "fr").await;
    for told in [
        "Rapport annuel",
        "de septembre 2024 à février 2027",
        "depuis janvier 2023",
        "du 22 au 25 janvier 2024",
        "Projets européens",
        "Économie sociale et solidaire",
        "Européenne\u{a0}: 19\u{202f}%",
        "65\u{202f}%",
    ] {
        assert!(french.contains(told), "{told}");
    }
    let dutch = seen(&server, "html", "nl").await;
    for told in [
        "Jaarverslag",
        "van september 2024 tot en met februari 2027",
        "Europese projecten",
        "€\u{a0}266.000,00",
    ] {
        assert!(dutch.contains(told), "{told}");
    }
}

#[apply(on_both_databases!)]
async fn what_people_stored_comes_out_as_itself(server: Server) {
    let odd = [
        "*A* _b_ `c` | d <script>alert(1)</script> & &amp; [e](javascript:x) # \"f\" 'g'",
        "1. no list",
        "- no item",
        "two lines | <b>",
    ];
    let projects: Vec<_> = odd.iter().enumerate().map(|(index, title)| json!({
            "acronym": format!("P{index} <i>|*"), "title": title, "summary": title, "kind": "internal", "stage": "signed",
            "period": { "start": "2024" }, "partners": [{ "group": { "label": title } }], "website": "https://example.org/a_b*c?d=e&f=(g)"
        })).collect();
    let publications: Vec<_> =
        odd.iter().map(|title| json!({ "title": title, "published": "2024", "collection": title })).collect();
    let events: Vec<_> = odd.iter().map(|title| json!({ "title": title, "kind": "other", "period": { "start": "2024" }, "organiser": title })).collect();
    server
        .load_parts(json!({
            "organisations": [{ "name": "<script>|Owner*", "owner": true }], "projects": projects,
            "publications": publications, "events": events
        }))
        .await
        .expect("a portfolio");
    let page = written(&server, 2024, "html", "en").await;
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<i>"));
    let parsed = Html::parse_document(&page);
    assert!(select(&parsed, "script, b, i").is_empty());
    let titles: Vec<String> =
        select(&parsed, ".card .title").iter().map(|title| title.text().collect()).collect();
    assert_eq!(titles, odd);
    let hrefs: Vec<_> =
        select(&parsed, ".card a").iter().filter_map(|link| link.value().attr("href")).collect();
    assert_eq!(hrefs, ["https://example.org/a_b*c?d=e&f=(g)"; 4]);
    let markdown = read_markdown(&written(&server, 2024, "markdown", "en").await);
    for title in odd {
        // A title, a summary, a partner, a publication, its collection, an event and its organiser.
        assert_eq!(markdown.matches(title).count(), 7, "{title}: {markdown}");
    }
    assert!(markdown.contains("<script>|Owner*") && markdown.contains("P0 <i>|*"));
}

#[apply(on_both_databases!)]
async fn a_page_is_one_file_that_a_browser_shows_under_its_policy(server: Server) {
    use base64::Engine;
    use sha2::Digest;
    server.load(REPORT).await.expect("the report");
    for format in ["html", "print"] {
        let reply = server.get(&format!("/v1/reports/annual/2024?format={format}&language=fr")).await;
        assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(reply.headers["content-language"], "fr");
        let page = Html::parse_document(reply.body.as_str().expect("a page"));
        let style: String = select(&page, "style").iter().flat_map(scraper::ElementRef::text).collect();
        let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&style));
        let policy = reply.headers["content-security-policy"].to_str().expect("text");
        assert!(
            policy.contains(&format!("'sha256-{digest}'"))
                && policy.contains("default-src 'none'")
                && !policy.contains("unsafe")
        );
        assert!(select(&page, "script, link, img, iframe, object, [style], [src], [onclick]").is_empty());
        assert!(!style.contains("url(") && !style.contains("@import"));
        assert_eq!(select(&page, "html")[0].value().attr("lang"), Some("fr"));
        let levels: Vec<u32> = select(&page, "h1, h2, h3, h4")
            .iter()
            .map(|heading| heading.value().name()[1..].parse().expect("a level"))
            .collect();
        assert_eq!(levels[0], 1);
        assert!(levels.windows(2).all(|pair| pair[1] > 1 && pair[1] <= pair[0] + 1), "{levels:?}");
        assert!(select(&page, "svg[role=img] > title").len() == 1 && !select(&page, "table").is_empty());
        assert!(
            select(&page, "table")
                .iter()
                .all(|table| table.select(&Selector::parse("caption").expect("a selector")).count() == 1)
        );
        assert!(select(&page, "th").iter().all(|cell| cell.value().attr("scope").is_some()));
        for link in select(&page, "nav a") {
            let target = link.value().attr("href").expect("an address");
            assert_eq!(select(&page, target).len(), 1, "{target}");
        }
    }
}

#[apply(on_both_databases!)]
async fn a_year_is_compared_with_the_one_before(server: Server) {
    let entry = |year: i32, class: &str, amount: &str| {
        json!({ "reference": format!("{year}/{class}"), "year": year,
            "amount": amount, "currency": "EUR", "class": class, "description": "Revenue" })
    };
    let year = |year: i32| json!({ "year": year, "currency": "EUR", "status": "open" });
    server
        .load_parts(json!({ "fiscal_years": [year(2023), year(2024)], "revenue_entries": [
            entry(2023, "european", "300.00"), entry(2023, "national", "700.00"),
            entry(2024, "european", "1000.50"), entry(2024, "national", "1000.50"),
        ] }))
        .await
        .expect("a ledger");
    let seen = seen(&server, "html", "en").await;
    for told in
        ["Compared with the year before", "€1,000.00", "+€700.50", "+€1,001.00", "+20 points", "-20 points"]
    {
        assert!(seen.contains(told), "{told}: {seen}");
    }
}

#[test]
fn the_command_line_writes_a_report_and_its_picture_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let done = portfolio(folder.path(), arguments);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("text")
    };
    std::fs::write(folder.path().join("file.json"), REPORT).expect("a file");
    run(&["load", "file.json"]);
    run(&["report", "--year", "2024", "--language", "fr", "--out", "rapport 2024.md"]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file");
    assert!(read("rapport 2024.md").contains("](<rapport%202024-revenue-split.svg>)"));
    assert!(read("rapport 2024-revenue-split.svg").contains("<title>Répartition des revenus 2024"));
    run(&["report", "--year", "2024", "--format", "print", "--out", "report.html"]);
    assert!(
        read("report.html").contains("size: A4") && !folder.path().join("report-revenue-split.svg").exists()
    );
    assert!(run(&["report", "--year", "2024"]).contains("](<data:image/svg+xml;base64,"));
    let facts: Value =
        serde_json::from_str(&run(&["report", "--year", "2024", "--format", "json"])).expect("JSON");
    assert_eq!(facts["at_a_glance"]["partnerships"], 78);
}
