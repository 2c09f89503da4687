//! Whether the other end of a loopback connection is in this process.
//!
//! Linux tells the inode of a socket: asked by netlink (sock_diag(7)), in a tenth of a millisecond; where that is not
//! allowed, from the table of all connections, which takes ten, because the kernel walks all of its hash table. The socket is
//! ours if that inode is among our file descriptors.

use std::net::SocketAddr;

/// Whether the socket at `peer`, connected to `own`, is one of this process; `None` where the system does not tell.
#[cfg(target_os = "linux")]
pub(crate) fn is_ours(peer: SocketAddr, own: SocketAddr) -> Option<bool> {
    let (SocketAddr::V4(socket), SocketAddr::V4(other)) = (peer, own) else { return None };
    let inode = linux::asked(socket, other).or_else(|| linux::looked_up(socket, other))?;
    let wanted = format!("socket:[{inode}]");
    let ours = std::fs::read_dir("/proc/self/fd")
        .ok()?
        .flatten()
        .any(|entry| std::fs::read_link(entry.path()).is_ok_and(|target| target.as_os_str() == wanted.as_str()));
    Some(ours)
}

/// As said.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_ours(_peer: SocketAddr, _own: SocketAddr) -> Option<bool> {
    None
}

#[cfg(target_os = "linux")]
mod linux {
    use std::net::SocketAddrV4;

    use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, netlink, recv, send, socket_with};

    /// `struct nlmsghdr`; `struct inet_diag_req_v2`; where in the answer the inode is: the last member of
    /// `struct inet_diag_msg`. From linux/netlink.h and linux/inet_diag.h.
    const HEADER: usize = 16;
    const REQUEST: usize = 56;
    const INODE: usize = HEADER + 68;
    const SOCK_DIAG_BY_FAMILY: u16 = 20;
    const NLM_F_REQUEST: u16 = 1;
    const AF_INET: u8 = 2;
    const IPPROTO_TCP: u8 = 6;

    /// The inode of the connection from `socket` to `other`.
    pub fn asked(socket: SocketAddrV4, other: SocketAddrV4) -> Option<u32> {
        let kernel =
            socket_with(AddressFamily::NETLINK, SocketType::DGRAM, SocketFlags::CLOEXEC, Some(netlink::SOCK_DIAG));
        let kernel = kernel.ok()?;
        send(&kernel, &request(socket, other), SendFlags::empty()).ok()?;
        let mut answer = [0; 512];
        // The kernel answers within the call to send.
        let (_, length) = recv(&kernel, &mut answer[..], RecvFlags::DONTWAIT).ok()?;
        let kind = u16::from_ne_bytes([answer[4], answer[5]]);
        let inode = answer[..length].get(INODE..INODE + 4)?.first_chunk().copied().map(u32::from_ne_bytes)?;
        (kind == SOCK_DIAG_BY_FAMILY && inode != 0).then_some(inode)
    }

    fn request(socket: SocketAddrV4, other: SocketAddrV4) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER + REQUEST);
        bytes.extend(u32::try_from(HEADER + REQUEST).unwrap_or_default().to_ne_bytes());
        bytes.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
        bytes.extend(NLM_F_REQUEST.to_ne_bytes());
        // Sequence and sender: one question, one answer.
        bytes.extend([0; 8]);
        // Family, protocol, no extensions, padding; every state.
        bytes.extend([AF_INET, IPPROTO_TCP, 0, 0]);
        bytes.extend(u32::MAX.to_ne_bytes());
        bytes.extend(socket.port().to_be_bytes());
        bytes.extend(other.port().to_be_bytes());
        for address in [socket.ip(), other.ip()] {
            bytes.extend(address.octets());
            bytes.extend([0; 12]);
        }
        // Any interface; no cookie.
        bytes.extend([0; 4]);
        bytes.extend([0xff; 8]);
        bytes
    }

    /// The same from the table of all connections of this network namespace.
    pub fn looked_up(socket: SocketAddrV4, other: SocketAddrV4) -> Option<u32> {
        let in_table =
            |address: SocketAddrV4| format!("{:08X}:{:04X}", u32::from_ne_bytes(address.ip().octets()), address.port());
        let (local, remote) = (in_table(socket), in_table(other));
        let table = std::fs::read_to_string("/proc/self/net/tcp").ok()?;
        table.lines().find_map(|line| {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let found = columns.get(1) == Some(&local.as_str()) && columns.get(2) == Some(&remote.as_str());
            if found { columns.get(9)?.parse().ok() } else { None }
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::net::{SocketAddr, SocketAddrV4, TcpListener, TcpStream};
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    fn v4(address: SocketAddr) -> SocketAddrV4 {
        let SocketAddr::V4(address) = address else { panic!("{address}") };
        address
    }

    #[test]
    fn both_ways_name_the_very_socket() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (far, peer) = listener.accept().unwrap();
        let inode =
            std::fs::metadata(format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&near))).unwrap().ino();
        let (peer, own) = (v4(peer), v4(far.local_addr().unwrap()));
        assert_eq!(linux::looked_up(peer, own).map(u64::from), Some(inode));
        // Where netlink is not allowed the table is what is left.
        assert!(linux::asked(peer, own).is_none_or(|asked| u64::from(asked) == inode));
        assert_eq!(is_ours(peer.into(), own.into()), Some(true));
        drop((near, far));
    }

    #[test]
    fn a_socket_of_another_process_is_not_ours() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut other = std::process::Command::new("bash")
            .args(["-c", &format!("exec 3<>/dev/tcp/127.0.0.1/{port}; read -r _ <&3")])
            .spawn()
            .unwrap();
        let (far, peer) = listener.accept().unwrap();
        assert_eq!(is_ours(peer, far.local_addr().unwrap()), Some(false));
        drop(far);
        other.wait().unwrap();
    }
}
