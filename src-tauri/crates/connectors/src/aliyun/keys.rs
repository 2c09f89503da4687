//! The AccessKey that signs: always the configuration's own.

use headwater_model::{Finding, Secret};

use super::{Words, codes};
use crate::Target;

/// An AccessKey, with the token of a temporary one.
pub(crate) struct Keys {
    /// AccessKey ID. Not a secret.
    pub id: String,
    /// AccessKey Secret.
    pub secret: Secret<String>,
    /// Security token (STS).
    pub token: Option<Secret<String>>,
}

impl Keys {
    /// Reads `accessId`, `accessKey` and `securityToken`.
    ///
    /// # Errors
    /// `aliyun.keys_missing` and `aliyun.keys_unsendable`. Nothing is looked for elsewhere: signers that find keys in
    /// the environment would test somebody else's account.
    pub fn read(target: &Target) -> Result<Self, Finding> {
        let id = target.text("accessId").to_owned();
        let (false, Some(secret)) = (id.is_empty(), target.secret("accessKey").cloned()) else {
            return Err(Finding::failure(codes::KEYS_MISSING));
        };
        let token = target.secret("securityToken").cloned();
        let sendable = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        if !sendable(&id) || !token.as_ref().is_none_or(|token| sendable(token.expose())) {
            return Err(Finding::failure(codes::KEYS_UNSENDABLE));
        }
        Ok(Self { id, secret, token })
    }

    /// Whether the ID is one that STS gives out, which is worth nothing without its token.
    pub fn lacks_token(&self) -> bool {
        self.id.starts_with("STS.") && self.token.is_none()
    }

    /// Hides secret and token in a server's words.
    pub fn words(&self) -> Words {
        Words::hiding([&self.secret].into_iter().chain(&self.token))
    }
}
