//! What is wrong with a row, as far as it is told: a sheet of the wrong kind has millions of wrong cells.

use headwater_model::{Issue, IssueCode};

use crate::wire::TemplateIssue;

/// Most that is told of a row.
const OF_ROW: usize = 20;
/// Most that is told of a sheet; of the rows after that only the first of each.
pub(super) const OF_SHEET: usize = 10_000;

/// What is wrong with a row.
#[derive(Default)]
pub(super) struct Wrong {
    told: Vec<TemplateIssue>,
    /// How much is left out.
    more: usize,
}

impl Wrong {
    pub(super) fn tell(&mut self, cell: String, issue: Issue) {
        if self.told.len() < OF_ROW {
            self.told.push(TemplateIssue { cell, issue });
        } else {
            self.more += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// What a person is told of the row; `left`: of how much more the sheet may tell.
    pub(super) fn told(mut self, left: &mut usize) -> Vec<TemplateIssue> {
        let most = (*left).max(1);
        self.more += self.told.len().saturating_sub(most);
        self.told.truncate(most);
        *left = left.saturating_sub(self.told.len());
        if self.more > 0 {
            let issue = Issue::new("", IssueCode::MoreWrong).with("count", self.more);
            self.told.push(TemplateIssue { cell: String::new(), issue });
        }
        self.told
    }
}
