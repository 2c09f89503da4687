//! Replies that nobody thought of: real ones, changed at random. Every round has a seed of its own, which is printed when
//! the round fails and plays it again:
//!
//! `HEADWATER_HOSTILE_SEED=<seed> HEADWATER_HOSTILE_ROUNDS=1 cargo test -p headwater-tests --test hostile generated`

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use futures_util::{FutureExt, StreamExt, stream};
use headwater_connectors::Target;
use headwater_model::Verdict;
use headwater_tests::mysql_peer::{OK, Peer, Step, error_payload, greeting_payload, packet, result_set};

use crate::http::{maxcompute, oss, whole};
use crate::login::TLS;
use crate::memory;
use crate::{MOST_MEMORY, mysql, trial};

/// Rounds unless `HEADWATER_HOSTILE_ROUNDS` says otherwise.
const ROUNDS: u64 = 300;
/// Rounds at once: most of a round's time may be waiting for its deadline.
const AT_ONCE: usize = 32;

/// What MariaDB 10.11 answered to one test, one answer a line; [`record`] wrote it.
const MARIADB: &str = include_str!("mariadb.hex");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn generated_replies_always_end_in_a_verdict() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let first = number("HEADWATER_HOSTILE_SEED").unwrap_or(now.as_nanos() as u64 >> 10);
    let rounds = number("HEADWATER_HOSTILE_ROUNDS").unwrap_or(ROUNDS);
    let (idle, began) = (memory::idle(), Instant::now());
    println!("{rounds} rounds from seed {first}");
    let verdicts = stream::iter(first..first + rounds).map(round).buffer_unordered(AT_ONCE);
    let connectable = verdicts.filter(|verdict| std::future::ready(*verdict == Verdict::Connectable)).count().await;
    let above = memory::peak() - idle;
    println!("{connectable} connectable, {:?}, {} KiB above idle", began.elapsed(), above / 1024);
    assert!(above < MOST_MEMORY, "{above} bytes above idle");
    // Changes that change nothing are rare: else they are not worth their name.
    assert!(rounds < 100 || (connectable > 0 && (connectable as u64) < rounds / 3), "{connectable} of {rounds}");
}

async fn round(seed: u64) -> Verdict {
    let played = std::panic::AssertUnwindSafe(play(seed)).catch_unwind().await;
    played.unwrap_or_else(|_| panic!("HEADWATER_HOSTILE_SEED={seed} HEADWATER_HOSTILE_ROUNDS=1"))
}

async fn play(seed: u64) -> Verdict {
    let mut dice = Dice(seed);
    let (kind, flights) = match dice.below(4) {
        0 => (Kind::Mysql, mysql_flights(&mut dice)),
        1 => (Kind::MysqlTls, mysql_flights(&mut dice)),
        2 => (Kind::Oss, oss_flights()),
        _ => (Kind::Maxcompute, maxcompute_flights()),
    };
    let words = if matches!(kind, Kind::Mysql | Kind::MysqlTls) { MYSQL_WORDS } else { HTTP_WORDS };
    let flights = change(&mut dice, flights, words);
    let peer = Peer::start(script(&mut dice, kind, flights)).await;
    trial(&kind.target(peer.port)).await.verdict()
}

#[derive(Clone, Copy)]
enum Kind {
    Mysql,
    MysqlTls,
    Oss,
    Maxcompute,
}

impl Kind {
    fn target(self, port: u16) -> Target {
        let url = format!("http://127.0.0.1:{port}");
        match self {
            Self::Mysql => mysql(port, &[("tlsMode", "off")]),
            Self::MysqlTls => mysql(port, &[]),
            Self::Oss => oss(&url),
            Self::Maxcompute => maxcompute(&format!("{url}/api")),
        }
    }
}

