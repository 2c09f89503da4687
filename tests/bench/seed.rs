//! Data folders with many data sources. A few are saved through the application, so that every row has the shape that it
//! writes; SQL multiplies them.

use std::path::Path;
use std::sync::Arc;

use headwater_app::{App, Caller, KeychainChoice, OpenOptions, call};
use headwater_vault::FaultyKeychain;
use serde_json::{Value, json};
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use crate::Outcome;

/// Opens a data folder with a keychain in memory.
///
/// # Errors
/// The application's.
pub async fn open(home: &Path) -> Outcome<Arc<App>> {
    let keychain = KeychainChoice::Given(Arc::new(FaultyKeychain::default()));
    App::open(OpenOptions { home: Some(home.to_owned()), keychain, ..OpenOptions::default() })
        .await
        .map_err(|error| words(&error))
}

/// Runs a command.
///
/// # Errors
/// What it refuses.
pub async fn ask(app: &Arc<App>, name: &str, request: Value) -> Outcome<Value> {
    call(app, name, request, Caller::silent()).await.map_err(|error| words(&error))
}

fn words(error: &headwater_model::AppError) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{}: {:?}", error.message(headwater_model::Lang::En), error.detail).into()
}

/// What the sources are about, and where.
const SUBJECTS: [(&str, &str); 10] = [
    ("orders", "订单主库"),
    ("payments", "支付流水"),
    ("customers", "customer master data"),
    ("inventory", "库存 warehouse stock"),
    ("clicks", "click stream of the shop"),
    ("billing", "invoices and credit notes"),
    ("shipping", "物流 parcels"),
    ("returns", "returned goods"),
    ("sessions", "user sessions"),
    ("audit", "审计 audit trail"),
];

/// Makes a data folder with so many data sources of every kind and state.
///
/// # Errors
/// The application's or SQLite's.
pub async fn fill(home: &Path, count: usize) -> Outcome<()> {
    let app = open(home).await?;
    for (index, (subject, description)) in SUBJECTS.iter().enumerate().take(count) {
        let view = ask(&app, "source.save", source(home, subject, description, index)?).await?;
        // Some have been tested, with success or without.
        for env in if index % 2 == 1 { &["dev", "prod"][..] } else { &[] } {
            ask(&app, "test.run", json!({"id": view["id"], "env": env})).await?;
        }
    }
    app.close().await;
    let database = SqliteConnectOptions::new().filename(home.join("headwater.db"));
    let mut connection = SqliteConnection::connect_with(&database).await?;
    multiply(&mut connection, count).await?;
    connection.close().await?;
    Ok(())
}

/// In turns: a database on a server, of which the password is not there yet, and a local one.
fn source(home: &Path, subject: &str, description: &str, index: usize) -> Outcome<Value> {
    let path = home.join(format!("{subject}.csv"));
    std::fs::write(&path, "id,note\n1,a\n")?;
    let (type_id, properties) = match index % 4 {
        0 | 2 => {
            let address = json!([{"host": "10.20.0.14", "port": 3306}]);
            ("mysql", json!({"address": address, "database": subject, "username": "etl"}))
        }
        1 => ("localfile", json!({"path": path})),
        _ => ("sqlite", json!({"path": home.join("none.db")})),
    };
    let side = json!({"mode": "UrlMode", "properties": properties});
    let tags = [["core", "nightly"], ["shop", "realtime"], ["finance", "monthly"]][index % 3];
    Ok(json!({"name": subject, "type": type_id, "description": description, "tags": tags, "dev": side, "prod": side}))
}

/// Copies every source until there are `count`, each with a name, an address and a time of its own.
async fn multiply(connection: &mut SqliteConnection, count: usize) -> Outcome<()> {
    let there: i64 = sqlx::query_scalar("SELECT max(id) FROM data_source").fetch_one(&mut *connection).await?;
    let copies = i64::try_from(count)? - there;
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql(
        "CREATE TEMP TABLE copy (id INTEGER PRIMARY KEY, original INTEGER NOT NULL, mark TEXT NOT NULL, host TEXT NOT NULL)",
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "WITH RECURSIVE number (n) AS (SELECT 1 WHERE ?1 > 0 UNION ALL SELECT n + 1 FROM number WHERE n < ?1) \
         INSERT INTO copy SELECT ?2 + n, 1 + n % ?2, printf('_%06d', n * 7919 % 1000003), \
         printf('10.%d.%d.%d', n % 251, n % 199, n % 97) FROM number",
    )
    .bind(copies)
    .bind(there)
    .execute(&mut *transaction)
    .await?;
    for sql in [
        "INSERT INTO data_source (id, workspace_id, name, type, description, tags, origin, revision, created_at, \
         modified_at, deleted_at) SELECT copy.id, workspace_id, name || mark, type, description, tags, origin, revision, \
         created_at, modified_at - copy.id * 7919 % 1000003, deleted_at FROM copy JOIN data_source s ON s.id = original",
        "INSERT INTO configuration (data_source_id, env, mode, properties, secret_ref, secret_slots, ask_slots, \
         unconfirmed, missing, summary, state, last_test, changed_at, deleted_at) SELECT copy.id, env, mode, \
         replace(properties, '10.20.0.14', host), NULL, '[]', ask_slots, 0, missing, \
         replace(summary, '10.20.0.14', host), state, last_test, changed_at, deleted_at \
         FROM copy JOIN configuration ON data_source_id = original",
        "INSERT INTO list_entry (id, data_source_id, seq, workspace_id, name, type, modified_at, dev_state, prod_state, \
         dev_tested, prod_tested, tags, favourite, search) \
         SELECT s.id, s.id, 1000 + s.id, s.workspace_id, s.name, s.type, s.modified_at, dev_state, prod_state, \
         dev_tested, prod_tested, e.tags, 0, \
         replace(replace(search, e.name, s.name), '10.20.0.14', host) \
         FROM copy JOIN data_source s ON s.id = copy.id JOIN list_entry e ON e.data_source_id = original",
        "DROP TABLE copy",
    ] {
        sqlx::query(sql).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}
