//! Many data sources from a spreadsheet: what a template holds, what is wrong with rows, and what loading does. Columns have
//! DataWorks' own names (CreateDataSource, 2024-05-18).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headwater_catalog::{Kind, all};
use headwater_model::{ErrorCode, Lang};
use headwater_vault::{KeychainError, Operation};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::{Value, json};

use crate::filled::filled;
use crate::support::{Bench, code, mysql};

const HEADS: &str = "Name,envType,ConnectionPropertiesMode,address,database,username,password,tlsMode,properties,regionId,\
    instanceId,Description,Tags,Password";

/// A sheet of MySQL sources with these lines below the heads.
fn sheet(lines: &[&str]) -> Vec<u8> {
    format!("# type: mysql\n{HEADS}\n{}\n", lines.join("\n")).into_bytes()
}

async fn read(bench: &Bench, bytes: &[u8]) -> Value {
    bench.ok("template.read", json!({"content": BASE64.encode(bytes)})).await
}

/// `cell code` of everything that is wrong.
fn wrong(read: &Value) -> Vec<String> {
    let rows = read["rows"].as_array().unwrap().iter();
    let issues = rows.flat_map(|row| row["issues"].as_array().unwrap());
    issues.map(|one| format!("{} {}", one["cell"].as_str().unwrap(), one["code"].as_str().unwrap())).collect()
}

async fn load(bench: &Bench, bytes: &[u8], more: Value) -> Value {
    let mut request = more;
    request["ticket"] = read(bench, bytes).await["ticket"].take();
    bench.ok("template.load", request).await
}