/// Sends an answer for each thing that the client says; MySQL speaks first.
fn script(dice: &mut Dice, kind: Kind, flights: Vec<Vec<u8>>) -> Vec<Step> {
    let last = flights.last().cloned().unwrap_or_default();
    let mut steps = Vec::new();
    for (turn, mut flight) in flights.into_iter().enumerate() {
        match (kind, turn) {
            (Kind::Mysql | Kind::MysqlTls, 0) => {}
            (Kind::MysqlTls, 1) => {
                steps.extend([Step::Tls(Arc::clone(&TLS.1)), Step::Read]);
                // The request for TLS took a number.
                renumber(&mut flight);
            }
            (Kind::Mysql | Kind::MysqlTls, _) => steps.push(Step::Read),
            (Kind::Oss | Kind::Maxcompute, _) => steps.push(Step::ReadRaw),
        }
        steps.push(Step::Raw(flight));
    }
    match dice.below(6) {
        0 if !last.is_empty() => steps.push(Step::Endless(last.repeat(1 + 8192 / last.len()))),
        1 => steps.push(Step::Wait),
        _ => steps.push(Step::Close),
    }
    steps
}

/// Adds one to the number of every packet, as far as there are packets.
fn renumber(flight: &mut [u8]) {
    let mut at = 0;
    while let Some([low, middle, high, number]) = flight.get_mut(at..at + 4) {
        *number = number.wrapping_add(1);
        at += 4 + (usize::from(*low) | usize::from(*middle) << 8 | usize::from(*high) << 16);
    }
}

fn mysql_flights(dice: &mut Dice) -> Vec<Vec<u8>> {
    let recorded: Vec<Vec<u8>> = MARIADB.lines().map(from_hex).collect();
    if dice.below(2) == 0 {
        return recorded;
    }
    // MySQL 8: caching_sha2, and what MariaDB does not say.
    let plugin = *dice.pick(&["caching_sha2_password", "mysql_native_password"]);
    let login = match dice.below(4) {
        0 => [packet(2, &[1, 3]), packet(3, &OK)].concat(),
        1 => packet(2, &[1, 4]),
        2 => packet(2, b"\xfecaching_sha2_password\0ABCDEFGHIJKLMNOPQRST\0"),
        _ => packet(2, &error_payload(1045, "28000", "Access denied for user 'app'@'10.0.0.1' (using password: YES)")),
    };
    let hello = packet(0, &greeting_payload("8.0.36", plugin, true));
    [vec![hello, login], recorded.into_iter().skip(2).collect(), vec![numbered(result_set(&["Grants"], &[], true))]]
        .concat()
}

fn numbered(payloads: Vec<Vec<u8>>) -> Vec<u8> {
    payloads.iter().zip(1..).flat_map(|(payload, number)| packet(number, payload)).collect()
}

fn oss_flights() -> Vec<Vec<u8>> {
    let info = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BucketInfo><Bucket><CreationDate>2013-07-31T10:56:21.000Z\
        </CreationDate><ExtranetEndpoint>oss-cn-hangzhou.aliyuncs.com</ExtranetEndpoint><IntranetEndpoint>\
        oss-cn-hangzhou-internal.aliyuncs.com</IntranetEndpoint><Location>oss-cn-hangzhou</Location><Name>logs</Name>\
        <StorageClass>Standard</StorageClass><AccessControlList><Grant>private</Grant></AccessControlList></Bucket>\
        </BucketInfo>";
    let list = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><Name>logs</Name><Prefix></Prefix>\
        <MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated><Contents><Key>a.txt</Key></Contents></ListBucketResult>";
    vec![answer(info), answer(list)]
}

fn maxcompute_flights() -> Vec<Vec<u8>> {
    let project = "<?xml version=\"1.0\"?>\n<Project><Name>shop</Name><Type>managed</Type><Owner>ALIYUN$o@example.com\
        </Owner><State>AVAILABLE</State><Region>cn-hangzhou</Region><Properties><Property><Name>odps.schema.model.enabled\
        </Name><Value>true</Value></Property></Properties></Project>";
    let error = "<Error><Code>NoPermission</Code><Message>ODPS-0130013:You have NO privilege 'odps:List' on \
        {acs:odps:*:projects/shop}.</Message><RequestId>65b0</RequestId><HostId>h</HostId></Error>";
    vec![answer(project), answer(error), answer("dt.cn-hangzhou.maxcompute.aliyun.com")]
}

fn answer(body: &str) -> Vec<u8> {
    let headers = "Server: Tengine\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/xml\r\n\
        Connection: keep-alive\r\nx-odps-request-id: 65b0c1d2e3f4a5b6\r\n";
    whole(headers, body.as_bytes())
}

