//! The last two hundred events of this phone: rounds of syncing, failures of the storage, starts.
//!
//! > Nothing that a person wrote, no name and no id is ever in it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_sync::driver::keys::LOG;
use nhatky_sync::store::Settings as _;

use super::store::Db;
use crate::platform::{clock, page};

const MOST: usize = 200;

/// Device time and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) at_ms: i64,
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Log {
    db: StoredValue<Rc<Db>, LocalStorage>,
    lines: RwSignal<Vec<Line>>,
}

impl Log {
    /// With what earlier starts have left.
    pub(super) async fn open(db: &Rc<Db>) -> Self {
        // What cannot be read is no reason not to start.
        let kept = db.setting(LOG).await.ok().flatten().unwrap_or_default();
        let log = Self {
            db: StoredValue::new_local(Rc::clone(db)),
            lines: RwSignal::new(read(&kept)),
        };
        page::on_hidden(move || log.keep());
        log
    }

    /// Oldest first.
    pub(crate) fn lines(self) -> Signal<Vec<Line>> {
        self.lines.into()
    }

    pub(super) fn note(self, text: String) {
        let at_ms = clock::now_ms();
        self.lines.update(|lines| {
            lines.push(Line { at_ms, text });
            let surplus = lines.len().saturating_sub(MOST);
            lines.drain(..surplus);
        });
    }

    /// Writes it down. A failure is an event of its own and is written with the next.
    pub(super) fn keep(self) {
        let text = written(&self.lines.read_untracked());
        let db = self.db.get_value();
        spawn_local(async move {
            let _ = db.put_setting(LOG, &text).await;
        });
    }
}

/// «1595580120000 Đồng bộ xong», a line each.
fn written(lines: &[Line]) -> String {
    let lines = lines
        .iter()
        .map(|line| [&line.at_ms.to_string(), " ", &line.text.replace('\n', " ")].concat());
    lines.collect::<Vec<_>>().join("\n")
}

/// Lines that cannot be read are left out.
fn read(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let (at_ms, text) = line.split_once(' ')?;
        Some(Line {
            at_ms: at_ms.parse().ok()?,
            text: text.to_owned(),
        })
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_down_is_read_again() {
        let line = |at_ms, text: &str| Line {
            at_ms,
            text: text.to_owned(),
        };
        let lines = [line(1, "Mở ứng dụng"), line(-2, "hai\ndòng")];
        assert_eq!(
            read(&written(&lines)),
            [line(1, "Mở ứng dụng"), line(-2, "hai dòng")]
        );
        assert_eq!(read("x y\n\n5 a"), [line(5, "a")]);
    }
}
