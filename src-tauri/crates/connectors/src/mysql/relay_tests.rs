use super::*;

const SALT_SENT: &[u8] = b"abcdefghijklmnopqrst";
const FULL: &[u8] = &[1, 4];
const OK: &[u8] = &[0, 0, 0, 2, 0, 0, 0];
const GRANTS: &[u8] = b"\x03SHOW GRANTS";

fn relay(encrypted: bool) -> (SqlRelay, Watch) {
    let watch = Watch::default();
    let terms = Terms {
        encrypted,
        refuse_rsa: false,
        password: Zeroizing::new("correct horse".to_owned()),
        plugin: SHA2_PLUGIN.to_vec(),
        salt: SALT_SENT.to_vec(),
    };
    (SqlRelay::new(terms, watch.clone()), watch)
}

/// By the formula of MySQL's documentation.
fn scramble() -> Vec<u8> {
    let once = Sha256::digest("correct horse");
    let mixed = Sha256::digest([&Sha256::digest(once)[..], SALT_SENT].concat());
    once.iter().zip(mixed).map(|(a, b)| a ^ b).collect()
}

/// A login with this proof: capabilities (with CLIENT_DEPRECATE_EOF), the rest of the fixed part, name, proof.
fn login(proof: &[u8]) -> Vec<u8> {
    let fixed = [&[0x0d, 0xa2, 0x08, 0x01][..], &[0; 28]].concat();
    packet(1, &[fixed.as_slice(), b"app\0\x20", proof, b"\0"].concat())
}

#[test]
fn a_login_through_tls_is_numbered_on_and_gives_the_password_where_it_is_asked_for() {
    let (mut relay, watch) = relay(true);
    let mut onward = Onward::default();
    let said = login(&scramble());
    assert_eq!(relay.driver_said(&said, &mut onward), Ok(()));
    assert_eq!((onward.to_server[3], onward.to_server[5]), (2, 0xa2 | CLIENT_SSL));
    onward.to_server.clear();
    assert_eq!(relay.server_said(&packet(3, FULL), &mut onward), Ok(()));
    assert_eq!(onward.to_server, packet(4, b"correct horse\0"));
    assert_eq!(watch.sha2(), Sha2::Full);
    assert_eq!(relay.server_said(&packet(5, OK), &mut onward), Ok(()));
    assert_eq!(onward.to_driver, packet(2, OK), "the driver knows of neither question nor answer");
    // Commands begin at 0 on both sides.
    let mut onward = Onward::default();
    assert_eq!(relay.driver_said(&packet(0, GRANTS), &mut onward), Ok(()));
    assert_eq!(relay.server_said(&packet(1, OK), &mut onward), Ok(()));
    assert_eq!((onward.to_server, onward.to_driver), (packet(0, GRANTS), packet(1, OK)));
}

#[test]
fn a_stranger_at_the_port_does_not_log_in_with_our_password() {
    for proof in [&[][..], &[7; 32], &scramble()[..31]] {
        let (mut relay, watch) = relay(true);
        let mut onward = Onward::default();
        assert_eq!(relay.driver_said(&login(proof), &mut onward), Ok(()));
        onward.to_server.clear();
        assert_eq!(relay.server_said(&packet(3, FULL), &mut onward), Err(Cut));
        assert!(onward.to_server.is_empty());
        assert!(matches!(watch.broken(), Some(Broken::Protocol(_))));
    }
    // Nor is an old proof one for a new salt.
    let (mut relay, _) = relay(true);
    let mut onward = Onward::default();
    relay.driver_said(&login(&scramble()), &mut onward).unwrap();
    let switch = packet(3, b"\xfecaching_sha2_password\0ABCDEFGHIJKLMNOPQRST\0");
    assert_eq!(relay.server_said(&switch, &mut onward), Ok(()));
    assert_eq!(relay.server_said(&packet(4, FULL), &mut onward), Err(Cut));
}

#[test]
fn another_plug_in_does_not_get_the_password() {
    let (mut relay, _) = relay(true);
    relay.terms.plugin = b"mysql_native_password".to_vec();
    let mut onward = Onward::default();
    relay.driver_said(&login(&scramble()), &mut onward).unwrap();
    onward.to_server.clear();
    assert_eq!(relay.server_said(&packet(3, FULL), &mut onward), Ok(()));
    assert_eq!((onward.to_server, onward.to_driver), (vec![], packet(2, FULL)), "it is left to the driver to refuse");
}

#[test]
fn a_result_passes_and_an_absurd_one_does_not() {
    let answer = |answer: &[&[u8]]| {
        let (mut relay, watch) = relay(false);
        let mut onward = Onward::default();
        relay.driver_said(&login(&scramble()), &mut onward).unwrap();
        relay.server_said(&packet(2, OK), &mut onward).unwrap();
        relay.driver_said(&packet(0, GRANTS), &mut onward).unwrap();
        onward.to_driver.clear();
        let bytes: Vec<u8> = answer.iter().zip(1..).flat_map(|(payload, number)| packet(number, payload)).collect();
        // Byte by byte, as it may arrive.
        let passed = bytes.iter().try_for_each(|byte| relay.server_said(&[*byte], &mut onward));
        (passed.is_ok() && onward.to_driver == bytes, watch.broken())
    };
    let (column, row, end) = (b"\x03def".as_slice(), b"\x02hi".as_slice(), b"\xfe\0\0\x02\0\0\0".as_slice());
    assert_eq!(answer(&[&[1], column, row, row, end, OK]), (true, None));
    assert_eq!(answer(&[&[2], column, column, end]), (true, None));
    let broken = |code| (false, Some(Broken::Protocol(code)));
    assert_eq!(answer(&[b"\xfe\0\0\0\0\x01\0\0\0"]), broken(codes::PROTOCOL_COLUMNS));
    assert_eq!(answer(&[b"\xfd\xff\xff"]), broken(codes::PROTOCOL_MALFORMED));
    assert_eq!(answer(&[&[1], column, &[]]), broken(codes::PROTOCOL_EMPTY));
    assert_eq!(answer(&[&[1], &[b'x'; MOST_DEFINITIONS + 1]]), broken(codes::PROTOCOL_COLUMNS));
    assert_eq!(answer(&[&[1], column, &vec![b'x'; MOST_PACKET + 1]]), broken(codes::PROTOCOL_LARGE));
}
