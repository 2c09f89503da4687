//! MySQL servers that break every rule of the protocol, each from the greeting on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use headwater_connectors::{planned, probe};
use headwater_model::{Stage, Verdict};
use headwater_net::Trace;
use headwater_tests::mysql_login::{Account, Plugin, public_key_pem};
use headwater_tests::mysql_peer::{
    Answer, OK, Peer, Step, column, counted, error, error_payload, greeting, greeting_payload, ok, packet, result_set,
};

use tokio_util::sync::CancellationToken;

use crate::login::{TLS, answers};
use crate::{assert_all, failure, mysql, trial, trial_within};

const PLAIN: &[(&str, &str)] = &[("tlsMode", "off")];

/// Greeting and login, up to OK.
fn signed_in() -> Vec<Step> {
    vec![greeting("mysql_native_password", false), Step::Read, ok()]
}

/// A server that is right up to `query`, and then does this.
fn at(query: &'static str, steps: Vec<Step>) -> Vec<Step> {
    let answers = [vec![(query, Answer::Play(steps))], answers()].concat();
    vec![Step::Login(Account::new(Plugin::Native)), Step::Serve(answers)]
}

/// Tries all at once: each must fail at its stage with its code.
async fn all_fail(cases: Vec<(Vec<Step>, Stage, &str)>) {
    let trials = cases.into_iter().map(|(script, stage, code)| async move {
        let peer = Peer::start(script).await;
        (trial(&mysql(peer.port, PLAIN)).await, (stage, code))
    });
    assert_all(join_all(trials).await);
}

#[tokio::test]
async fn silence_ends_every_stage() {
    let tls = || vec![greeting("mysql_native_password", true), Step::Read, Step::Wait];
    all_fail(vec![
        (vec![Step::Wait], Stage::ConnectPort, "mysql.silent"),
        (vec![greeting("mysql_native_password", false), Step::Wait], Stage::Authenticate, "timeout"),
        (at("USE", vec![Step::Wait]), Stage::OpenTarget, "timeout"),
        (at("SHOW GRANTS", vec![Step::Wait]), Stage::CheckPrivileges, "timeout"),
        (at("SHOW VARIABLES", vec![Step::Wait]), Stage::Inspect, "timeout"),
    ])
    .await;
    let peer = Peer::start(tls()).await;
    trial(&mysql(peer.port, &[])).await.assert_failed(Stage::HandshakeTls, "timeout");
}

#[tokio::test]
async fn one_byte_a_second_is_silence() {
    let slowly = |payload: &[u8], number| vec![Step::Slowly(packet(number, payload), Duration::from_secs(1))];
    let payload = greeting_payload("8.0.36", "mysql_native_password", false);
    all_fail(vec![
        (slowly(&payload, 0), Stage::ConnectPort, "mysql.silent"),
        (
            [vec![greeting("mysql_native_password", false), Step::Read], slowly(&OK, 2)].concat(),
            Stage::Authenticate,
            "timeout",
        ),
        (at("USE", slowly(&OK, 1)), Stage::OpenTarget, "timeout"),
        (at("SHOW GRANTS", slowly(&[1], 1)), Stage::CheckPrivileges, "timeout"),
    ])
    .await;
}

