//! The window is killed with SIGKILL at random instants, however slow the machine is after it has begun, while its page saves,
//! clones, deletes, restores and sets secrets without a pause. After each round the next start finds what `kill` demands of the command line.
//!
//! Rounds: 3, or `HEADWATER_WINDOW_KILL_ROUNDS`. The seed is printed; `HEADWATER_KILL_SEED` replays it.

use std::time::{Duration, Instant};

use headwater_tests::house::{House, document};
use headwater_tests::random::Random;
use serde_json::{Value, json};

use crate::driver::Window;

/// Longest time from the first change to the kill; a save takes about a tenth of it.
const SPAN_MS: u64 = 500;
/// Longest wait for the first change.
const PATIENCE: Duration = Duration::from_secs(30);
/// Acts of a hand, before it begins again.
const ACTS: u64 = 40;

/// Each change of a source takes the next number.
const LAST_CHANGE: &str = "SELECT CAST(coalesce(max(seq), 0) AS TEXT) FROM list_entry";
/// Items of the keychain that are being written, or are to go.
const UNFINISHED: &str = "SELECT ref FROM vault_item WHERE state <> 'live'";

/// Hands that act until the end, each its own acts one after the other, through the door that the page itself uses.
const HANDS: &str = "
    const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
    const events = `__CHANNEL__:${transformCallback(() => {})}`;
    const call = (name, request) => invoke('call', { name, request, call: crypto.randomUUID(), events });
    const find = async name => {
        const { rows } = await call('source.list', { search: name });
        return rows.find(row => row.name === name);
    };
    const acts = {
        save: async ({ document }) => {
            const row = await find(document.name);
            const known = row ? await call('source.get', { id: row.id }) : null;
            await call('source.save', known ? { ...document, id: known.id, revision: known.revision } : document);
        },
        clone: async ({ name, to }) => {
            const { id } = await find(name);
            await call('source.clone', { id, name: to, envs: ['dev', 'prod'], secrets: 'copy' });
        },
        remove: async ({ name, back }) => {
            const { id } = await find(name);
            await call('source.delete', { id, envs: ['dev', 'prod'] });
            await call(back ? 'source.restore' : 'source.purge', { id, envs: ['dev', 'prod'] });
        },
        secret: async ({ name, env, secret }) => {
            const { id } = await find(name);
            await call('secret.set', { id, env, slot: 'password', secret });
        },
    };
    for (const hand of HANDS_HERE) (async () => {
        for (let at = 0; ; at = (at + 1) % hand.length) {
            // A source that is not there, or that another hand has changed meanwhile.
            await acts[hand[at].act](hand[at]).catch(() => new Promise(done => setTimeout(done)));
        }
    })();";

fn draw_act(random: &mut Random, version: u64) -> Value {
    let name = format!("{}{}", if random.below(4) == 0 { "c" } else { "s" }, random.below(4));
    match random.below(8) {
        0..=3 => json!({"act": "save", "document": document(&name, version)}),
        4 => json!({"act": "clone", "name": name, "to": format!("c{}", random.below(4))}),
        5 | 6 => json!({"act": "remove", "name": name, "back": random.below(2) == 0}),
        _ => json!({"act": "secret", "name": name, "env": (["dev", "prod"][usize::from(version.is_multiple_of(2))]),
            "secret": format!("x-{version}")}),
    }
}

fn draw_hands(random: &mut Random, round: u64) -> Value {
    let hands = 1 + random.below(2);
    let hand = |hand: u64, random: &mut Random| -> Vec<Value> {
        (0..ACTS).map(|act| draw_act(random, (round * 10 + hand) * ACTS + act)).collect()
    };
    (0..hands).map(|at| json!(hand(at, random))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a display: tests/desktop/run"]
async fn nothing_is_lost_or_left_behind_when_the_window_is_killed() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let rounds = number("HEADWATER_WINDOW_KILL_ROUNDS").unwrap_or(3);
    let seed = number("HEADWATER_KILL_SEED").unwrap_or_else(|| u64::from(std::process::id()) ^ 0x5eed);
    println!("seed {seed}");
    let mut random = Random::new(seed);
    let house = House::new().await;
    let mut interrupted = 0;
    for round in 0..rounds {
        let hands = draw_hands(&mut random, round);
        let after = Duration::from_micros(random.below(SPAN_MS * 1_000));
        let before = house.rows(LAST_CHANGE).await;
        let window = Window::open(house.home()).await;
        window.find("//nav").await;
        window.run(&HANDS.replace("HANDS_HERE", &hands.to_string())).await;
        // Hands that do nothing prove nothing.
        let began = Instant::now();
        while house.rows(LAST_CHANGE).await == before {
            assert!(began.elapsed() < PATIENCE, "seed {seed}, round {round}: nothing was done");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(after).await;
        window.kill().await;
        interrupted += u64::from(!house.rows(UNFINISHED).await.is_empty());
        if let Err(fault) = house.check().await {
            panic!("seed {seed}, round {round}, killed after {after:?}: {fault}");
        }
    }
    println!("{rounds} windows killed, {interrupted} with something half done, seed {seed}");
    assert!(interrupted > 0 || rounds < 20, "no kill of {rounds} interrupted anything");
    house.check_after_hold().await;
}
