//! What a person sees: colours, aligned columns, and a standard output that may be closed at any time.

use std::io::{self, ErrorKind, IsTerminal, Write};

use unicode_width::UnicodeWidthStr;

/// How a piece of text is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As it is.
    #[default]
    Plain,
    /// Headings and names.
    Bold,
    /// Less important.
    Dim,
    /// Passed.
    Good,
    /// To be known.
    Caution,
    /// Failed.
    Bad,
    /// Something to paste.
    Hint,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Good => "32",
            Self::Caution => "33",
            Self::Bad => "1;31",
            Self::Hint => "36",
        }
    }
}

/// Puts colours on a stream, or not.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// For what goes to standard output.
    pub fn stdout() -> Self {
        Self::on(io::stdout().is_terminal())
    }

    /// For what goes to standard error.
    pub fn stderr() -> Self {
        Self::on(io::stderr().is_terminal())
    }

    /// Colours only on a terminal that has them and when nobody asked for none (no-color.org).
    fn on(terminal: bool) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { on: terminal && !refused && !dumb }
    }

    /// The text, set off, and without anything that would move the cursor.
    pub fn text(self, style: Style, text: &str) -> String {
        let text = tame(text);
        if self.on && style != Style::Plain && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", style.code())
        } else {
            text
        }
    }

    /// Rows with their columns aligned, two spaces between, `indent` before. The last column is not padded.
    pub fn columns(self, indent: usize, rows: &[Vec<Cell>]) -> String {
        let mut widths: Vec<usize> = Vec::new();
        for row in rows {
            for (column, cell) in row.iter().enumerate() {
                if column == widths.len() {
                    widths.push(0);
                }
                widths[column] = widths[column].max(cell.width());
            }
        }
        let mut out = String::new();
        for row in rows {
            let mut line = " ".repeat(indent);
            for (column, cell) in row.iter().enumerate() {
                let gap = " ".repeat(widths[column].saturating_sub(cell.width()));
                let text = self.text(cell.style, &cell.text);
                line += &if cell.right { format!("{gap}{text}  ") } else { format!("{text}{gap}  ") };
            }
            out += line.trim_end();
            out.push('\n');
        }
        out
    }
}

/// One cell of a table.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    style: Style,
    right: bool,
}

impl Cell {
    /// Plain text.
    pub fn new(text: impl Into<String>) -> Self {
        Self::styled(Style::Plain, text)
    }

    /// Text that is set off.
    pub fn styled(style: Style, text: impl Into<String>) -> Self {
        Self { text: tame(&text.into()), style, right: false }
    }

    /// Aligned to the right, for numbers.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    fn width(&self) -> usize {
        self.text.width()
    }
}

/// A server's words or a description must not drive the terminal.
fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// Writes to standard output. Whoever closed it early (`| head`) has seen enough: that is no failure.
///
/// # Errors
/// The system's, for example a full disk.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

/// Writes to standard error. Nobody is left to tell when that fails.
pub fn tell(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_what_is_seen() {
        let rows = [
            vec![Cell::new("工作空间"), Cell::new("7").right(), Cell::new("x")],
            vec![Cell::new("a"), Cell::new("1200").right(), Cell::new("y")],
        ];
        assert_eq!(Paint { on: false }.columns(1, &rows), " 工作空间     7  x\n a         1200  y\n");
    }

    #[test]
    fn foreign_words_do_not_drive_the_terminal() {
        let painted = Paint { on: true }.text(Style::Bad, "no\u{1b}[2Jway");
        assert_eq!(painted, "\u{1b}[1;31mno [2Jway\u{1b}[0m");
    }
}
