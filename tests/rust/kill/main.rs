//! Kill test: the command line is killed with SIGKILL at random instants while it creates, edits, clones, deletes, restores,
//! sets secrets, imports drafts and uploads files, alone and with others on the same source, over the real Secret Service.
//! After each round every side has all its old or all its new values and secrets, every file is the one that it says it is, no
//! keychain item is without a row, and nothing is half done.
//!
//! Rounds: 200, or `HEADWATER_KILL_ROUNDS`. The seed is printed with a failing round; `HEADWATER_KILL_SEED` replays it.

mod apply;
mod bulk;
mod play;
mod schedule;
mod template;
mod upgrade;

use headwater_tests::house::House;
use headwater_tests::random::Random;
use play::play;
use schedule::Round;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_left_behind_when_the_command_line_is_killed() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let rounds = number("HEADWATER_KILL_ROUNDS").unwrap_or(200);
    let seed = number("HEADWATER_KILL_SEED").unwrap_or_else(|| u64::from(std::process::id()) ^ 0x5eed);
    let mut random = Random::new(seed);
    let house = House::new().await;
    let mut killed = 0;
    for number in 0..rounds {
        let round = Round::draw(&mut random, number);
        killed += play(&round, house.home());
        if let Err(fault) = house.check().await {
            panic!("seed {seed}, round {number}: {fault}\n{round:#?}");
        }
    }
    println!("{rounds} rounds, {killed} processes killed, seed {seed}");
    // A schedule that never interrupts anything proves nothing.
    assert!(killed * 4 > rounds, "only {killed} of {rounds} rounds killed a process in time");
    house.check_after_hold().await;
}
