//! Programs that a story starts, and their sudden death with everything they started in turn.

use std::collections::HashMap;
use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// A running program. Dropping it kills it and all its descendants.
#[derive(Debug)]
pub struct Process {
    child: Child,
    name: String,
}

impl Process {
    /// Starts a program whose output goes to the end of `log`.
    ///
    /// # Errors
    /// It is not there or cannot be started.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let output = File::options().create(true).append(true).open(log)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self { child, name })
    }

    /// # Errors
    /// It has ended; says how.
    pub fn check_running(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => anyhow::bail!("{} has ended ({status})", self.name),
        }
    }

    /// Memory that it holds, without what it started.
    ///
    /// # Errors
    /// It has ended.
    pub fn resident_kb(&self) -> Result<u64> {
        memory_kb(self.child.id(), "VmRSS:")
    }

    /// Watches the memory of those of its descendants whose command line has `argument`.
    ///
    /// # Errors
    /// There is none.
    pub fn watch_memory_of(&self, argument: &str) -> Result<Watch> {
        let is_meant = |id: &u32| {
            let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(argument)
        };
        let descendants = descendants(self.child.id());
        let watched: Vec<_> = descendants.into_iter().filter(is_meant).collect();
        ensure!(!watched.is_empty(), "no process with {argument}");
        Watch::begin(&watched)
    }

    /// SIGKILL to it and all its descendants, until none is left.
    ///
    /// # Errors
    /// `kill` is missing.
    pub fn kill(&mut self) -> Result<()> {
        let id = self.child.id();
        let mut doomed = descendants(id);
        doomed.push(id);
        while !doomed.is_empty() {
            signal("KILL", &doomed)?;
            // Reaped here, its orphans by init.
            let _ = self.child.try_wait();
            // Whoever was started while we looked is a child of one already in the list.
            let late: Vec<_> = doomed.iter().flat_map(|id| descendants(*id)).collect();
            doomed.extend(late);
            doomed.retain(|id| is_alive(*id));
            std::thread::yield_now();
        }
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end in good order, and waits.
    ///
    /// # Errors
    /// `kill` is missing.
    pub fn stop(&mut self) -> Result<()> {
        if self.child.try_wait()?.is_none() {
            signal("TERM", &[self.child.id()])?;
            self.child.wait()?;
        }
        Ok(())
    }
}

/// How much more memory processes ever hold than when the watch began.
#[derive(Debug)]
pub struct Watch {
    /// With what each held then.
    watched: Vec<(u32, u64)>,
}

impl Watch {
    fn begin(ids: &[u32]) -> Result<Self> {
        let begin = |id: &u32| {
            // Forgets the peak there was (proc(5), clear_refs).
            fs::write(format!("/proc/{id}/clear_refs"), "5")?;
            Ok((*id, memory_kb(*id, "VmRSS:")?))
        };
        let watched = ids.iter().map(begin).collect::<Result<_>>()?;
        Ok(Self { watched })
    }

    /// Each at its own peak, together.
    ///
    /// # Errors
    /// One has ended.
    pub fn most_more_kb(&self) -> Result<u64> {
        let more_kb = |(id, before_kb): &(u32, u64)| {
            let peak_kb = memory_kb(*id, "VmHWM:")?;
            Ok(peak_kb.saturating_sub(*before_kb))
        };
        self.watched.iter().map(more_kb).sum()
    }
}

/// From `/proc/ID/status`.
fn memory_kb(id: u32, name: &str) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number
        .with_context(|| format!("no {name} in /proc"))?
        .parse()?)
}

impl Drop for Process {
    fn drop(&mut self) {
        // Nothing can be done about a program that will not die.
        let _ = self.kill();
    }
}

fn signal(name: &str, ids: &[u32]) -> Result<()> {
    Command::new("kill")
        .arg(format!("-{name}"))
        .args(ids.iter().map(u32::to_string))
        .stderr(Stdio::null())
        .status()
        .context("kill")?;
    Ok(())
}

/// Everything started by `id`, directly or not.
fn descendants(id: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for process in processes() {
        children.entry(process.parent).or_default().push(process.id);
    }
    let mut found = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let of_it = children.remove(&id).unwrap_or_default();
        open.extend(&of_it);
        found.extend(of_it);
    }
    found
}

fn is_alive(id: u32) -> bool {
    read(id).is_some_and(|process| !matches!(process.state, 'Z' | 'X'))
}

struct Status {
    id: u32,
    parent: u32,
    state: char,
}

fn processes() -> impl Iterator<Item = Status> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| read(entry.file_name().to_str()?.parse().ok()?))
}

/// From `/proc/ID/stat`: «ID (name) state parent …», where the name may hold anything.
fn read(id: u32) -> Option<Status> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let mut rest = stat.rsplit_once(')')?.1.split_whitespace();
    let state = rest.next()?.chars().next()?;
    let parent = rest.next()?.parse().ok()?;
    Some(Status { id, parent, state })
}

/// An address on loopback that is free at this moment.
///
/// # Errors
/// There is none.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_killed_process_takes_its_descendants_along() {
        let folder = crate::place::fresh("process-kill").unwrap();
        let log = folder.join("log");
        let script = "sleep 100 & sh -c 'sleep 100 & echo started; wait' & wait";
        let mut process = Process::start(Command::new("sh").args(["-c", script]), &log).unwrap();
        while !fs::read_to_string(&log).unwrap().contains("started") {
            std::thread::yield_now();
        }
        let all = descendants(process.child.id());
        assert_eq!(all.len(), 3, "{all:?}");
        process.kill().unwrap();
        assert!(!all.iter().any(|id| is_alive(*id)));
    }
}
