//! As whom the person works, and what each role of DataWorks may do. On one's own computer this is a draft of the cloud's
//! permissions and a guard against slips, no wall: whoever owns the disk can choose any role.

use headwater_catalog::check_label;
use headwater_model::{AppError, ErrorCode, Text, Timestamp, WorkspaceId};
use headwater_store::{ActivityRecord, FieldChange};

use crate::errors::store_error;
use crate::wire::{Empty, Identity, IdentitySetRequest, IdentityView, Right, Role, RoleView};
use crate::{App, Cx, activity};

use Right::{Edit, Manage, Share, Use, Workspace};

const IDENTITY: &str = "identity";
/// The user until somebody chooses another name.
const FIRST_USER: &str = "owner";
/// Longest name of a user, in characters.
pub(crate) const USER: u32 = 60;

/// Who may do what (Help Center: data source management, permission management; CreateDataSource and
/// CreateDataSourceSharedRule, 2024-05-18).
const ROLES: &[(Role, Text, &[Right])] = &[
    (Role::TenantOwner, Text::new("Tenant owner", "租户所有者"), &[Manage, Edit, Share, Use, Workspace]),
    (Role::TenantAdministrator, Text::new("Tenant administrator", "租户管理员"), &[Share, Use, Workspace]),
    (Role::WorkspaceOwner, Text::new("Workspace owner", "空间所有者"), &[Manage, Edit, Share, Use, Workspace]),
    (
        Role::WorkspaceAdministrator,
        Text::new("Workspace administrator", "空间管理员"),
        &[Manage, Edit, Share, Use, Workspace],
    ),
    (Role::Operation, Text::new("O&M", "运维"), &[Manage, Edit, Use]),
    (Role::SecurityAdministrator, Text::new("Security administrator", "安全管理员"), &[Edit, Use]),
    (Role::Developer, Text::new("Developer", "开发"), &[Use]),
    (Role::Visitor, Text::new("Visitor", "访客"), &[]),
];

/// Every role.
pub(crate) async fn list(_cx: &Cx, _request: Empty) -> Result<Vec<RoleView>, AppError> {
    Ok(ROLES
        .iter()
        .map(|(role, name, rights)| RoleView { role: *role, name: *name, rights: rights.to_vec() })
        .collect())
}

/// Works as somebody else from now on.
pub(crate) async fn set(cx: &Cx, request: IdentitySetRequest) -> Result<IdentityView, AppError> {
    if let Some(issue) = check_label("identity.user", &request.identity.user, USER, false) {
        return Err(AppError::invalid(vec![issue]));
    }
    let json = serde_json::to_string(&request.identity).unwrap_or_default();
    cx.store.set_setting(IDENTITY, &json).await.map_err(store_error)?;
    Ok(view(request.identity))
}

/// An identity and what follows from it.
pub(crate) fn view(identity: Identity) -> IdentityView {
    IdentityView { rights: rights(identity.role).to_vec(), identity }
}

/// Whether an identity may do this.
pub(crate) fn has(identity: &Identity, right: Right) -> bool {
    rights(identity.role).contains(&right)
}

/// As [`has`], for a use-case that needs it.
///
/// # Errors
/// `not_permitted`, naming who may.
pub(crate) fn check(identity: &Identity, right: Right) -> Result<(), AppError> {
    if has(identity, right) {
        return Ok(());
    }
    let name = ROLES.iter().find(|(role, ..)| *role == identity.role).map_or("", |(_, name, _)| name.en);
    let able: Vec<&str> =
        ROLES.iter().filter(|(.., rights)| rights.contains(&right)).map(|(_, name, _)| name.en).collect();
    Err(AppError::new(ErrorCode::NotPermitted).with("role", name).with("roles", able.join(", ")))
}

fn rights(role: Role) -> &'static [Right] {
    ROLES.iter().find(|(known, ..)| *known == role).map_or(&[], |(_, _, rights)| rights)
}

impl App {
    /// As whom the person works.
    pub(crate) async fn identity(&self) -> Result<Identity, AppError> {
        let json = self.store.setting(IDENTITY).await.map_err(store_error)?;
        let known = json.and_then(|json| serde_json::from_str(&json).ok());
        Ok(known.unwrap_or_else(|| Identity { user: FIRST_USER.to_owned(), role: Role::default() }))
    }

    /// The identity, if it may do this.
    ///
    /// # Errors
    /// `not_permitted`, naming who may.
    pub(crate) async fn permit(&self, right: Right) -> Result<Identity, AppError> {
        let identity = self.identity().await?;
        check(&identity, right)?;
        Ok(identity)
    }

    /// The beginning of what is told about a change; the caller says what it was done to.
    pub(crate) fn note(&self, by: Identity, workspace: WorkspaceId, action: &str, subject: &str) -> ActivityRecord {
        debug_assert!(activity::has_words(action), "no words for {action}");
        ActivityRecord {
            at: Timestamp::now().0,
            actor: by.user,
            shell: self.shell.as_str().to_owned(),
            workspace,
            action: action.to_owned(),
            subject: subject.to_owned(),
            ..ActivityRecord::default()
        }
    }
}

/// One field, when it changed.
pub(crate) fn field_change(
    field: impl Into<String>,
    before: Option<&serde_json::Value>,
    after: Option<&serde_json::Value>,
) -> Option<FieldChange> {
    let text = |value: Option<&serde_json::Value>| value.map(ToString::to_string);
    (before != after).then(|| FieldChange { field: field.into(), before: text(before), after: text(after) })
}
