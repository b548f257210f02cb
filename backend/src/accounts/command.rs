//! `phial invite`, `phial account` and `phial token`: who may send, on the operator's command line.
//!
//! They work on the database, beside a running server or without one.

use std::error::Error;
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use phial_shared::api::{AccountOrigin, ListedAccount, Roles};
use phial_shared::encoding::encode;
use phial_shared::ids::{AccountId, InviteId};
use phial_shared::keys::{InviteToken, SessionToken};
use phial_shared::time::{Seconds, UnixSeconds};

use super::oidc;
use crate::clock::{Clock, SystemClock};
use crate::config::{DataArgs, DatabaseConfig, DatabaseUrl, Sources, WritingArgs};
use crate::db::{Database, ErasedBy, Invite, NewInvite, NewSession, SigningIn};
use crate::output::give;
use crate::serve;
use crate::server_url::ServerUrl;
use crate::service::accounts::ACCOUNT_SALT;
use crate::sinks::telling;
use crate::units::{parse_time, utc};

type Failure = Box<dyn Error + Send + Sync>;

/// What a role is called on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Sends, and lists and erases what it has sent
    Sender,
    /// Reads the log of any share
    Auditor,
    /// Erases any share, and revokes any account
    Admin,
}

/// `phial invite`.
#[derive(Subcommand)]
pub enum InviteCommand {
    /// Make an invitation, and print its link
    Create(CreateInvite),
    /// List invitations
    List(DataArgs),
    /// Take an invitation back; who has joined by it stays
    Revoke(RevokeInvite),
}

/// `phial invite create`.
#[derive(Args)]
pub struct CreateInvite {
    /// What whoever joins may do; give it several times for several roles
    #[arg(long, value_enum, default_value = "sender")]
    role: Vec<Role>,
    /// When the invitation can no longer be used, such as 7d
    #[arg(long, value_name = "TIME", default_value = "90d", value_parser = positive_time)]
    expires: Seconds,
    /// How many people may join by it
    #[arg(long, value_name = "COUNT", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    uses: u32,
    /// The address that people reach the server by
    #[arg(long, env = "PHIAL_PUBLIC_URL")]
    public_url: Option<ServerUrl>,
    #[command(flatten)]
    data: DataArgs,
}

/// `phial invite revoke`.
#[derive(Args)]
pub struct RevokeInvite {
    /// Its id, as in the list
    // An id may begin with a hyphen.
    #[arg(allow_hyphen_values = true)]
    id: String,
    #[command(flatten)]
    data: DataArgs,
}

/// `phial account`.
#[derive(Subcommand)]
pub enum AccountCommand {
    /// List accounts
    List(DataArgs),
    /// Show the account of somebody who signs in with the identity provider
    Find(FindAccount),
    /// End an account and its sessions for ever
    Revoke(RevokeAccount),
}

/// `phial account find`.
#[derive(Args)]
pub struct FindAccount {
    /// What the identity provider calls the person (`sub` of its ID tokens)
    subject: String,
    /// The identity provider
    #[arg(long, value_name = "URL", env = "PHIAL_OIDC_ISSUER")]
    oidc_issuer: Option<String>,
    #[command(flatten)]
    data: DataArgs,
}

/// `phial account revoke` and `phial token revoke`.
#[derive(Args)]
pub struct RevokeAccount {
    /// Its id, as in the list
    // An id may begin with a hyphen.
    #[arg(allow_hyphen_values = true)]
    id: String,
    /// Refuse all that it has sent to everyone, too; the server's next sweep deletes it
    #[arg(long)]
    erase_shares: bool,
    #[command(flatten)]
    writing: WritingArgs,
}

/// `phial token`.
#[derive(Subcommand)]
pub enum TokenCommand {
    /// Make an account for a program, and print its token
    Create(CreateToken),
    /// List the accounts of programs
    List(DataArgs),
    /// End the account of a program
    Revoke(RevokeAccount),
}

/// `phial token create`.
#[derive(Args)]
pub struct CreateToken {
    /// What the program may do; give it several times for several roles
    #[arg(long, value_enum, default_value = "sender")]
    role: Vec<Role>,
    /// When the token can no longer be used, such as 365d
    #[arg(long, value_name = "TIME", default_value = "365d", value_parser = positive_time)]
    expires: Seconds,
    #[command(flatten)]
    data: DataArgs,
}

