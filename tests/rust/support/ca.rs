//! A private certificate authority, made anew for each server.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd};

/// Certificates in PEM form.
#[derive(Debug, Clone)]
pub struct Certificates {
    /// The authority.
    pub ca: String,
    /// The server's certificate.
    pub certificate: String,
    /// Its key.
    pub key: String,
}

/// What is special about a server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: it is for 127.0.0.1, ::1 and localhost.
    Good,
    /// It is for another name.
    OtherName,
    /// It ran out in 2001.
    Expired,
    /// It vouches for itself.
    SelfSigned,
}

/// An authority and a server certificate of it.
///
/// # Panics
/// When the certificates cannot be made.
pub fn issue(kind: Kind) -> Certificates {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.distinguished_name.push(DnType::CommonName, "Headwater tests");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let authority_key = KeyPair::generate().unwrap();
    let ca = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::new(authority, authority_key);

    let names: &[&str] = if kind == Kind::OtherName { &["db.example.com"] } else { &["127.0.0.1", "::1", "localhost"] };
    let mut server = CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
    server.distinguished_name.push(DnType::CommonName, names[0]);
    if kind == Kind::Expired {
        server.not_before = date_time_ymd(2000, 1, 1);
        server.not_after = date_time_ymd(2001, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let certificate = match kind {
        Kind::SelfSigned => server.self_signed(&key),
        _ => server.signed_by(&key, &issuer),
    };
    let certificate = certificate.unwrap().pem();
    Certificates { ca, certificate, key: key.serialize_pem() }
}