fn outcomes(done: &Value) -> Vec<&str> {
    done["rows"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect()
}

async fn written(bench: &Bench, request: Value) -> Vec<u8> {
    let made = bench.ok("template.write", request).await;
    BASE64.decode(made["content"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn every_kind_of_bad_row_is_told_with_its_cell() {
    let bench = Bench::new().await;
    bench.ok("source.save", json!({"name": "there", "type": "sqlite"})).await;
    bench.ok("workspace.create", json!({"name": "basic", "mode": "basic"})).await;
    let long = format!("a{}", "x".repeat(255));
    let tags = format!("a,Prod,,h:1,,,,,,,,,{}", "t".repeat(61));
    let secret = format!("a,Prod,,h:1,,,{}", "p".repeat(65_537));
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("a name has to be there", &[",Prod,,h:1"], &["A3 missing"]),
        ("a name begins with a letter", &["1a,Prod,,h:1"], &["A3 name_first"]),
        ("a name has letters, digits and underscores", &["a-b,Prod,,h:1"], &["A3 name_character"]),
        ("a name has at most 255 characters", &[&format!("{long},Prod")], &["A3 too_long"]),
        ("a standard workspace has two environments", &["a,,,h:1"], &["B3 missing"]),
        ("an environment is Dev or Prod", &["a,Test,,h:1"], &["B3 not_a_choice"]),
        ("a mode is one of the type's", &["a,Prod,NoMode,h:1"], &["C3 not_a_choice"]),
        ("a value is one of the offered", &["a,Prod,,h:1,,,,maybe"], &["H3 not_a_choice"]),
        ("a port is a number", &["a,Prod,,h:http"], &["D3 wrong_type"]),
        ("a port is at most 65535", &["a,Prod,,h:65536"], &["D3 out_of_range"]),
        ("a host has no scheme", &["a,Prod,,http://h"], &["D3 host_scheme"]),
        ("a property belongs to the mode", &["a,Prod,InstanceMode,h:1"], &["D3 unknown_property"]),
        ("parameters are names with values", &["a,Prod,,h:1,,,,,useSSL"], &["I3 wrong_type"]),
        ("a column belongs to the type", &["a,Prod,,h:1,,,,,,,,,,pw"], &["N3 unknown_property"]),
        ("a row ends with the columns", &["a,Prod,,h:1,,,,,,,,,,,more"], &["O3 unknown_property"]),
        ("an environment is there once", &["a,Prod,,h:1", "a,prod,,h:2"], &["A3 row_other", "A4 row_twice"]),
        ("a source is loaded whole", &["a,Dev,,h:1", "a,Prod,,h:x"], &["A3 row_other", "D4 wrong_type"]),
        ("a source keeps its type", &["there,Prod,,h:1"], &["A3 other_type_there"]),
        ("a tag has at most 60 characters", &[&tags], &["M3 too_long"]),
        ("a secret has at most 65,536 characters", &[&secret], &["G3 too_long"]),
        ("a text has no spaces around it", &["a,Prod,,h:1, shop"], &["E3 surrounding_spaces"]),
        (
            "everything wrong is told at once",
            &["1,,,h:x,,,,maybe"],
            &["A3 name_first", "B3 missing", "D3 wrong_type", "H3 not_a_choice"],
        ),
        ("blank rows and remarks are no rows", &["", ",,,", "# a,b"], &[]),
        ("a row that is right", &["a,Prod,,h:1"], &[]),
    ];
    let before = bench.ok("source.list", json!({})).await["total"].clone();
    for (fact, lines, expected) in cases {
        let seen = read(&bench, &sheet(lines)).await;
        let mut found = wrong(&seen);
        found.sort();
        assert_eq!(found, *expected, "{fact}");
        for row in seen["rows"].as_array().unwrap() {
            assert_eq!(row["status"] == "wrong", !expected.is_empty(), "{fact}");
        }
        let refused = bench.call("template.load", json!({"ticket": seen["ticket"]})).await;
        match expected {
            [] => assert!(refused.is_ok(), "{fact}"),
            _ => assert_eq!(refused.unwrap_err().code, ErrorCode::TemplateRows, "{fact}"),
        }
        if *fact != "a row that is right" {
            assert_eq!(bench.ok("source.list", json!({})).await["total"], before, "{fact}");
        }
    }
    let basic = bench.ok("app.state", json!({})).await["workspaces"]
        .as_array()
        .unwrap()
        .iter()
        .find(|w| w["name"] == "basic")
        .unwrap()["id"]
        .clone();
    let content = BASE64.encode(sheet(&["a,Dev,,h:1", "b,,,h:1"]));
    let seen = bench.ok("template.read", json!({"content": content, "workspace": basic})).await;
    assert_eq!(
        wrong(&seen),
        ["B3 no_dev_here"],
        "3.2 a basic workspace has production only, which goes without saying"
    );
}

/// A workbook with these cells in its third row; the first two are those of a template.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "# type: mysql").unwrap();
    for (column, head) in (0..).zip(HEADS.split(',')) {
        page.write_string(1, column, head.trim()).unwrap();
    }
    for (column, text) in (0..).zip(["a", "Prod", "", "h:1", "shop"]) {
        page.write_string(2, column, text).unwrap();
    }
    fill(page);
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn what_a_spreadsheet_program_does_to_cells_is_understood_or_refused() {
    let bench = Bench::new().await;
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let day = ExcelDateTime::from_ymd(2026, 3, 6).unwrap();
    let cases: Vec<(&str, Vec<u8>, Vec<&str>)> = vec![
        ("texts are taken as they are", workbook(|_| {}), vec![]),
        (
            "a formula is no value",
            workbook(|p| drop(p.write_formula(2, 4, Formula::new("=1+1").set_result("2")))),
            vec!["E3 cell_formula"],
        ),
        (
            "a date is not what was typed",
            workbook(|p| drop(p.write_with_format(2, 4, &day, &date))),
            vec!["E3 cell_date"],
        ),
        ("a whole number is its digits", workbook(|p| drop(p.write_number(2, 4, 3306.0))), vec![]),
        (
            "a number is no secret: 007 would be 7",
            workbook(|p| drop(p.write_number(2, 6, 7.0))),
            vec!["G3 cell_number"],
        ),
        (
            "merged cells hide what belongs to which row",
            workbook(|p| drop(p.merge_range(2, 4, 3, 4, "shop", &Format::new()))),
            vec!["E3 cell_merged"],
        ),
        ("a cell far to the right", workbook(|p| drop(p.write_string(2, 16_383, "x"))), vec!["IW3 unknown_property"]),
        (
            "a cell far below is another row",
            workbook(|p| drop(p.write_string(1_048_575, 4, "x"))),
            vec!["A1048576 missing", "B1048576 missing"],
        ),
    ];
    for (fact, bytes, expected) in cases {
        let seen = read(&bench, &bytes).await;
        assert_eq!(wrong(&seen), expected, "{fact}");
    }
    load(&bench, &workbook(|p| drop(p.write_number(2, 4, 3306.0))), json!({})).await;
    let view = bench.ok("source.named", json!({"name": "a"})).await;
    assert_eq!(view["prod"]["properties"]["database"], "3306");
}

#[tokio::test]
async fn files_that_are_no_sheet_are_refused_with_the_reason() {
    let bench = Bench::new().await;
    let bomb = {
        use std::io::Write as _;
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
        for _ in 0..200 {
            archive.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let one_text = "x".repeat(32_000);
    let shared = workbook(|page| (3..3_003).for_each(|row| drop(page.write_string(row, 4, &one_text))));
    assert!(bomb.len() < 1 << 20 && shared.len() < 1 << 20);
    let rows = |count: usize| {
        let all: Vec<String> = (0..count).map(|number| format!("a{number},Prod")).collect();
        sheet(&all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    for (fact, bytes, expected) in [
        ("an archive that unpacks to 200 MB", bomb, "document_too_long"),
        ("a text of 32 kB that stands in 3,000 cells", shared, "document_too_long"),
        ("an archive that is no workbook", b"PK\x03\x04nothing".to_vec(), "sheet_unknown"),
        ("a workbook of Excel 97", b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec(), "sheet_unknown"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "sheet_unknown"),
        ("8 MB and more", vec![b' '; 8 * 1024 * 1024 + 1], "document_too_long"),
        ("too many rows", rows(21_001), "sheet_rows"),
        ("no type", b"Name,envType\na,Prod\n".to_vec(), "sheet_type"),
        ("no names of columns", b"# type: mysql\na,Prod,,h:1\n".to_vec(), "sheet_heads"),
        ("a secret twice is no column twice", b"# type: mysql\na,hunter2,hunter2\n".to_vec(), "sheet_heads"),
        ("nothing at all", b"# type: mysql\n".to_vec(), "sheet_heads"),
        ("a column twice", b"# type: mysql\nName,envType,Name\n".to_vec(), "sheet_head_twice"),
    ] {
        let refused = bench.refused("template.read", json!({"content": BASE64.encode(bytes)})).await;
        assert_eq!(refused.issues[0].code.id(), expected, "{fact}");
    }
    let twice = "# type: mysql\nName,hunter2,envType,hunter2\n";
    let refused = bench.refused("template.read", json!({"content": BASE64.encode(twice)})).await;
    let line = refused.issues[0].line(Lang::En);
    assert!(line.contains("B2") && line.contains("D2") && !line.contains("hunter2"), "{line}");
    let refused = bench.refused("template.read", json!({"content": BASE64.encode("# type: db2\nName,envType")})).await;
    assert_eq!(code(&refused), ErrorCode::UnknownType);
}

#[tokio::test]
async fn of_very_much_that_is_wrong_the_first_is_told_and_how_much_more_there_is() {
    let bench = Bench::new().await;
    let line = format!("a,Prod,,h:1{}", ",x".repeat(60));
    let seen = read(&bench, &sheet(&vec![line.as_str(); 600])).await;
    let issues = |row: usize| seen["rows"][row]["issues"].as_array().unwrap();
    let more = |row: usize| {
        let last = issues(row).last().unwrap();
        assert_eq!((&last["cell"], &last["code"]), (&json!(""), &json!("more_wrong")));
        last["params"]["count"].as_str().unwrap().parse::<usize>().unwrap()
    };
    assert_eq!(issues(0).len(), 20 + 1);
    assert_eq!(
        issues(0).len() - 1 + more(0),
        issues(599).len() - 1 + more(599) - 1,
        "but for the row that is there twice"
    );
    assert_eq!(issues(599).len(), 1 + 1, "every row has a reason");
    assert!(wrong(&seen).len() < 10_000 + 2 * 600);
}

#[tokio::test]
async fn a_text_may_come_from_any_spreadsheet_program() {
    let bench = Bench::new().await;
    let text = "# type: mysql\r\nName,envType,address,Description\r\na,Prod,h:1,订单库\r\n";
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (fact, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with its mark", format!("\u{feff}{text}").into_bytes()),
        ("GB18030, as Excel writes it in China", gb.into_owned()),
        ("UTF-16", utf16),
        ("semicolons, as Excel writes it in Europe", text.replace(',', ";").into_bytes()),
        ("tabs", text.replace(',', "\t").into_bytes()),
    ] {
        let other = Bench::new().await;
        load(&other, &bytes, json!({})).await;
        let view = other.ok("source.named", json!({"name": "a"})).await;
        assert_eq!(view["description"], "订单库", "{fact}");
        assert_eq!(view["prod"]["properties"]["address"], json!([{"host": "h", "port": 1}]), "{fact}");
    }
    let named =
        bench.ok("template.read", json!({"type": "mysql", "content": BASE64.encode("Name,envType\na,Prod")})).await;
    assert_eq!(named["sources"]["new"], 1, "a sheet that was made by hand");
}

#[tokio::test]
async fn a_template_of_every_type_and_mode_takes_every_value() {
    let bench = Bench::new().await;
    for def in all() {
        for format in ["csv", "xlsx"] {
            let empty = written(&bench, json!({"type": def.id, "format": format, "language": "zh-CN"})).await;
            let seen = read(&bench, &empty).await;
            assert_eq!((&seen["type"], &seen["rows"]), (&json!(def.id), &json!([])), "examples are no rows");
        }
        let empty = written(&bench, json!({"type": def.id, "format": "csv", "language": "en"})).await;
        let text = String::from_utf8(empty).unwrap();
        let example = text.replace("# example", "example").replace('…', "aaa").replace('*', "a");
        assert_eq!(wrong(&read(&bench, example.as_bytes()).await), [""; 0], "{}: the example is one", def.id);
    }
    for (number, (def, mode)) in all().flat_map(|def| def.modes.iter().map(move |mode| (def, mode))).enumerate() {
        let mut side = filled(mode);
        let files = mode.fields().filter(|field| matches!(field.kind, Kind::File { .. }));
        files.for_each(|field| drop(side["properties"].as_object_mut().unwrap().remove(field.key)));
        let name = format!("s{number}");
        let values = side["properties"].as_object().unwrap().iter().chain(side["secrets"].as_object().unwrap());
        let values = values.map(|(key, value)| (key.as_str(), value.as_str().map_or(value.to_string(), str::to_owned)));
        let own =
            [("Name", name.clone()), ("envType", "Dev".to_owned()), ("ConnectionPropertiesMode", mode.id.to_owned())];
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        page.write_string(0, 0, format!("# type: {}", def.id)).unwrap();
        for (column, (key, value)) in (0..).zip(own.into_iter().chain(values)) {
            page.write_string(1, column, key).unwrap();
            page.write_string(2, column, value).unwrap();
        }
        let bytes = book.save_to_buffer().unwrap();
        let done = load(&bench, &bytes, json!({})).await;
        assert_eq!(outcomes(&done), ["created"], "{} {}: {done}", def.id, mode.id);
        let view = bench.ok("source.named", json!({"name": name})).await;
        assert_eq!(view["dev"]["properties"], side["properties"], "{} {}", def.id, mode.id);
        assert_eq!(read(&bench, &bytes).await["sources"]["same"], 1, "loading it again changes nothing");
    }
    bench.assert_sound().await;
}

#[tokio::test]
async fn what_exists_is_left_alone_unless_somebody_says_replace() {
    let bench = Bench::new().await;
    bench.create("orders").await;
    let bytes = sheet(&["orders,Prod,,,other,,new-pw", "fresh,Prod,,h:1,shop,etl,pw", "fresh,Dev,,h:1,shop,etl,pw"]);
    let seen = read(&bench, &bytes).await;
    assert_eq!(seen["sources"], json!({"new": 1, "changed": 1, "same": 0, "wrong": 0}));
    assert_eq!(seen["rows"][0]["fields"], json!([{"field": "database", "before": "\"shop\"", "after": "\"other\""}]));
    assert!(!seen.to_string().contains("new-pw"), "a preview has no secret");
    assert_eq!(outcomes(&load(&bench, &bytes, json!({})).await), ["skipped", "created", "created"]);
    let view = bench.ok("source.named", json!({"name": "orders"})).await;
    assert_eq!(view["prod"]["properties"]["database"], "shop");

    assert_eq!(outcomes(&load(&bench, &bytes, json!({"replace": true})).await), ["replaced", "same", "same"]);
    let view = bench.ok("source.named", json!({"name": "orders"})).await;
    assert_eq!(
        view["prod"]["properties"],
        json!({"address": [{"host": "10.20.0.14", "port": 3306}], "database": "other",
        "username": "etl"}),
        "empty cells leave what is stored"
    );
    assert_eq!(view["dev"]["properties"]["database"], "shop_dev", "the side that has no row stays");
    assert_eq!(view["description"], "订单 orders");
    assert!(bench.items().iter().any(|item| item.contains("new-pw")));
    let told = bench.ok("activity.list", json!({})).await.to_string();
    assert!(!told.contains("new-pw"));

    let workspace = bench.ok("app.state", json!({})).await["workspace"].clone();
    bench.ok("workspace.change", json!({"workspace": workspace, "locked": true})).await;
    let bytes = sheet(&["orders,Prod,,,third"]);
    let seen = read(&bench, &bytes).await;
    assert_eq!(seen["locked"], true);
    let request = json!({"ticket": seen["ticket"], "replace": true});
    assert_eq!(code(&bench.refused("template.load", request).await), ErrorCode::ProdLocked);
    let request = json!({"ticket": seen["ticket"], "replace": true, "typed_name": "orders"});
    assert_eq!(outcomes(&bench.ok("template.load", request.clone()).await), ["replaced"]);
    assert_eq!(code(&bench.refused("template.load", request).await), ErrorCode::ImportGone, "once");

    bench.ok("identity.set", json!({"identity": {"user": "eve", "role": "developer"}})).await;
    let refused = bench.refused("template.read", json!({"content": BASE64.encode(sheet(&[]))})).await;
    assert_eq!(code(&refused), ErrorCode::NotPermitted);
}

#[tokio::test]
async fn the_result_tells_every_row_and_no_secret() {
    let bench = Bench::new().await;
    let bytes = sheet(&[
        "a,Prod,,h:1,shop,etl,geheim-1,,connectTimeout=1",
        "b,Prod,,h:1,shop,etl,geheim-2,,password=geheim-3",
        "c,Prod,,h:x,=cmd,etl,geheim-4,,",
        "d,Prod,,h:1,,,,,,,,,,geheim-5",
        "e,Prod,,etl:geheim-6@h:1,,,,,",
    ]);
    let seen = read(&bench, &bytes).await;
    assert!(!seen.to_string().contains("geheim"), "{seen}");
    let done = bench.ok("template.load", json!({"ticket": seen["ticket"], "partial": true})).await;
    assert_eq!(outcomes(&done), ["created", "created", "failed", "failed", "failed"]);
    assert_eq!(done["secrets"], true);
    assert!(!done.to_string().contains("geheim"), "{done}");
    let request = |format: &str| json!({"ticket": seen["ticket"], "format": format, "language": "en"});
    let made = bench.ok("template.result", request("csv")).await;
    let text = String::from_utf8(BASE64.decode(made["content"].as_str().unwrap()).unwrap()).unwrap();
    assert!(!text.contains("geheim"), "{text}");
    for words in
        ["# reason", "a,Prod,,h:1,shop,etl,,,connectTimeout=1", ",3,created,", ",5,failed,", "D5 address", "'=cmd"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let made = bench.ok("template.result", request("xlsx")).await;
    let again = BASE64.decode(made["content"].as_str().unwrap()).unwrap();
    assert_eq!(read(&bench, &again).await["rows"].as_array().unwrap().len(), 5, "it can be mended and loaded");
    assert_eq!(bench.items().len(), 2);
    let database = std::fs::read(bench.home.path().join("headwater.db")).unwrap();
    assert!(!String::from_utf8_lossy(&database).contains("geheim"));
}

#[tokio::test]
async fn below_the_names_of_the_columns_a_remark_is_what_has_one_for_a_name() {
    let bench = Bench::new().await;
    let lines = ["#hunter2,a,Prod,h:1", "pw,# example,Prod,h:1", "# type: oss,b,Prod,h:1"];
    let text = format!("# type: mysql\n# a remark\npassword,Name,envType,address\n{}\n", lines.join("\n"));
    let seen = read(&bench, text.as_bytes()).await;
    let names: Vec<&Value> = seen["rows"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
    assert_eq!((names, &seen["type"]), (vec![&json!("a"), &json!("b")], &json!("mysql")));
}

#[tokio::test]
async fn a_result_says_the_same_when_it_is_read_again() {
    let bench = Bench::new().await;
    load(&bench, &sheet(&["a,Prod,,h:1,-shop,=etl,,,,,,-nightly,\"+etl,@core\""]), json!({})).await;
    let view = bench.ok("source.named", json!({"name": "a"})).await;
    assert_eq!((&view["description"], &view["tags"]), (&json!("-nightly"), &json!(["+etl", "@core"])));
    let bytes = sheet(&["a,Prod,,h:1,-shop,=etl,,,,,,-nightly,\"+etl,@core\""]);
    let seen = read(&bench, &bytes).await;
    let made = bench.ok("template.result", json!({"ticket": seen["ticket"], "format": "csv", "language": "en"})).await;
    let again = BASE64.decode(made["content"].as_str().unwrap()).unwrap();
    assert!(String::from_utf8_lossy(&again).contains("'-nightly"));
    let again = read(&bench, &again).await;
    assert_eq!(wrong(&again), [""; 0]);
    assert_eq!(again["sources"], json!({"new": 0, "changed": 0, "same": 1, "wrong": 0}));
}

#[tokio::test]
async fn a_load_that_was_cut_goes_on_where_it_ended() {
    let bench = Bench::new().await;
    let lines: Vec<String> = (0..6).map(|number| format!("s{number},Prod,,h:1,shop,etl,pw{number}")).collect();
    let bytes = sheet(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    bench.keychain.fail(Operation::Set, 3, KeychainError::Locked);
    let done = load(&bench, &bytes, json!({})).await;
    assert_eq!(outcomes(&done), ["created", "created", "created", "failed", "not_reached", "not_reached"]);
    bench.keychain.heal();
    let done = load(&bench, &bytes, json!({})).await;
    assert_eq!(outcomes(&done), ["same", "same", "same", "created", "created", "created"]);
    bench.assert_sound().await;
    assert_eq!(bench.items().len(), 6);
    bench.ok("source.save", mysql("s9")).await;
}