impl InviteCommand {
    /// Carries it out. Links are on standard output, all else on standard error.
    ///
    /// # Errors
    /// When the settings are wrong, or the database cannot be used.
    pub async fn run(self, sources: &Sources) -> Result<(), Failure> {
        match self {
            Self::Create(args) => args.run(sources).await,
            Self::List(data) => {
                give(format_args!(
                    "{:22}  {:20}  {:23}  {:23}  {:9}  state",
                    "id", "roles", "made", "expires", "uses"
                ))?;
                let now = SystemClock.now();
                for invite in open(&data, sources).await?.invites().await? {
                    give(line_of_invite(&invite, now))?;
                }
                Ok(())
            }
            Self::Revoke(args) => {
                let id: InviteId = args.id.parse().map_err(|_| "this is not the id of an invitation")?;
                let revoked = open(&args.data, sources).await?.revoke_invite(id, SystemClock.now()).await?;
                if revoked { Ok(()) } else { Err("there is no such invitation".into()) }
            }
        }
    }
}

impl CreateInvite {
    async fn run(&self, sources: &Sources) -> Result<(), Failure> {
        let public_url = self.public_url.as_ref().ok_or(
            "--public-url is needed for the link: the address that people reach the server by, such as \
             https://phial.hospital.example",
        )?;
        let (id, token, at) = (InviteId::random(), InviteToken::random(), SystemClock.now());
        let invite = NewInvite {
            id,
            token_hash: token.hash(),
            roles: roles(&self.role),
            expires_at: at + self.expires,
            max_uses: self.uses,
            at,
        };
        open(&self.data, sources).await?.create_invite(invite).await?;
        eprintln!("Invitation {id}: {}, until {}.", names(invite.roles), utc(invite.expires_at));
        eprintln!("Whoever has this link can join. Pass it on by a way that only the right person reads:");
        Ok(give(format_args!("{public_url}/join#1{}", *token.to_bearer()))?)
    }
}

impl AccountCommand {
    /// Carries it out.
    ///
    /// # Errors
    /// When the settings are wrong, or the database cannot be used.
    pub async fn run(self, sources: &Sources) -> Result<(), Failure> {
        match self {
            Self::List(data) => list_accounts(&*open(&data, sources).await?, |_| true).await,
            Self::Find(args) => args.run(sources).await,
            Self::Revoke(args) => args.run(sources).await,
        }
    }
}

impl FindAccount {
    async fn run(&self, sources: &Sources) -> Result<(), Failure> {
        let issuer = self.oidc_issuer.as_deref().ok_or("--oidc-issuer is needed: the identity provider's address")?;
        let db = open(&self.data, sources).await?;
        let account = oidc::account(&db.salt(ACCOUNT_SALT).await?, issuer, &self.subject);
        let mut is_there = false;
        list_accounts(&*db, |listed| {
            let is_it = listed.account == account;
            is_there |= is_it;
            is_it
        })
        .await?;
        if is_there { Ok(()) } else { Err("this person has never signed in here".into()) }
    }
}

impl TokenCommand {
    /// Carries it out. Tokens are on standard output, all else on standard error.
    ///
    /// # Errors
    /// When the settings are wrong, or the database cannot be used.
    pub async fn run(self, sources: &Sources) -> Result<(), Failure> {
        match self {
            Self::Create(args) => args.run(sources).await,
            Self::List(data) => {
                let of_programs = |account: &ListedAccount| account.origin == AccountOrigin::Token;
                list_accounts(&*open(&data, sources).await?, of_programs).await
            }
            Self::Revoke(args) => args.run(sources).await,
        }
    }
}

impl CreateToken {
    async fn run(&self, sources: &Sources) -> Result<(), Failure> {
        let (account, token, at) = (AccountId::random(), SessionToken::random(), SystemClock.now());
        let session = NewSession { token_hash: token.hash(), expires_at: at + self.expires, idle: None, at };
        let origin = AccountOrigin::Token;
        let signing_in = SigningIn { account, origin, invite: None, roles: roles(&self.role), session };
        open(&self.data, sources).await?.sign_in(signing_in).await?;
        eprintln!("Account {account}: {}, until {}.", names(signing_in.roles), utc(session.expires_at));
        eprintln!("Keep the token in a file that only the program can read; it is not shown again:");
        Ok(give(&*token.to_bearer())?)
    }
}