#[tokio::test]
async fn garbage_is_no_greeting_and_no_answer() {
    let garbage: Vec<u8> = (0..4096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let greeted = vec![greeting("mysql_native_password", false), Step::Read];
    all_fail(vec![
        (vec![Step::Raw(garbage.clone())], Stage::ConnectPort, "mysql.not_mysql"),
        ([greeted, vec![Step::Raw(garbage.clone())]].concat(), Stage::Authenticate, "mysql.protocol"),
        (at("USE", vec![Step::Raw(garbage.clone())]), Stage::OpenTarget, "mysql.protocol"),
        (at("SHOW GRANTS", vec![Step::Raw(garbage)]), Stage::CheckPrivileges, "mysql.protocol"),
    ])
    .await;
}

#[tokio::test]
async fn a_greeting_without_end_is_none() {
    let greeting = greeting_payload("8.0.36", "mysql_native_password", false);
    let long = greeting_payload(&"8".repeat(60_000), "mysql_native_password", false);
    all_fail(vec![
        (vec![Step::Endless(vec![b'A'; 4096])], Stage::ConnectPort, "mysql.not_mysql"),
        (vec![Step::Endless(vec![0; 4096])], Stage::ConnectPort, "mysql.not_mysql"),
        (vec![Step::Packet(vec![0x0a; 60_000])], Stage::ConnectPort, "mysql.not_mysql"),
        (
            vec![Step::Raw(b"\xff\xff\xff\0\x0a".to_vec()), Step::Endless(vec![b'8'; 4096])],
            Stage::ConnectPort,
            "mysql.not_mysql",
        ),
        (vec![Step::Packet(long)], Stage::ConnectPort, "mysql.not_mysql"),
        // A second greeting is no answer to a login.
        (vec![Step::EndlessPackets(greeting)], Stage::Authenticate, "mysql.protocol"),
    ])
    .await;
}

#[tokio::test]
async fn lengths_beyond_all_reason_are_not_waited_for() {
    // The largest packet, which announces that another follows; for ever.
    let largest = |number| vec![Step::Raw(vec![0xff, 0xff, 0xff, number]), Step::Endless(vec![b'x'; 16 * 1024])];
    let four_gigabytes = [b"\xfe".as_slice(), &u64::from(u32::MAX).to_le_bytes()].concat();
    let ok = |count: &[u8]| Step::Packet([b"\0", count, &[0, 2, 0, 0, 0]].concat());
    all_fail(vec![
        (
            [vec![greeting("mysql_native_password", false), Step::Read], largest(2)].concat(),
            Stage::Authenticate,
            "mysql.protocol",
        ),
        (at("USE", largest(1)), Stage::OpenTarget, "mysql.protocol"),
        (
            at("SHOW GRANTS", [vec![Step::Packet(vec![1])], largest(2)].concat()),
            Stage::CheckPrivileges,
            "mysql.protocol",
        ),
        (at("SHOW GRANTS", vec![Step::Packet(four_gigabytes.clone())]), Stage::CheckPrivileges, "mysql.protocol"),
    ])
    .await;
    // A text of 4 GB in a row, and in OK, which has room for one: the first is refused, the second says nothing to us.
    let long = [b"\x01x".as_slice(), &four_gigabytes].concat();
    let row = [vec![2], column("a"), column("b"), long].map(Step::Packet);
    let peer = Peer::start(at("SHOW GRANTS", row.to_vec())).await;
    trial(&mysql(peer.port, PLAIN)).await.assert_failed(Stage::CheckPrivileges, "mysql.protocol");
    let peer = Peer::start(at("USE", vec![ok(&four_gigabytes)])).await;
    trial(&mysql(peer.port, PLAIN)).await;
}

#[tokio::test]
async fn wrong_sequence_numbers_are_refused() {
    let grants = result_set(&["Grants"], &[], true);
    let numbered = |number| grants.iter().flat_map(move |payload| packet(number, payload)).collect::<Vec<_>>();
    all_fail(vec![
        (vec![Step::Raw(packet(1, &greeting_payload("8", "x", false)))], Stage::ConnectPort, "mysql.not_mysql"),
        (
            vec![greeting("mysql_native_password", false), Step::Read, Step::Raw(packet(9, &OK))],
            Stage::Authenticate,
            "mysql.protocol",
        ),
        (at("USE", vec![Step::Raw(packet(0, &OK))]), Stage::OpenTarget, "mysql.protocol"),
        (at("SHOW GRANTS", vec![Step::Raw(numbered(1))]), Stage::CheckPrivileges, "mysql.protocol"),
    ])
    .await;
}

#[tokio::test]
async fn no_query_gets_a_local_file() {
    let request = || vec![Step::Packet(b"\xfb/etc/passwd".to_vec())];
    let cases =
        [("USE", Stage::OpenTarget), ("SHOW GRANTS", Stage::CheckPrivileges), ("SHOW VARIABLES", Stage::Inspect)];
    for (query, stage) in cases {
        let peer = Peer::start(at(query, request())).await;
        assert_all([(trial(&mysql(peer.port, PLAIN)).await, (stage, "mysql.local_infile"))]);
        assert!(!peer.heard_bytes(b"root:"), "{query}");
    }
    // Where the question was only by the way, the reason that is known stays.
    let unknown =
        ("USE", Answer::Play(vec![error(1049, "42000", "Unknown database 'shop'"), Step::Read, request()[0].clone()]));
    let peer = Peer::start(vec![Step::Login(Account::new(Plugin::Native)), Step::Serve(vec![unknown])]).await;
    trial(&mysql(peer.port, PLAIN)).await.assert_failed(Stage::OpenTarget, "mysql.database_unknown");
    assert!(!peer.heard_bytes(b"root:"));
    // And as the answer to a login.
    let peer = Peer::start([signed_in()[..2].to_vec(), request()].concat()).await;
    trial(&mysql(peer.port, PLAIN)).await.assert_failed(Stage::Authenticate, "mysql.protocol");
    assert!(!peer.heard_bytes(b"root:"));
}

#[tokio::test]
async fn results_without_end_end() {
    let begun = || vec![Step::Packet(vec![1]), Step::Packet(column("Grants"))];
    let endless = |payload: Vec<u8>| [begun(), vec![Step::EndlessPackets(payload)]].concat();
    // OK that announces another result (SERVER_MORE_RESULTS_EXISTS).
    let more = Step::EndlessPackets(vec![0, 0, 0, 10, 0, 0, 0]);
    let large = [counted(900_000), vec![b'x'; 900_000]].concat();
    let many = [counted(4096)].into_iter().chain((0..4096).map(|_| column("c"))).map(Step::Packet);
    let wide: Vec<Step> = many.chain([Step::EndlessPackets(vec![0xfb; 4096])]).collect();
    all_fail(vec![
        (at("USE", endless(vec![1, b'x'])), Stage::OpenTarget, "timeout"),
        (at("USE", vec![more.clone()]), Stage::OpenTarget, "timeout"),
        (at("SHOW GRANTS", endless(vec![1, b'x'])), Stage::CheckPrivileges, "mysql.protocol"),
        (at("SHOW VARIABLES", endless(vec![1, b'x'])), Stage::Inspect, "mysql.protocol"),
        (at("SHOW GRANTS", endless(large)), Stage::CheckPrivileges, "mysql.protocol"),
        (at("SHOW GRANTS", wide), Stage::CheckPrivileges, "mysql.protocol"),
        // A report of progress (MariaDB) is no answer.
        (
            at("SHOW GRANTS", vec![Step::EndlessPackets(vec![0xff, 0xff, 0xff, 1, 1, 1, 0, 0, 0, 1, b'x'])]),
            Stage::CheckPrivileges,
            "mysql.protocol",
        ),
    ])
    .await;
    let peer = Peer::start(at("SHOW GRANTS", vec![more])).await;
    let probed = trial(&mysql(peer.port, PLAIN)).await;
    assert_ne!(probed.verdict(), Verdict::Connectable);
}

#[tokio::test]
async fn absurd_numbers_of_columns_are_refused() {
    let long = |count: u64| [b"\xfe".as_slice(), &count.to_le_bytes()].concat();
    let counts = [
        b"\xfc\xff\xff".to_vec(),
        b"\xfd\xff\xff\xff".to_vec(),
        long(1 << 33),
        long(1 << 58),
        long(u64::MAX),
        long(0),
        // A length that is cut off, and none.
        b"\xfe\xff".to_vec(),
        Vec::new(),
    ];
    let at_query = counts.iter().map(|count| {
        let steps = vec![Step::Packet(count.clone()), Step::EndlessPackets(column("c"))];
        (at("SHOW GRANTS", steps), Stage::CheckPrivileges, "mysql.protocol")
    });
    let mut cases: Vec<_> = at_query.collect();
    // Few columns, each of them large; and rows of nothing.
    let large = [column("c"), vec![0; 600_000]].concat();
    let steps = vec![Step::Packet(b"\xfc\x00\x10".to_vec()), Step::EndlessPackets(large)];
    cases.push((at("SHOW GRANTS", steps), Stage::CheckPrivileges, "mysql.protocol"));
    let steps = vec![Step::Packet(vec![1]), Step::Packet(column("c")), Step::EndlessPackets(Vec::new())];
    cases.push((at("SHOW GRANTS", steps), Stage::CheckPrivileges, "mysql.protocol"));
    all_fail(cases).await;
    // The same through TLS, where nobody in between can look.
    for count in counts {
        let hostile = ("SHOW GRANTS", Answer::Play(vec![Step::Packet(count), Step::EndlessPackets(column("c"))]));
        let login = Step::Login(Account::new(Plugin::Native).over(&TLS.1));
        let peer = Peer::start(vec![login, Step::Serve(vec![hostile])]).await;
        let probed = trial_within(&mysql(peer.port, &[]), Duration::from_secs(5)).await;
        probed.assert_failed(Stage::CheckPrivileges, "mysql.protocol");
    }
}

#[tokio::test]
async fn keys_that_are_none_get_no_password() {
    let integer = |bytes: &[u8]| der(2, &[&[0], bytes].concat());
    let key = |modulus: &[u8], exponent: &[u8]| {
        let numbers = der(0x30, &[integer(modulus), integer(exponent)].concat());
        let algorithm = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
        let bits = der(3, &[vec![0], numbers].concat());
        public_key_pem(&der(0x30, &[algorithm.to_vec(), bits].concat())).into_bytes()
    };
    let usual = [1, 0, 1];
    let mut keys = vec![
        Vec::new(),
        b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n".to_vec(),
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n".to_vec(),
        b"not a key".to_vec(),
        // Too small for the password, nothing at all, and one that would keep a processor busy for hours.
        key(&[0xff; 16], &usual),
        key(&[0xff; 64], &usual),
        key(&[], &usual),
        key(&[0], &usual),
        key(&[0xff; 20_000], &usual),
        key(&[0xff; 512], &[0xff; 512]),
        key(&[0xff; 256], &[]),
    ];
    let good = key(&[0xff; 256], &usual);
    keys.extend((1..good.len()).step_by(37).map(|end| good[..end].to_vec()));
    let cases = keys.into_iter().map(|key| {
        let script = vec![
            greeting("caching_sha2_password", false),
            Step::Read,
            Step::Packet(vec![1, 4]),
            Step::Read,
            Step::Packet([b"\x01".to_vec(), key].concat()),
            Step::Wait,
        ];
        (script, Stage::Authenticate, "mysql.protocol")
    });
    all_fail(cases.collect()).await;
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let [.., high, low] = length.to_be_bytes();
    let header = match length {
        0..128 => vec![tag, low],
        128..256 => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [header, content.to_vec()].concat()
}

#[tokio::test]
async fn switches_of_authentication_that_lead_nowhere_end() {
    let plugins =
        ["caching_sha2_password", "mysql_native_password", "client_ed25519", "mysql_old_password", "parsec", ""];
    let mut scripts = Vec::new();
    for plugin in plugins {
        for salt in [&b""[..], b"\0", b"short\0", &[b'x'; 5000]] {
            let switch = [b"\xfe", plugin.as_bytes(), b"\0", salt].concat();
            let full = vec![Step::Packet(vec![1, 4]), Step::Read, Step::Packet(b"\x01key".to_vec())];
            let after = [vec![Step::Read], full, vec![Step::Close]].concat();
            scripts.push([vec![Step::Packet(switch.clone())], after].concat());
            scripts.push(vec![Step::EndlessPackets(switch)]);
        }
    }
    scripts.extend(
        [b"\xfe".to_vec(), b"\xfe\0".to_vec(), b"\x01\x03".to_vec(), b"\x01\x04".to_vec(), b"\x01".to_vec()]
            .map(|payload| vec![Step::EndlessPackets(payload)]),
    );
    for greets in ["mysql_native_password", "caching_sha2_password"] {
        for tls in [false, true] {
            join_all(scripts.iter().map(|script| async move {
                let login = if tls { Step::Tls(Arc::clone(&TLS.1)) } else { Step::Read };
                let login = if tls { vec![login, Step::Read] } else { vec![login] };
                let peer = Peer::start([vec![greeting(greets, tls)], login, script.clone()].concat()).await;
                let probed = trial_within(&mysql(peer.port, &[]), Duration::from_secs(4)).await;
                assert_ne!(probed.verdict(), Verdict::Connectable, "{script:?}");
            }))
            .await;
        }
    }
}

/// Also where the good-bye would have to wait for the end of what the server says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_ends_a_flood_at_once() {
    let flood = vec![Step::Packet(vec![1]), Step::Packet(column("c")), Step::EndlessPackets(vec![1, b'x'])];
    let silence = vec![Step::Wait];
    for (query, steps) in [("USE", flood.clone()), ("USE", silence.clone()), ("SHOW GRANTS", silence)] {
        let peer = Peer::start(at(query, steps)).await;
        let cancel = CancellationToken::new();
        let mut trace = Trace::new(cancel.clone(), Duration::from_secs(30), Arc::new(|_| ()));
        let target = mysql(peer.port, PLAIN);
        let stop = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            cancel.cancel();
            Instant::now()
        };
        let (_, cancelled) = tokio::join!(probe(&target, &mut trace), stop);
        assert!(cancelled.elapsed() < Duration::from_millis(200), "{query}: {:?}", cancelled.elapsed());
        assert_eq!(trace.finish(&planned(&target)).verdict, Verdict::Cancelled, "{query}");
    }
}

