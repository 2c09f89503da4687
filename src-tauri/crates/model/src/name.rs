//! The rule for names of data sources (CreateDataSource.Name of the DataWorks API, 2024-05-18).

use serde::Serialize;
use ts_rs::TS;

/// Longest name, in characters.
const LONGEST: usize = 255;

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// No characters.
    Empty,
    /// More than 255 characters.
    TooLong,
    /// The first character is not an ASCII letter.
    FirstNotLetter,
    /// A character that is not an ASCII letter, digit or underscore.
    Character(char),
}

/// Checks a name: letters, digits and underscores, a letter first, at most 255 characters.
///
/// # Errors
/// The first rule that the name breaks.
pub fn check_name(name: &str) -> Result<(), NameFault> {
    let first = name.chars().next().ok_or(NameFault::Empty)?;
    if name.chars().count() > LONGEST {
        return Err(NameFault::TooLong);
    }
    if let Some(odd) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '_')) {
        return Err(NameFault::Character(odd));
    }
    if first.is_ascii_alphabetic() { Ok(()) } else { Err(NameFault::FirstNotLetter) }
}

/// Who else knows a data source by its name, which therefore stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KnownByName {
    /// Another workspace, with which it is or was shared.
    Shared,
    /// Whoever read an export of it.
    Exported,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rule() {
        assert_eq!(check_name("orders_2024"), Ok(()));
        assert_eq!(check_name(&"a".repeat(255)), Ok(()));
        assert_eq!(check_name(&"a".repeat(256)), Err(NameFault::TooLong));
        assert_eq!(check_name(""), Err(NameFault::Empty));
        assert_eq!(check_name("1orders"), Err(NameFault::FirstNotLetter));
        assert_eq!(check_name("_orders"), Err(NameFault::FirstNotLetter));
        assert_eq!(check_name("orders 1"), Err(NameFault::Character(' ')));
        assert_eq!(check_name("订单"), Err(NameFault::Character('订')));
    }
}
