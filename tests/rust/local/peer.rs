//! Another program on the same computer, for tests of what two of them do to each other.
//!
//! `local-peer hold FILE SQL` runs SQL on a SQLite file, says `held`, and keeps the file open until its input ends.
//! `local-peer probe TYPE PROPERTIES` runs a probe with this process's rights and prints its stages.

mod run;

use std::io::Read;

use sqlx::{Connection, Executor};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["hold", file, sql] => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
            let mut connection = sqlx::SqliteConnection::connect_with(&options).await.expect("opens the file");
            connection.execute(sqlx::AssertSqlSafe((*sql).to_owned())).await.expect("runs the SQL");
            println!("held");
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
        }
        ["probe", type_id, properties] => {
            let properties = serde_json::from_str(properties).expect("properties are an object");
            run::lines(&run::run(type_id, properties).await).iter().for_each(|line| println!("{line}"));
        }
        other => panic!("not understood: {other:?}"),
    }
}
