use std::io::Write;

use clap::Parser;
use phial_shared::time::Seconds;
use tempfile::NamedTempFile;

use super::*;

mod shipped;

#[derive(Parser)]
#[command(name = "phial")]
enum Cli {
    Serve(Box<ServeArgs>),
    Sweep(Box<DataArgs>),
}

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn loaded(arguments: &[&str]) -> (Cli, Sources) {
    use clap::CommandFactory;
    let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
    let Loaded { matches, sources } = load(Cli::command(), &arguments).unwrap();
    (Cli::from_arg_matches(&matches).unwrap(), sources)
}

/// What `phial serve` makes of a settings file and flags.
fn serve(text: &str, flags: &[&str]) -> Result<ServeConfig, ConfigErrors> {
    let file = file(text);
    match loaded(&[&["phial", "serve", "--config", file.path().to_str().unwrap()], flags].concat()) {
        (Cli::Serve(args), sources) => args.config(&sources),
        _ => unreachable!(),
    }
}

/// The settings that are named by the lines of the errors.
fn named(errors: &ConfigErrors) -> Vec<&str> {
    errors.0.iter().map(|line| line.split([':', ' ']).next().unwrap()).collect()
}

#[test]
fn the_defaults_are_valid() {
    let config = ServeConfig::from_flags([""; 0]).unwrap();
    assert_eq!(config.policy.max_files_len, 5 << 30);
    assert_eq!(config.policy.max_lifetime, Seconds::DAY.times(30));
    assert_eq!(config.policy.max_opens, None);
    assert_eq!(config.data.retention.log, Seconds::DAY.times(6 * 365));
    assert_eq!(config.data.database.url, DatabaseUrl::Sqlite("data/phial.db".into()));
    assert!(matches!(config.data.store, StoreConfig::Folder(folder) if folder.as_os_str() == "data/objects"));
}

#[test]
fn a_flag_comes_before_the_file_and_that_before_the_default() {
    let config = serve("site-name = \"F\"\nmax-opens = 7\n[upload]\nwait = \"3s\"", &["--site-name", "Flag"]).unwrap();
    assert_eq!(config.site.name, "Flag");
    assert_eq!(config.policy.max_opens, Some(7));
    assert_eq!(config.uploads.limits.wait, Duration::from_secs(3));
    assert_eq!(config.policy.lease, Seconds::HOUR);
}

#[test]
fn everything_wrong_is_said_at_once_with_its_place() {
    let flags = ["--listen", "here", "--upload-memory=1MiB"];
    let errors = serve("lease = \"0s\"\nno-setting = 1\nmax.opens = 0", &flags).unwrap_err();
    let lines: Vec<_> = errors.0.iter().map(String::as_str).collect();
    assert!(lines[0].ends_with(": no-setting is not a setting"), "{lines:?}");
    assert!(lines[1].starts_with("--listen: "), "{lines:?}");
    assert!(lines[2].starts_with("--lease (/") && lines[2].contains(": lease): must be longer"), "{lines:?}");
    assert!(lines[3].starts_with("--max-opens (/") && lines[3].contains(": max.opens): "), "{lines:?}");
    assert!(lines[4].starts_with("--upload-memory: "), "{lines:?}");
    assert_eq!(lines.len(), 5);
}

#[test]
fn each_limit_has_its_bounds() {
    for (flag, good, bad) in [
        ("--listen", "127.0.0.1:0", "127.0.0.1"),
        ("--listen", "[::1]:65535", "[::1]:65536"),
        ("--public-url", "", "phial.example"),
        ("--public-url", "https://phial.example/", "https://phial.example/files"),
        ("--public-url", "http://127.0.0.1:8080", "http://phial.example"),
        ("--senders", "open", "everyone"),
        ("--max-connections", "1", "0"),
        ("--head-timeout", "1s", "0s"),
        ("--keep-alive", "1s", "0s"),
        ("--answer-timeout", "1s", "0s"),
        ("--trusted-proxies", "10.0.0.0/8,::1", "10.0.0.0/33"),
        ("--log-addresses", "off", "whole"),
        ("--upload-memory", "8MiB", "8191KiB"),
        ("--upload-memory", "1GiB", "1025MiB"),
        ("--upload-wait", "0s", "x"),
        ("--max-opens", "1", "0"),
        ("--max-opens", "4294967295", "4294967296"),
        ("--max-lifetime", "1s", "0s"),
        ("--lease", "1s", "0s"),
        ("--min-rate", "1", "0"),
        ("--min-rate", "4294967295", "4GiB"),
        ("--idle-timeout", "1s", "0s"),
        ("--sweep-every", "1s", "0s"),
        ("--site-name", "A", " "),
        ("--max-files-len", "1TiB", "3TiB"),
        ("--unsealed-ttl", "1s", "0s"),
        ("--purge-after", "0s", "x"),
        ("--log-retention", "0s", "x"),
        ("--log-level", "trace", "loud"),
        ("--database", "sqlite:a", "sqlite:"),
        ("--store", "file:///a", "/a"),
        ("--events-ndjson", "-", "/var/log/"),
        ("--events-syslog", "tcp://siem.example:601", "siem.example:601"),
        ("--events-syslog", "", "udp://siem.example"),
    ] {
        assert!(ServeConfig::from_flags([flag, good]).is_ok(), "{flag} {good}");
        let errors = ServeConfig::from_flags([flag, bad].map(|text| text.to_owned())).unwrap_err();
        assert_eq!(named(&errors), [flag], "{flag} {bad}");
    }
}

