//! Rates of exchange: imported as their publishers write them, whole or not at all.

use std::fs;
use std::process::Output;

use api::exchange::rates_import::{Imported, import, parse};
use macro_rules_attribute::apply;
use serde_json::json;

use crate::harness::{Server, on_both_databases, portfolio};

const ECB: &str = "Date,USD,GBP,CYP,\n2026-01-14,1.1684,0.87058,N/A,\n2026-01-13,1.1711,0.87105,N/A,\n";
const INFOREURO: &str = r#"[
    { "currencyIso": "GBP", "refCurrencyIso": "EUR", "amount": 0.85628, "dateStart": "01/02/2024", "dateEnd": "29/02/2024" },
    { "currencyIso": "GBP", "refCurrencyIso": "EUR", "amount": 0.8706, "dateStart": "01/01/2024", "dateEnd": "31/01/2024" }
]"#;

/// Imports a file, as the command does; gives back what became of it, or what is wrong with it by its places.
async fn imported(server: &Server, text: &str) -> Result<Imported, Vec<(String, String)>> {
    let told = |fault: api::platform::error::Error| {
        let faults = fault.faults().iter();
        faults.map(|fault| (fault.pointer.clone(), fault.detail.clone())).collect::<Vec<_>>()
    };
    let rates = parse(text).map_err(told)?;
    server.app.write(async |work| import(work, rates).await).await.map_err(told)
}

#[apply(on_both_databases!)]
async fn rates_are_added_once_and_never_change(server: Server) {
    assert_eq!(imported(&server, ECB).await, Ok(Imported { added: 4, unchanged: 0 }));
    assert_eq!(imported(&server, INFOREURO).await, Ok(Imported { added: 2, unchanged: 0 }));
    let longer = ECB.replace("CYP,\n", "CYP,\n2026-01-15,1.1,0.9,N/A,\n");
    assert_eq!(imported(&server, &longer).await, Ok(Imported { added: 2, unchanged: 4 }));
    let other = longer.replace("0.87058", "0.87059").replace("CYP,\n", "CYP,\n2026-01-16,1.1,0.9,N/A,\n");
    let refused = imported(&server, &other).await.expect_err("a refusal");
    assert_eq!(
        refused,
        [(
            "line 4, GBP".to_owned(),
            "GBP of 2026-01-14 is 0.87059 here, but 0.87058 in the portfolio: published rates do not change"
                .to_owned(),
        )]
    );
    assert_eq!(
        imported(&server, &longer).await,
        Ok(Imported { added: 0, unchanged: 6 }),
        "nothing of it was kept"
    );
    let entries = server.all("/v1/audit-events?kind=loaded").await;
    let told: Vec<_> = entries.iter().map(|entry| entry["after"]["exchange_rates"].clone()).collect();
    assert_eq!(told, [json!(4), json!(2), json!(2)]);
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// How many rates a command says to have added, changed and left alone, under a heading.
fn told(output: &Output, heading: &str) -> Vec<String> {
    let said = text(&output.stdout);
    assert!(said.contains(heading), "{said}{}", text(&output.stderr));
    let counts = said.lines().find_map(|line| line.trim().strip_prefix("exchange rates"));
    counts.expect("counts").split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_file_is_imported_from_the_command_line_or_refused_with_each_line_that_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |name: &str, content: &str| -> Output {
        fs::write(folder.path().join(name), content).expect("a file");
        portfolio(folder.path(), &["import", "rates", name])
    };
    let done = run("ecb.csv", ECB);
    assert_eq!(told(&done, "Imported ecb.csv."), ["4", "0", "0"]);
    assert_eq!(told(&run("gbp.json", INFOREURO), "Imported gbp.json."), ["2", "0", "0"]);
    let refused = run("bad.csv", "Date,USD,GBP,\n2026-01-15,1.1,x,\n15/01/2026,1.1,0.9,\n2026-01-16,1.1,\n");
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("bad.csv was not imported; records refused: 3"));
    let listed = text(&refused.stdout);
    for line in ["bad.csv, line 2, GBP: ", "bad.csv, line 3: ", "bad.csv, line 4: "] {
        assert!(listed.contains(&format!("refused: {line}")), "{line}\n{listed}");
    }
    assert_eq!(told(&run("ecb.csv", ECB), "Nothing changed"), ["0", "0", "4"]);
    fs::write(folder.path().join("later.csv"), ECB.replace("2026", "2025")).expect("a file");
    let rehearsed = || portfolio(folder.path(), &["import", "rates", "later.csv", "--dry-run"]);
    for _ in 0..2 {
        assert_eq!(told(&rehearsed(), "nothing was stored"), ["4", "0", "0"]);
    }
}
