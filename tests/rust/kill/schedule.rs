//! What happens in a round, drawn from a seed.

use std::time::Duration;

/// SplitMix64: small, and the same on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// One run of the command line.
#[derive(Debug)]
pub struct Run {
    pub arguments: Vec<String>,
    pub input: Option<String>,
    /// SIGKILL after this long; `None`: let it end.
    pub kill_after: Option<Duration>,
}

/// Up to three runs at once.
#[derive(Debug)]
pub struct Round(pub Vec<Run>);

/// Longest delay of a kill: somewhat more than the slowest command takes.
const SPAN_MS: u64 = 140;

impl Round {
    pub fn draw(random: &mut Random, number: u64) -> Self {
        let processes = if random.below(4) == 0 { 2 + random.below(2) } else { 1 };
        // Several processes meet on the same source.
        let target = format!("s{}", random.below(4));
        Self((0..processes).map(|process| Run::draw(random, &target, number * 10 + process)).collect())
    }
}

impl Run {
    fn draw(random: &mut Random, name: &str, version: u64) -> Self {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (arguments, input) = match random.below(10) {
            0..=2 => (words("source create --file -"), Some(document(name, version))),
            3..=5 => (words(&format!("source edit {name} --file -")), Some(document(name, version))),
            6 => (words(&format!("source clone {name} c{version}")), None),
            7 => (words(&format!("source delete {name}{}", if random.below(2) == 0 { " --purge" } else { "" })), None),
            8 => (words(&format!("source restore {name}")), None),
            // The version of the side stays what it is; only the part after the dash is new.
            _ => (
                words(&format!("secret set {name} --env dev --slot properties.password")),
                Some(format!("x-{version}")),
            ),
        };
        let kill_after = (random.below(8) != 0).then(|| Duration::from_micros(random.below(SPAN_MS * 1_000)));
        Self { arguments, input, kill_after }
    }
}

/// Every value of a version says which version it is; every eighth is too large for a keychain item.
fn document(name: &str, version: u64) -> String {
    let secret = if version % 8 == 0 { format!("v{version}-{}", "长".repeat(2_000)) } else { format!("v{version}-") };
    let side = serde_json::json!({"mode": "UrlMode", "secrets": {"password": secret}, "properties": {
        "address": [{"host": "127.0.0.1", "port": 9}], "database": format!("v{version}-"), "username": "etl"}});
    serde_json::json!({"name": name, "type": "mysql", "description": format!("v{version}-"), "dev": side, "prod": side})
        .to_string()
}
