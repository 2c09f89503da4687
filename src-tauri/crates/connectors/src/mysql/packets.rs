//! Packets of MySQL's protocol: three bytes of length, one of sequence, and so many bytes.

/// Bytes of a header.
const HEADER: usize = 4;

/// Puts packets together from what arrives.
#[derive(Debug, Default)]
pub struct Packets {
    waiting: Vec<u8>,
    /// Bytes of `waiting` that were given out.
    taken: usize,
}

/// A header announces more than is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl Packets {
    /// Adds what arrived.
    pub fn add(&mut self, bytes: &[u8]) {
        self.waiting.drain(..self.taken);
        self.taken = 0;
        self.waiting.extend(bytes);
    }

    /// The next whole packet: its number and payload. `None` when more must arrive first.
    ///
    /// # Errors
    /// [`TooLarge`], as soon as the header says so.
    pub fn next(&mut self, most: usize) -> Result<Option<(u8, Vec<u8>)>, TooLarge> {
        let rest = &self.waiting[self.taken..];
        let Some(&[low, middle, high, number]) = rest.first_chunk::<HEADER>() else { return Ok(None) };
        let length = usize::from(low) | usize::from(middle) << 8 | usize::from(high) << 16;
        if length > most {
            return Err(TooLarge);
        }
        let Some(payload) = rest.get(HEADER..HEADER + length) else { return Ok(None) };
        let payload = payload.to_vec();
        self.taken += HEADER + length;
        Ok(Some((number, payload)))
    }
}

/// A packet. `payload` is one that a header has room for: it came in a packet, or is short.
pub fn packet(number: u8, payload: &[u8]) -> Vec<u8> {
    let [low, middle, high, ..] = payload.len().to_le_bytes();
    [&[low, middle, high, number], payload].concat()
}

/// The length-encoded integer that a payload begins with; `None` where it is cut off or stands for something else.
pub fn length_encoded(payload: &[u8]) -> Option<u64> {
    let (first, rest) = payload.split_first()?;
    let bytes = match first {
        0..=250 => return Some(u64::from(*first)),
        0xfc => rest.get(..2)?,
        0xfd => rest.get(..3)?,
        0xfe => rest.get(..8)?,
        _ => return None,
    };
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_come_whole_however_they_arrive() {
        let sent = [packet(0, b"one"), packet(1, b""), packet(2, &[7; 70_000])].concat();
        for size in [1, 3, 4, 5, 1000, sent.len()] {
            let mut packets = Packets::default();
            let mut seen = Vec::new();
            for bytes in sent.chunks(size) {
                packets.add(bytes);
                while let Some(packet) = packets.next(70_000).unwrap() {
                    seen.push(packet);
                }
            }
            assert_eq!(seen, [(0, b"one".to_vec()), (1, vec![]), (2, vec![7; 70_000])], "{size}");
        }
        let mut packets = Packets::default();
        packets.add(&[0xff, 0xff, 0xff, 0]);
        assert_eq!(packets.next(70_000), Err(TooLarge));
    }

    #[test]
    fn integers_have_four_sizes() {
        assert_eq!(length_encoded(&[250]), Some(250));
        assert_eq!(length_encoded(&[0xfc, 1, 2]), Some(0x201));
        assert_eq!(length_encoded(&[0xfd, 1, 2, 3]), Some(0x0003_0201));
        assert_eq!(length_encoded(b"\xfe\xff\xff\xff\xff\xff\xff\xff\xff"), Some(u64::MAX));
        for cut in [&b""[..], b"\xfb", b"\xff", b"\xfc\x01", b"\xfe\0\0\0\0"] {
            assert_eq!(length_encoded(cut), None);
        }
    }
}