#[test]
fn an_open_server_does_not_listen_in_public() {
    for address in ["0.0.0.0:80", "[::]:80", "192.0.2.1:80"] {
        let errors = ServeConfig::from_flags(["--listen", address]).unwrap_err();
        assert_eq!(named(&errors), ["--senders"], "{address}");
        for allowing in ["--open-to-everyone", "--open-to-everyone=true", "--senders=invite"] {
            let flags = ["--listen", address, "--public-url=https://phial.example", allowing];
            assert!(ServeConfig::from_flags(flags).is_ok(), "{address} {allowing}");
        }
        assert!(ServeConfig::from_flags(["--listen", address, "--open-to-everyone=false"]).is_err(), "{address}");
    }
    assert!(serve("listen = \"0.0.0.0:80\"\nopen-to-everyone = true", &[]).is_ok());
    assert!(serve("listen = \"0.0.0.0:80\"\nopen-to-everyone = true", &["--open-to-everyone=false"]).is_err());
}

#[test]
fn a_certificate_needs_its_key() {
    let pem = |name: &str| format!("{}/tests/routes/tls/{name}.pem", env!("CARGO_MANIFEST_DIR"));
    let (certificate, key) = (format!("--tls-cert={}", pem("first.crt")), format!("--tls-key={}", pem("first.key")));
    assert!(ServeConfig::from_flags([&certificate, &key]).unwrap().listen.is_https());
    assert_eq!(named(&ServeConfig::from_flags([&certificate]).unwrap_err()), ["--tls-key"]);
    assert_eq!(named(&ServeConfig::from_flags([&key]).unwrap_err()), ["--tls-cert"]);
    for other in ["second.key", "first.crt", "none"] {
        let errors = ServeConfig::from_flags([certificate.clone(), format!("--tls-key={}", pem(other))]).unwrap_err();
        assert_eq!(named(&errors), ["--tls-cert"], "{other}");
    }
    assert!(!ServeConfig::from_flags(["--public-url=http://localhost:8080"]).unwrap().listen.is_https());
    assert!(ServeConfig::from_flags(["--public-url=https://a"]).unwrap().listen.is_https());
}

#[test]
fn other_commands_take_what_is_theirs_from_the_same_file() {
    let file = file("site-name = \"A\"\nunsealed-ttl = \"2h\"");
    let path = file.path().to_str().unwrap();
    let (Cli::Sweep(args), sources) = loaded(&["phial", "sweep", "--config", path]) else { unreachable!() };
    assert_eq!(args.config(&sources).unwrap().retention.unsealed, Seconds(7200));
}

#[test]
fn no_secret_is_in_the_listing_or_an_error() {
    let with_secret = |url: &str| format!("database = \"{url}\"");
    let file = file(&with_secret("postgres://u:hunter2@h/n"));
    let (Cli::Serve(args), sources) = loaded(&["phial", "serve", "--config", file.path().to_str().unwrap()]) else {
        unreachable!()
    };
    let listing = sources.listing();
    assert!(listing.contains("database = \"[redacted]\"  # /"), "{listing}");
    assert!(!(listing + &format!("{args:?} {:?}", args.config(&sources).unwrap())).contains("hunter2"));
    let errors = serve(&with_secret("mysql://u:hunter2@h/n"), &[]).unwrap_err();
    assert_eq!(named(&errors), ["--database"]);
    assert!(!errors.to_string().contains("hunter2"));
}

#[test]
fn the_listing_is_a_settings_file() {
    let (Cli::Serve(_), sources) = loaded(&["phial", "serve", "--site-name", "\"A\"\\", "--max-opens", "3"]) else {
        unreachable!()
    };
    let listing = sources.listing();
    assert!(listing.contains("max-opens = \"3\"  # --max-opens\n"), "{listing}");
    assert!(
        listing.contains("lease = \"1h\"  # default\n") && listing.contains("# public-url is not set\n"),
        "{listing}"
    );
    let config = serve(&listing, &[]).unwrap();
    assert_eq!(config.site.name, "\"A\"\\");
    assert_eq!(config.policy.max_opens, Some(3));
}

#[test]
fn every_setting_has_its_name_in_all_three_places() {
    for argument in settings().get_arguments() {
        let name = argument.get_long().unwrap_or_else(|| panic!("{} has no flag", argument.get_id()));
        let variable = format!("PHIAL_{}", name.to_uppercase().replace('-', "_"));
        assert_eq!(argument.get_env().unwrap().to_str(), Some(&*variable), "--{name}");
    }
}

#[test]
fn every_setting_of_another_command_is_one_of_the_server() {
    for argument in DataArgs::augment_args(Command::new("phial")).get_arguments() {
        let name = argument.get_long().unwrap();
        assert!(super::argument(&settings(), name).is_some(), "--{name}");
    }
}

#[test]
fn a_server_with_sessions_knows_its_address_and_its_provider() {
    let errors = ServeConfig::from_flags(["--senders=invite", "--listen=0.0.0.0:80"]).unwrap_err();
    assert_eq!(named(&errors), ["--public-url"]);
    assert!(ServeConfig::from_flags(["--senders=invite"]).is_ok());
    let errors = ServeConfig::from_flags(["--senders=oidc"]).unwrap_err();
    assert_eq!(named(&errors), ["--public-url", "--oidc-issuer", "--oidc-client-id"]);
    let flags = |issuer| ["--senders=oidc", "--public-url=https://p.example", "--oidc-client-id=phial", issuer];
    let config = ServeConfig::from_flags(flags("--oidc-issuer=https://id.example/realms/x")).unwrap();
    assert_eq!(config.senders.oidc.unwrap().issuer, "https://id.example/realms/x");
    for issuer in ["--oidc-issuer=http://id.example", "--oidc-issuer=id.example", "--oidc-issuer=https://id.example?a"]
    {
        assert_eq!(named(&ServeConfig::from_flags(flags(issuer)).unwrap_err()), ["--oidc-issuer"], "{issuer}");
    }
}