/// Pieces with a meaning, to be put where they have none.
const MYSQL_WORDS: &[&[u8]] = &[
    b"\xfe\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xfe\0\0\0\0\0\0\0\x10",
    b"\xfd\xff\xff\xff",
    b"\xfc\0\x10",
    b"\xfb",
    b"\xff",
    b"\xff\xff\xff",
    b"\0\0\0\x01",
    b"\x01\0\0\x03\xfb",
    b"\x02\0\0\x02\x01\x04",
    b"\x07\0\0\x02\0\0\0\x02\0\0\0",
    b"\xfemysql_clear_password\0",
    b"\xfeparsec\0",
    b"\xfeclient_ed25519\0",
    b"\xfb/etc/passwd",
    b"def\0",
    b"\x16\x03\x03",
    b"\xe2\x80\xae",
];

const HTTP_WORDS: &[&[u8]] = &[
    b"\r\n",
    b"\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Length: 0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Connection: close\r\n",
    b"Location: http://127.0.0.1:1/\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.1 307 Go\r\n",
    b"FFFFFFFFFFFFFFFF\r\n",
    b"0\r\n\r\n",
    b"<!DOCTYPE x [<!ENTITY a \"b\">]>",
    b"&a;",
    b"&#0;",
    b"&#x202e;",
    b"<![CDATA[",
    b"<!--",
    b"</",
    b"]]>",
    b"\0",
    b"\xe2\x80\xae",
    b"\xff\xfe",
];

/// Changes the answers in one to four places.
fn change(dice: &mut Dice, mut flights: Vec<Vec<u8>>, words: &[&[u8]]) -> Vec<Vec<u8>> {
    for _ in 0..=dice.below(4) {
        let which = dice.below(flights.len());
        let flight = &mut flights[which];
        let (at, end) = (dice.below(flight.len() + 1), dice.below(flight.len() + 1));
        let (at, end) = (at.min(end), at.max(end));
        match dice.below(12) {
            0..=2 if !flight.is_empty() => {
                let (at, any) = (dice.below(flight.len()), dice.next() as u8);
                flight[at] = *dice.pick(&[0, 1, 0x7f, 0x80, 0xfb, 0xfc, 0xfe, 0xff, any]);
            }
            3 => drop(flight.drain(at..end)),
            4 => flight.truncate(at),
            5 => {
                let piece = flight[at..end].to_vec();
                flight.splice(at..at, piece.repeat(1 + dice.below(50)));
            }
            6..=8 => {
                let word = dice.pick(words).to_vec();
                flight.splice(at..at, word);
            }
            9 => {
                let noise: Vec<u8> = (0..dice.below(300)).map(|_| dice.next() as u8).collect();
                flight.splice(at..end, noise);
            }
            10 => {
                let other = flights[dice.below(flights.len())].clone();
                flights.insert(which, other);
            }
            _ => {
                let other = dice.below(flights.len());
                flights.swap(which, other);
            }
        }
    }
    flights
}

/// Random numbers from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`; 0 when that is 0.
    fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

fn from_hex(line: &str) -> Vec<u8> {
    (0..line.len() / 2).filter_map(|at| u8::from_str_radix(line.get(2 * at..2 * at + 2)?, 16).ok()).collect()
}

/// How `mariadb.hex` came to be: a test of ours against the real server, with somebody in between who writes down.
#[tokio::test]
#[ignore = "prints the recording that is in mariadb.hex"]
async fn record() {
    use headwater_tests::mariadb::Mariadb;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = Mariadb::plain();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let between = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut real = tokio::net::TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
        let (mut said, mut flights) = ([0; 65536], Vec::new());
        loop {
            // An answer here is at once: what comes within this time belongs together.
            let mut flight = Vec::new();
            while let Ok(Ok(count @ 1..)) = tokio::time::timeout(Duration::from_millis(300), real.read(&mut said)).await
            {
                flight.extend(&said[..count]);
            }
            client.write_all(&flight).await.unwrap();
            flights.push(flight);
            match client.read(&mut said).await.unwrap() {
                count @ 6.. => real.write_all(&said[..count]).await.unwrap(),
                _ => return flights,
            }
        }
    });
    let mut target = mysql(port, &[("tlsMode", "off")]);
    target.properties.insert("database".into(), headwater_tests::mariadb::DATABASE.into());
    crate::trial_within(&target, Duration::from_secs(20)).await;
    for flight in between.await.unwrap() {
        println!("{}", flight.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }
}
