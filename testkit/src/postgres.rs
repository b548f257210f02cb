//! A real PostgreSQL server in a temporary folder, on a free port of 127.0.0.1.
//!
//! Its programs come from the folder in `PHIAL_POSTGRES_BIN`, or from Debian's package `postgresql`. A small shell stands
//! between it and the test program: it ends the server and removes the folder when the test program is gone, however
//! that ended.

use std::fs;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Who owns the databases. Any password will do.
const USER: &str = "phial";
/// Every test's server has a pool of its own.
const MAX_CONNECTIONS: u32 = 600;
const PATIENCE: Duration = Duration::from_secs(60);

/// When the server waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Never: quick, and safe against a sudden end of every process, though not of the machine.
    Off,
    /// At each commit, as in production: for measurements.
    On,
}

/// A PostgreSQL server. Dropping it ends it and removes its folder.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    account: Option<Account>,
    folder: PathBuf,
    port: u16,
    durability: Durability,
    /// Ends the server when its input ends.
    guardian: Option<(Child, ChildStdin)>,
}

/// Whom the server runs as if the tests run as root, which PostgreSQL refuses.
#[derive(Clone, Copy, Debug)]
struct Account {
    user: u32,
    group: u32,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

impl Postgres {
    /// The server that all tests of a program share; each takes a database of its own.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(Durability::Off))
    }

    /// Starts a server.
    ///
    /// # Panics
    /// When PostgreSQL is not installed, with what to do, or does not start.
    pub fn start(durability: Durability) -> Self {
        let account = Account::needed();
        let folder = tempfile::Builder::new().prefix("phial-postgres-").tempdir().unwrap().keep();
        if let Some(Account { user, group }) = account {
            chown(&folder, Some(user), Some(group)).unwrap();
        }
        let mut server = Self { programs: programs(), account, folder, port: 0, durability, guardian: None };
        let data = server.data();
        let user = format!("--username={USER}");
        server.run("initdb", &["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", &user, "--pgdata", &data]);
        server.listen();
        server
    }

