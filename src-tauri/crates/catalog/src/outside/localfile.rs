//! Files of this computer outside: a path and how to read it.

use super::Form::{Python, Url};
use super::quote::Quote;
use super::{Outside, copy, from};

/// The tables.
pub const OUTSIDE: Outside = Outside {
    derived: &[from("url", "file://«path»", Quote::Path)],
    variables: &[("DATA_PATH", "path"), ("DATA_FORMAT", "format"), ("DATA_ENCODING", "encoding")],
    copies: &[copy(Url, "", "«url»"), copy(Python, "pathlib", "from pathlib import Path\n\npath = Path(«path»)")],
};
