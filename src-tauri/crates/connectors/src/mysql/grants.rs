//! What an account may do, from `SHOW GRANTS`: on the database (read, write) and globally (follow the binary log).

use std::collections::BTreeSet;

/// What `SHOW GRANTS` comes to for one database.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Privileges on everything.
    global: BTreeSet<String>,
    /// Privileges on the database, global ones included and revoked ones taken away.
    schema: BTreeSet<String>,
    /// Tables of the database that may be read one by one.
    readable: BTreeSet<String>,
}

/// Stands for every privilege of a level.
const ALL: &str = "ALL PRIVILEGES";

impl Rights {
    /// Reads the lines of `SHOW GRANTS`. Lines that say nothing about privileges on objects (roles, proxies) are passed over.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>, database: &str) -> Self {
        let mut rights = Self::default();
        // MySQL's partial revokes come after the grants that they narrow.
        for line in lines {
            let Some(grant) = Grant::parse(line) else { continue };
            match (grant.on_schema.as_deref(), grant.on_table.as_deref()) {
                (None, _) => {
                    rights.global.extend(grant.privileges.iter().cloned());
                    rights.schema.extend(grant.privileges);
                }
                (Some(pattern), None) if matches(pattern, database) && grant.takes_away => {
                    // "Everything but": what remains of ALL cannot be listed, so the written ones are spelled out first.
                    if rights.schema.remove(ALL) {
                        rights.schema.extend(["SELECT", "INSERT", "UPDATE", "DELETE"].map(str::to_owned));
                    }
                    rights.schema.retain(|held| !grant.privileges.contains(held));
                }
                (Some(pattern), None) if matches(pattern, database) => rights.schema.extend(grant.privileges),
                (Some(schema), Some(table))
                    if schema == database && grant.privileges.iter().any(|held| held == "SELECT" || held == ALL) =>
                {
                    rights.readable.insert(table.to_owned());
                }
                _ => {}
            }
        }
        rights
    }

    /// Whether a privilege holds on the whole database.
    pub fn on_database(&self, privilege: &str) -> bool {
        self.schema.contains(privilege) || self.schema.contains(ALL)
    }

    /// Whether any of these names of a global privilege is held.
    pub fn globally(&self, names: &[&str]) -> bool {
        self.global.contains(ALL) || names.iter().any(|name| self.global.contains(*name))
    }

    /// Tables that may be read although the database may not.
    pub fn readable(&self) -> impl Iterator<Item = &str> {
        self.readable.iter().map(String::as_str)
    }
}

/// One line: `GRANT a, b (c) ON x.y TO …` or `REVOKE … ON x.* FROM …`.
struct Grant {
    takes_away: bool,
    privileges: Vec<String>,
    /// `None` for `*`.
    on_schema: Option<String>,
    on_table: Option<String>,
}

impl Grant {
    fn parse(line: &str) -> Option<Self> {
        let (takes_away, rest) = match (line.strip_prefix("GRANT "), line.strip_prefix("REVOKE ")) {
            (Some(rest), _) => (false, rest),
            (None, Some(rest)) => (true, rest),
            (None, None) => return None,
        };
        let (privileges, object) = split_at_on(rest)?;
        let object = ["TABLE ", "FUNCTION ", "PROCEDURE ", "PACKAGE "]
            .iter()
            .find_map(|kind| object.strip_prefix(kind).map(|rest| (*kind == "TABLE ").then_some(rest)))
            .unwrap_or(Some(object))?;
        let (schema, rest) = identifier(object)?;
        let (table, _) = identifier(rest.strip_prefix('.')?)?;
        Some(Self { takes_away, privileges: split_privileges(privileges), on_schema: schema, on_table: table })
    }
}

/// Splits at the ` ON ` outside of quotes: a column may be called anything.
fn split_at_on(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => {}
            None if matches!(character, '`' | '"' | '\'') => quote = Some(character),
            None if text[at..].starts_with(" ON ") => return Some((&text[..at], &text[at + 4..])),
            None => {}
        }
    }
    None
}

/// `SELECT (`a`, `b`), INSERT` → only `INSERT`: a right on columns is not one on the table.
fn split_privileges(text: &str) -> Vec<String> {
    let mut privileges = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, character) in text.char_indices().chain([(text.len(), ',')]) {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                privileges.push(text[start..at].trim().to_owned());
                start = at + 1;
            }
            _ => {}
        }
    }
    privileges.retain(|privilege| !privilege.is_empty() && !privilege.contains('('));
    for privilege in &mut privileges {
        if privilege == "ALL" {
            ALL.clone_into(privilege);
        }
    }
    privileges
}