    /// The URL of a new, empty database.
    pub fn create_database(&self) -> String {
        let name = format!("test_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        format!("postgres://{USER}@127.0.0.1:{}/{name}", self.port)
    }

    /// Where the server listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What a statement prints in a database, by its name or URL.
    pub fn sql(&self, database: &str, statement: &str) -> String {
        let wanted = ["--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1", "--command", statement];
        self.program("psql", &[&["--no-psqlrc"], &wanted[..], &["--dbname", database]].concat())
    }

    /// A copy of a database in a file, which lives as long as the server: as docs/operations.md has it every night.
    pub fn dump(&self, url: &str) -> PathBuf {
        let name = name(url);
        let dump = self.folder.join(format!("{name}.dump"));
        let file = format!("--file={}", dump.display());
        self.program("pg_dump", &["--format=custom", &file, name]);
        dump
    }

    /// Puts what was copied in the place of a database that nobody uses, as docs/operations.md has it after a disaster.
    pub fn restore(&self, url: &str, dump: &Path) {
        let name = name(url);
        self.program("dropdb", &[name]);
        let alike = ["--encoding", "UTF8", "--locale", "C.UTF-8", "--template", "template0"];
        self.program("createdb", &[&["--owner", USER], &alike[..], &[name]].concat());
        let (database, role) = (format!("--dbname={name}"), format!("--role={USER}"));
        let dump = dump.to_str().unwrap();
        self.program("pg_restore", &[&database, "--no-owner", &role, "--exit-on-error", dump]);
    }

    /// Ends the server at once, as `pg_ctl stop --mode=immediate` does: clients see their connections break.
    pub fn stop(&mut self) {
        let data = self.data();
        self.run("pg_ctl", &["stop", "--mode=immediate", "--pgdata", &data]);
        self.end_guardian("keep");
    }

    /// Starts it again on the same port and data.
    pub fn start_again(&mut self) {
        let port = self.port;
        assert!(self.try_listen(port), "port {port} was taken meanwhile: {}", self.log());
    }

    fn listen(&mut self) {
        // A port that is free now may be taken the next moment.
        let started = (0..10).any(|_| {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            self.try_listen(port)
        });
        assert!(started, "PostgreSQL did not start: {}", self.log());
    }

    fn try_listen(&mut self, port: u16) -> bool {
        let script = r#"
            "$1" -D "$2" -p "$3" -h 127.0.0.1 -k '' -N "$4" -c fsync="$5" -c full_page_writes="$5" \
                -c shared_buffers=64MB -c max_wal_size=1GB </dev/null >>"$2/log" 2>&1 &
            server=$!
            said=$(cat)
            kill -INT $server 2>/dev/null
            wait $server
            [ "$said" = keep ] || rm -rf "$6"
        "#;
        let durable = if self.durability == Durability::On { "on" } else { "off" };
        let mut shell = self.command(Path::new("/bin/sh"));
        shell.args(["-c", script, "sh"]).arg(self.programs.join("postgres")).arg(self.data());
        shell.arg(port.to_string()).arg(MAX_CONNECTIONS.to_string()).arg(durable).arg(&self.folder);
        // A Ctrl-C is for the test program alone.
        let mut child = shell.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        self.guardian = Some((child, input));
        self.port = port;
        let deadline = Instant::now() + PATIENCE;
        let pid_file = self.folder.join("data/postmaster.pid");
        while Instant::now() < deadline {
            // The last line says how far it has come. The file of a server that ended suddenly may still be there, and
            // names the same port: only one that answers counts.
            let ready = fs::read_to_string(&pid_file).is_ok_and(|text| text.lines().any(|line| line.trim() == "ready"));
            if ready && TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return true;
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.end_guardian("keep");
        false
    }

    fn end_guardian(&mut self, last_word: &str) {
        if let Some((mut child, mut input)) = self.guardian.take() {
            let _ = input.write_all(last_word.as_bytes());
            drop(input);
            let _ = child.wait();
        }
    }

    /// A program that connects.
    fn program(&self, program: &str, arguments: &[&str]) -> String {
        let port = self.port.to_string();
        self.run(program, &[&["--host=127.0.0.1", "--port", &port, "--username", USER], arguments].concat())
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = self.command(&self.programs.join(program));
        let Output { status, stdout, stderr } = command.args(arguments).stdin(Stdio::null()).output().unwrap();
        assert!(status.success(), "{program}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some(Account { user, group }) = self.account {
            command.uid(user).gid(group);
        }
        command.current_dir("/").env("LC_ALL", "C");
        command
    }

    fn data(&self) -> String {
        self.folder.join("data").into_os_string().into_string().unwrap()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("data/log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.end_guardian("");
        // If there was none.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Account {
    fn needed() -> Option<Self> {
        let is_root = fs::metadata("/proc/self").map(|own| std::os::unix::fs::MetadataExt::uid(&own)).unwrap() == 0;
        is_root.then(|| {
            let accounts = fs::read_to_string("/etc/passwd").unwrap();
            let account = accounts.lines().find_map(|line| {
                let mut fields = line.split(':');
                let name = fields.next()?;
                let (user, group) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
                (name == "postgres").then_some(Self { user, group })
            });
            account
                .expect("PostgreSQL refuses to run as root, and there is no user `postgres`: run the tests as another")
        })
    }
}

/// The database of a URL that [`Postgres::create_database`] has given.
fn name(url: &str) -> &str {
    url.rsplit_once('/').unwrap().1
}

/// The folder of PostgreSQL's programs.
fn programs() -> PathBuf {
    let named = std::env::var_os("PHIAL_POSTGRES_BIN").map(PathBuf::from);
    let newest = || {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
        let folders = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
        folders.filter(|folder| folder.join("postgres").is_file()).max_by_key(|folder| version(folder))
    };
    named.or_else(newest).filter(|folder| folder.join("postgres").is_file()).expect(
        "PostgreSQL is missing: install Debian's `postgresql`, or set PHIAL_POSTGRES_BIN to its folder of programs",
    )
}

fn version(programs: &Path) -> Option<u32> {
    programs.parent()?.file_name()?.to_str()?.parse().ok()
}
