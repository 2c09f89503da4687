//! The sample workspace: local sources with both sides, ready to be tested green without any server.

use std::path::Path;

use headwater_model::{AppError, Door, WorkspaceId};
use headwater_store::create_database;
use serde_json::json;

use crate::app::{folder_error, make_private_file, make_private_folder, restrict};
use crate::errors::store_error;
use crate::wire::{
    Empty, SampleResponse, SaveRequest, SideInput, WorkspaceCreateRequest, WorkspaceMode, WorkspaceSelectRequest,
};
use crate::{Cx, save, workspace};

const NAME: &str = "sample";

const SHOP: &str = "\
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);\n\
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id), \
        total NUMERIC NOT NULL, ordered_at TEXT NOT NULL);\n\
    INSERT INTO customer VALUES (1, 'Lin Wei', '杭州'), (2, 'Ada Byron', 'London'), (3, 'Chen Yu', '上海');\n\
    INSERT INTO orders VALUES (1, 1, 129.00, '2026-01-07'), (2, 3, 54.50, '2026-01-09'), (3, 2, 310.20, '2026-02-11');\n";

const CUSTOMERS: &str = "id,name,city\n1,Lin Wei,杭州\n2,Ada Byron,London\n3,Chen Yu,上海\n";
const EVENTS: &str = "{\"at\": \"2026-01-07T09:41:00Z\", \"customer\": 1, \"event\": \"order\"}\n\
    {\"at\": \"2026-01-09T11:02:13Z\", \"customer\": 3, \"event\": \"order\"}\n";

/// Makes the sample workspace, or finds it, and selects it.
pub(crate) async fn create(cx: &Cx, _request: Empty) -> Result<SampleResponse, AppError> {
    let known = cx.store.workspaces().await.map_err(store_error)?;
    let sample =
        WorkspaceCreateRequest { name: NAME.to_owned(), mode: WorkspaceMode::Standard, description: String::new() };
    let id = match known.iter().find(|workspace| workspace.name == NAME) {
        Some(workspace) => workspace.id,
        None => workspace::create(cx, sample).await?.id,
    };
    write_files(cx).await?;
    for request in sources(&cx.home().join(NAME), id) {
        let there = cx.store.source_named(id, &request.name).await.map_err(store_error)?;
        if there.is_none() {
            save::save(cx, request).await?;
        }
    }
    let selected = workspace::select(cx, WorkspaceSelectRequest { workspace: id }).await?;
    Ok(SampleResponse { workspace: selected })
}

async fn write_files(cx: &Cx) -> Result<(), AppError> {
    for env in ["dev", "prod"] {
        let folder = cx.home().join(NAME).join(env);
        let write = |name: &str, content: &str| {
            let path = folder.join(name);
            if path.exists() {
                return Ok(());
            }
            make_private_file(&path);
            std::fs::write(path, content)
        };
        for private in [cx.home().join(NAME), folder.clone(), folder.join("exports")] {
            make_private_folder(&private)?;
        }
        write("exports/customers.csv", CUSTOMERS)
            .and_then(|()| write("events.json", EVENTS))
            .map_err(|error| folder_error(&folder, &error))?;
        let shop = folder.join("shop.db");
        create_database(&shop, SHOP).await.map_err(store_error)?;
        restrict(&shop, 0o600);
    }
    Ok(())
}

fn sources(folder: &Path, workspace: WorkspaceId) -> Vec<SaveRequest> {
    let side = |env: &str, path: &str, more: serde_json::Value| {
        let mut properties = more.as_object().cloned().unwrap_or_default();
        properties.insert("path".to_owned(), folder.join(env).join(path).display().to_string().into());
        Some(SideInput { mode: "UrlMode".to_owned(), properties, ..SideInput::default() })
    };
    let source = |name: &str, type_id: &str, description: &str, path: &str, more: serde_json::Value| SaveRequest {
        id: None,
        revision: None,
        workspace: Some(workspace),
        name: name.to_owned(),
        type_id: type_id.to_owned(),
        description: description.to_owned(),
        tags: vec!["sample".to_owned()],
        dev: side("dev", path, more.clone()),
        prod: side("prod", path, more),
        door: Door::ManagementCenter,
        typed_name: None,
        from_file: false,
    };
    vec![
        source("shop", "sqlite", "Customers and orders · 客户与订单", "shop.db", json!({})),
        source(
            "customer_exports",
            "localfile",
            "Nightly CSV exports · 每夜导出的 CSV",
            "exports",
            json!({"kind": "folder", "format": "csv"}),
        ),
        source(
            "click_events",
            "localfile",
            "Events as JSON lines · JSON 行事件",
            "events.json",
            json!({"kind": "file", "format": "json"}),
        ),
    ]
}
