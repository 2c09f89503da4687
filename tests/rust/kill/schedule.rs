//! What happens in a round, drawn from a seed.

use std::time::Duration;

use headwater_tests::house::{dataworks, document, krb5_conf};
use headwater_tests::random::Random;

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
        let (arguments, input) = match random.below(13) {
            0..=2 => (words("source create --file -"), Some(document(name, version).to_string())),
            3..=5 => (words(&format!("source edit {name} --file -")), Some(document(name, version).to_string())),
            6 => (words(&format!("source clone {name} c{version}")), None),
            7 => (words(&format!("source delete {name}{}", if random.below(2) == 0 { " --purge" } else { "" })), None),
            8 => (words(&format!("source restore {name}")), None),
            9 => (
                words("source import - --choose replace"),
                Some(dataworks(&["s0", "s1", "s2", "s3"], version).to_string()),
            ),
            10 => (words(&format!("file upload - --name f{version}")), Some(krb5_conf(&format!("V{version}")))),
            11 => (words(&format!("file replace f{} -", version / 2)), Some(krb5_conf(&format!("V{version}")))),
            // A password of its own: see `House::check`.
            _ => (words(&format!("secret set {name} --env dev --slot password")), Some(format!("x-{version}"))),
        };
        let kill_after = (random.below(8) != 0).then(|| Duration::from_micros(random.below(SPAN_MS * 1_000)));
        Self { arguments, input, kill_after }
    }
}