/// Whoever hangs up, wherever: the test says at which stage.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hanging_up_after_any_byte_ends_the_test_there() {
    let hello = packet(0, &greeting_payload("8.0.36", "caching_sha2_password", false));
    let fast = [packet(2, &[1, 3]), packet(3, &OK)].concat();
    let numbered = |payloads: Vec<Vec<u8>>| {
        payloads.iter().zip(1..).flat_map(|(payload, number)| packet(number, payload)).collect::<Vec<_>>()
    };
    let grants = numbered(result_set(&["Grants"], &[vec!["GRANT SELECT ON *.* TO `a`@`b`".to_owned()]], true));
    let flights = [hello, fast, packet(1, &OK), grants, packet(1, &error_payload(1064, "42000", "What?"))];
    let stages = [Stage::ConnectPort, Stage::Authenticate, Stage::OpenTarget, Stage::CheckPrivileges, Stage::Inspect];
    let positions =
        flights.iter().enumerate().flat_map(|(flight, bytes)| (0..bytes.len()).map(move |end| (flight, end)));
    let positions: Vec<(usize, usize)> = positions.collect();
    for some in positions.chunks(40) {
        join_all(some.iter().map(|(flight, end)| {
            let (flights, stage) = (&flights, stages[*flight]);
            async move {
                let whole = flights[..*flight].iter().flat_map(|bytes| [Step::Raw(bytes.clone()), Step::Read]);
                let cut = [Step::Raw(flights[*flight][..*end].to_vec()), Step::Close];
                let peer = Peer::start(whole.chain(cut).collect()).await;
                let probed = trial_within(&mysql(peer.port, PLAIN), Duration::from_secs(5)).await;
                let failed = failure(&probed).map(|(stage, _)| stage);
                assert_eq!(failed, Some(stage), "{stage:?} after {end} bytes: {}", probed.text());
            }
        }))
        .await;
    }
}
