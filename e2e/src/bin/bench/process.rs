//! What processes have used, from Linux's `/proc`.

use std::time::{Duration, Instant};

/// Linux counts the time of processes in hundredths of a second, on every architecture that it tells users of.
const TICKS_PER_SECOND: f64 = 100.0;

/// A field of /proc/PID/status, in bytes; 0 when the process is gone.
pub(crate) fn status(pid: u32, field: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Measures what a process uses from now on.
pub(crate) struct Meter {
    pid: u32,
    cpu_before: f64,
    started: Instant,
}

/// What was used.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    /// Seconds of CPU, in the program and for it in the kernel.
    pub(crate) cpu: f64,
    /// Time on the wall.
    pub(crate) wall: Duration,
}

impl Meter {
    pub(crate) fn of(pid: u32) -> Self {
        Self { pid, cpu_before: cpu_seconds(pid), started: Instant::now() }
    }

    pub(crate) fn read(&self) -> Used {
        Used { cpu: cpu_seconds(self.pid) - self.cpu_before, wall: self.started.elapsed() }
    }
}

/// User and system time of a process (proc_pid_stat(5), fields 14 and 15).
fn cpu_seconds(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The second field is a name in brackets, which may have spaces.
    let fields: Vec<&str> = text[text.rfind(')').unwrap() + 1..].split_whitespace().collect();
    let ticks: f64 = fields[11..=12].iter().map(|ticks| ticks.parse::<f64>().unwrap()).sum();
    ticks / TICKS_PER_SECOND
}