impl RevokeAccount {
    async fn run(&self, sources: &Sources) -> Result<(), Failure> {
        let account: AccountId = self.id.parse().map_err(|_| "this is not the id of an account")?;
        let config = self.writing.config(sources)?;
        let (db, now) = (existing(&config.data.database).await?, SystemClock.now());
        if !db.revoke_account(account, now).await? {
            return Err("there is no such account".into());
        }
        if self.erase_shares {
            let shares = db.live_shares_of(account).await?;
            let erasing = async {
                for share in &shares {
                    db.begin_erasure(*share, ErasedBy::Admin, now).await?;
                }
                Ok::<_, Failure>(())
            };
            telling(&config, &*db, erasing).await?;
            eprintln!("{} shares are refused to everyone; the server's next sweep deletes them.", shares.len());
        }
        Ok(())
    }
}

pub(crate) async fn open(data: &DataArgs, sources: &Sources) -> Result<Arc<dyn Database>, Failure> {
    existing(&data.config(sources)?.database).await
}

/// A folder or a database that was mistyped must not become an empty one.
async fn existing(database: &DatabaseConfig) -> Result<Arc<dyn Database>, Failure> {
    if let DatabaseUrl::Sqlite(file) = &database.url {
        std::fs::metadata(file).map_err(|error| {
            format!("{}: {error}. Start the server once, or name its folder with --data", file.display())
        })?;
    }
    Ok(serve::open_existing_database(database).await?)
}

async fn list_accounts(db: &dyn Database, mut which: impl FnMut(&ListedAccount) -> bool) -> Result<(), Failure> {
    let heading = ["id", "by", "invitation", "roles", "made", "signed in", "shares"];
    let [id, by, invite, roles, made, signed_in, shares] = heading;
    give(format_args!("{id:22}  {by:6}  {invite:22}  {roles:20}  {made:23}  {signed_in:23}  {shares:6}  state"))?;
    let mut after = None;
    loop {
        let page = db.accounts(after).await?;
        for account in page.accounts.iter().filter(|account| which(account)) {
            give(line_of_account(account))?;
        }
        let Some(next) = page.next else { return Ok(()) };
        after = Some(next.parse()?);
    }
}

fn line_of_account(account: &ListedAccount) -> String {
    let ListedAccount { account: id, origin, invite, roles, created_at, signed_in_at, revoked_at, shares } = account;
    let origin = match origin {
        AccountOrigin::Invite => "invite",
        AccountOrigin::Oidc => "oidc",
        AccountOrigin::Token => "token",
    };
    let state = if revoked_at.is_some() { "revoked" } else { "live" };
    let invite = invite.map_or_else(|| "-".to_owned(), |invite| encode(invite.as_bytes()));
    let (id, roles, made, signed_in) = (encode(id.as_bytes()), names(*roles), utc(*created_at), utc(*signed_in_at));
    format!("{id}  {origin:6}  {invite:22}  {roles:20}  {made:23}  {signed_in:23}  {shares:6}  {state}")
}

fn line_of_invite(invite: &Invite, now: UnixSeconds) -> String {
    let state = match invite {
        Invite { revoked_at: Some(_), .. } => "revoked",
        Invite { uses, max_uses, .. } if uses >= max_uses => "used",
        Invite { expires_at, .. } if *expires_at <= now => "expired",
        _ => "live",
    };
    let uses = format!("{} of {}", invite.uses, invite.max_uses);
    let (made, expires) = (utc(invite.created_at), utc(invite.expires_at));
    format!("{}  {:20}  {made:23}  {expires:23}  {uses:9}  {state}", encode(invite.id.as_bytes()), names(invite.roles))
}

fn roles(given: &[Role]) -> Roles {
    let role = |role: &Role| match role {
        Role::Sender => phial_shared::api::Role::Sender,
        Role::Auditor => phial_shared::api::Role::Auditor,
        Role::Admin => phial_shared::api::Role::Admin,
    };
    given.iter().map(role).collect()
}

fn names(roles: Roles) -> String {
    roles.iter().map(phial_shared::api::Role::as_str).collect::<Vec<_>>().join(",")
}

fn positive_time(text: &str) -> Result<Seconds, String> {
    match parse_time(text) {
        Ok(Seconds(0)) => Err("must be longer than nothing".to_owned()),
        Ok(time) => Ok(time),
        Err(error) => Err(error.to_string()),
    }
}
