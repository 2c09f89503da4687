//! A loopback port behind which a server seems to be far away: every byte is late by half a round trip, each way. It
//! does not slow anything else down: what is sent at once arrives at once.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Starts it, for as long as the program runs.
///
/// # Errors
/// No port.
pub fn in_front_of(server: u16, round_trip: Duration) -> std::io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    // Threads, because they sleep to a tenth of a millisecond.
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            thread::spawn(move || connect(client, server, round_trip));
        }
    });
    Ok(port)
}

fn connect(client: TcpStream, server: u16, round_trip: Duration) -> std::io::Result<()> {
    let began = Instant::now();
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, server))?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    // The kernel has taken the connection at once. Far away it takes a round trip; the server then hears of it half of one
    // later, and what it says first needs the other half.
    pass(server.try_clone()?, client.try_clone()?, round_trip / 2, began + 2 * round_trip);
    pass(client, server, round_trip / 2, began);
    Ok(())
}

/// Passes bytes on, `late` after they came and not before `earliest`.
fn pass(mut from: TcpStream, mut to: TcpStream, late: Duration, earliest: Instant) {
    let (sender, receiver) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        for (due, bytes) in receiver {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
    thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let due = (Instant::now() + late).max(earliest);
            if sender.send((due, buffer[..read].to_vec())).is_err() {
                break;
            }
        }
    });
}
