//! The vault over keychains that work, forget and refuse.

use std::sync::Arc;

use headwater_model::Secret;
use headwater_vault::{FaultyKeychain, Keychain, KeychainError, Operation, SessionKeychain, Slots, Vault, VaultError};

fn slots(value: &str) -> Slots {
    Slots::from([("password".to_owned(), Secret::new(value.to_owned()))])
}

#[tokio::test]
async fn small_and_large_secrets_come_back() {
    let vault = Vault::new(Arc::new(SessionKeychain::default()), "folder".into());
    for value in ["", "p@:/?#%&\"'\\ 密码", &"长".repeat(9_000)] {
        let stored = vault.put("ref", &slots(value)).await.unwrap();
        assert_eq!(stored.sealed.is_some(), value.len() > 2_000);
        assert_eq!(vault.get("ref", stored.sealed.as_deref()).await.unwrap(), Some(slots(value)));
    }
}

#[tokio::test]
async fn a_large_secret_is_neither_in_the_item_nor_readable_without_it() {
    let keychain = Arc::new(SessionKeychain::default());
    let vault = Vault::new(keychain.clone(), "folder".into());
    let stored = vault.put("ref", &slots(&"canary".repeat(1_000))).await.unwrap();
    let sealed = stored.sealed.unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("canary"));
    assert!(keychain.get("folder/ref").unwrap().unwrap().len() <= 2_000);
    vault.delete("ref").await.unwrap();
    assert_eq!(vault.get("ref", Some(&sealed)).await, Ok(None), "deleting the item kills the sealed body");
}

#[tokio::test]
async fn a_refused_write_is_an_error_and_an_absent_delete_is_not() {
    let keychain = Arc::new(FaultyKeychain::default());
    let vault = Vault::new(keychain.clone(), "folder".into());
    keychain.fail(Operation::Set, 0, KeychainError::Locked);
    assert_eq!(vault.put("ref", &slots("x")).await, Err(VaultError::Keychain(KeychainError::Locked)));
    keychain.heal();
    assert_eq!(vault.delete("never-there").await, Ok(()));
    assert_eq!(vault.references().await.unwrap(), Vec::<String>::new());
}