/// Takes `*` (`None`), a quoted or a bare identifier off the front.
fn identifier(text: &str) -> Option<(Option<String>, &str)> {
    if let Some(rest) = text.strip_prefix('*') {
        return Some((None, rest));
    }
    let Some(quote) = text.chars().next().filter(|first| matches!(first, '`' | '"')) else {
        let end = text.find(['.', ' ']).unwrap_or(text.len());
        return (end > 0).then(|| (Some(text[..end].to_owned()), &text[end..]));
    };
    let mut name = String::new();
    let mut rest = &text[1..];
    loop {
        let end = rest.find(quote)?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix(quote) {
            Some(after) => {
                name.push(quote);
                rest = after;
            }
            None => return Some((Some(name), rest)),
        }
    }
}

/// A database name in a grant is a pattern: `%` any characters, `_` one, `\` takes the meaning away.
fn matches(pattern: &str, name: &str) -> bool {
    enum Part {
        Any,
        One,
        Is(char),
    }
    let mut characters = pattern.chars();
    let mut parts = Vec::new();
    while let Some(character) = characters.next() {
        parts.push(match character {
            '%' => Part::Any,
            '_' => Part::One,
            '\\' => Part::Is(characters.next().unwrap_or('\\')),
            literal => Part::Is(literal),
        });
    }
    let name: Vec<char> = name.chars().collect();
    let (mut part, mut at) = (0, 0);
    // Where the last % stood, and how much of the name it has taken so far.
    let mut last_any = None;
    while at < name.len() {
        match parts.get(part) {
            Some(Part::Any) => {
                last_any = Some((part, at));
                part += 1;
                continue;
            }
            Some(Part::One) => (part, at) = (part + 1, at + 1),
            Some(Part::Is(literal)) if *literal == name[at] => (part, at) = (part + 1, at + 1),
            _ => {
                let Some((any, taken)) = last_any else { return false };
                last_any = Some((any, taken + 1));
                (part, at) = (any + 1, taken + 1);
            }
        }
    }
    parts[part..].iter().all(|rest| matches!(rest, Part::Any))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_on_everything_on_a_pattern_and_on_the_name_count() {
        for line in [
            "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION",
            "GRANT SELECT, INSERT ON `app\\_%`.* TO 'u'@'%'",
            "GRANT SELECT ON `app_db`.* TO 'u'@'%'",
            "GRANT SELECT ON \"app_db\".* TO \"u\"@\"%\"",
        ] {
            assert!(Rights::read([line], "app_db").on_database("SELECT"), "{line}");
        }
        for line in [
            "GRANT USAGE ON *.* TO 'u'@'%' IDENTIFIED BY PASSWORD '*A ON `app_db`.* '",
            "GRANT SELECT ON `app\\_db2`.* TO 'u'@'%'",
            "GRANT SELECT (`a`, `b ON c`) ON `app_db`.`t` TO 'u'@'%'",
            "GRANT EXECUTE ON PROCEDURE `app_db`.`p` TO 'u'@'%'",
            "GRANT `reader`@`%` TO `u`@`%`",
        ] {
            assert!(!Rights::read([line], "app_db").on_database("SELECT"), "{line}");
        }
    }

    #[test]
    fn tables_are_told_apart_from_the_database() {
        let lines = ["GRANT SELECT ON `app`.`a``b` TO 'u'@'%'", "GRANT INSERT ON `app`.`c` TO 'u'@'%'"];
        let rights = Rights::read(lines, "app");
        assert!(!rights.on_database("SELECT"));
        assert_eq!(rights.readable().collect::<Vec<_>>(), ["a`b"]);
    }

    #[test]
    fn a_partial_revoke_takes_away() {
        let lines = ["GRANT ALL PRIVILEGES ON *.* TO `u`@`%`", "REVOKE INSERT ON `app`.* FROM `u`@`%`"];
        let rights = Rights::read(lines, "app");
        assert!(rights.on_database("SELECT"));
        assert!(!rights.on_database("INSERT"));
        assert!(rights.globally(&["REPLICATION SLAVE"]));
    }

    #[test]
    fn global_rights_have_several_names() {
        let rights = Rights::read(["GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO `u`@`%`"], "app");
        assert!(rights.globally(&["REPLICATION CLIENT", "BINLOG MONITOR"]));
        assert!(!rights.globally(&["SUPER"]));
    }
}
