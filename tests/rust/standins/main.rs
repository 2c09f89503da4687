//! `cargo run -p headwater-tests --example standins`: both stand-ins, for suites in other languages. Prints one line of
//! JSON with endpoints and keys, and lives until its standard input closes.

use headwater_tests::standins::User;
use headwater_tests::standins::maxcompute::{MaxcomputeStandin, MaxcomputeWorld};
use headwater_tests::standins::oss::{OssStandin, OssWorld};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let oss = OssStandin::start(OssWorld::default()).await?;
    let maxcompute = MaxcomputeStandin::start(MaxcomputeWorld::default()).await?;
    let line = json!({
        "oss": {
            "endpoint": oss.server.url(),
            "port": oss.server.port(),
            "regionId": oss.world(|world| world.region.clone()),
            "bucket": oss.world(|world| world.buckets[0].name.clone()),
            "users": oss.world(|world| users(&world.users)),
        },
        "maxcompute": {
            "endpoint": maxcompute.endpoint(),
            "port": maxcompute.server.port(),
            "regionId": maxcompute.world(|world| world.region.clone()),
            "project": maxcompute.world(|world| world.projects[0].name.clone()),
            "users": maxcompute.world(|world| users(&world.users)),
        },
    });
    println!("{line}");
    let closed = tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()));
    closed.await?.map(drop)
}

fn users(users: &[User]) -> Vec<Value> {
    let user = |user: &User| json!({"accessId": user.id, "accessKey": user.secret, "securityToken": user.token});
    users.iter().map(user).collect()
}
