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
    /// The authority's key.
    ca_key: String,
}

impl Certificates {
    /// A client's certificate of the same authority, and its key; `ended`: it ran out in 2001.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn client(&self, ended: bool) -> (String, String) {
        let issuer = Issuer::new(authority(), KeyPair::from_pem(&self.ca_key).unwrap());
        let mut client = CertificateParams::new(Vec::new()).unwrap();
        client.distinguished_name.push(DnType::CommonName, "orders");
        if ended {
            client.not_before = date_time_ymd(2000, 1, 1);
            client.not_after = date_time_ymd(2001, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        (client.signed_by(&key, &issuer).unwrap().pem(), key.serialize_pem())
    }
}

fn authority() -> CertificateParams {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.distinguished_name.push(DnType::CommonName, "Headwater tests");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority
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
    let authority = authority();
    let authority_key = KeyPair::generate().unwrap();
    let ca = authority.self_signed(&authority_key).unwrap().pem();
    let ca_key = authority_key.serialize_pem();
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
    Certificates { ca, certificate, key: key.serialize_pem(), ca_key }
}
