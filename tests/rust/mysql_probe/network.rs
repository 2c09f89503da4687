//! Names, ports, silence, and what is not MySQL.

use super::*;

#[tokio::test]
async fn a_refused_port_is_unreachable() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    run(&account(port, "u", &[])).await.assert_failed(Stage::ConnectPort, "refused");
}

#[tokio::test]
async fn an_unknown_name_fails_before_any_connection() {
    let probed = run(&at(account(0, "u", &[]), &[("db.invalid", 3306)])).await;
    assert_eq!(probed.status(Stage::ResolveHost), StageStatus::Failed);
    assert_eq!(probed.verdict(), Verdict::Unreachable);
}

#[tokio::test]
async fn of_two_addresses_each_must_answer() {
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let target = at(account(0, users::APP, &[]), &[("127.0.0.1", TLS.port), ("127.0.0.1", dead)]);
    let probed = run(&target).await;
    probed.assert_failed(Stage::ConnectPort, "refused");
    assert_eq!(probed.finding("addresses_disagree").params["silent"], format!("127.0.0.1:{dead}"));
}

#[tokio::test]
async fn a_silent_server_ends_at_a_deadline_and_is_told_from_a_slow_one() {
    let peer = Peer::start(vec![Step::Wait]).await;
    let began = Instant::now();
    let probed = run_within(&account(peer.port, "u", &[]), Duration::from_secs(2), CancellationToken::new()).await;
    probed.assert_failed(Stage::ConnectPort, "mysql.silent");
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn cancelling_answers_at_once() {
    let peer = Peer::start(vec![greeting("mysql_native_password", false), Step::Read, Step::Wait]).await;
    let cancel = CancellationToken::new();
    let target = account(peer.port, "u", &[]);
    let test = tokio::spawn({
        let cancel = cancel.clone();
        async move { run_within(&target, Duration::from_secs(30), cancel).await }
    });
    while peer.heard().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let cancelled = Instant::now();
    cancel.cancel();
    let probed = test.await.unwrap();
    assert!(cancelled.elapsed() < Duration::from_secs(1), "{:?}", cancelled.elapsed());
    assert_eq!(probed.verdict(), Verdict::Cancelled);
    assert_eq!(probed.status(Stage::Inspect), StageStatus::Skipped);
}

#[tokio::test]
async fn what_is_not_mysql_is_shown() {
    let ssh = Peer::start(vec![Step::Raw(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n".into()), Step::Wait]).await;
    let probed = run(&account(ssh.port, "u", &[])).await;
    probed.assert_failed(Stage::ConnectPort, "mysql.not_mysql");
    assert!(probed.finding("mysql.not_mysql").params["words"].starts_with("SSH-2.0-"));

    for bytes in [&b"\xff\xff\xff\0\x0a8.0"[..], b"\x05\0\0\x03\x0a8.0\0", b"\x04\0\0\0\x0a8.0", b"\0\0\0\0"] {
        let peer = Peer::start(vec![Step::Raw(bytes.into()), Step::Wait]).await;
        run(&account(peer.port, "u", &[])).await.assert_failed(Stage::ConnectPort, "mysql.not_mysql");
    }
    let closes = Peer::start(vec![Step::Close]).await;
    run(&account(closes.port, "u", &[])).await.assert_failed(Stage::ConnectPort, "mysql.hung_up");
}

#[test]
fn instance_mode_is_left_to_dataworks() {
    let mut target = probing::target("mysql", &[("instanceId", "rm-bp1")], &[]);
    assert!(unsupported(&target).is_none());
    target.mode = target.type_def.mode("InstanceMode").unwrap();
    let finding = unsupported(&target).unwrap();
    assert_eq!(finding.code, "mysql.instance_mode");
    check_words(&finding);
}
