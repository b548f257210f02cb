//! Group commit: one task writes, and what waits for it shares one transaction and so one wait for the disk.
//!
//! Each piece of work runs in a savepoint of its own; each ends with the words that begin the next. One that fails is undone
//! alone; whoever sent it, and whoever sent the others, is answered only when the transaction is on the disk.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::Connection as _;
use sqlx::sqlite::SqlitePool;
use tokio::sync::{mpsc, oneshot};

use super::{Connection, PATIENCE};
use crate::db::DatabaseError;
use crate::db::committed::{self, Committed, Outlet};

/// How much may wait. The largest piece is a share that is sealed: a manifest of 256 KiB and 50 links of 2 KiB, so that
/// at most 45 MiB wait.
const QUEUE_LEN: usize = 128;
/// How long to wait for a place in the queue, which thousands leave in a second.
const QUEUE_PATIENCE: Duration = Duration::from_secs(2);
/// How much is done in one transaction: what comes first waits for what comes last.
const MAX_BATCH: usize = 64;

/// The way to the task that writes. The task ends when this is dropped and all is done.
#[derive(Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Order>,
    connection: SqlitePool,
}

enum Order {
    Write(Box<dyn Work>),
    Checkpoint(oneshot::Sender<Result<(), DatabaseError>>),
}

/// What is done in a savepoint, with whoever waits for it.
trait Work: Send {
    /// Whether anyone still waits.
    fn is_wanted(&self) -> bool;
    /// Does it; gives whether its changes are to be kept.
    fn run<'c>(&'c mut self, db: &'c mut Connection) -> BoxFuture<'c, bool>;
    /// Answers whoever waits, when the transaction is over.
    fn answer(self: Box<Self>, transaction: Result<(), DatabaseError>);
}

struct Waiting<F, T, E> {
    work: Option<F>,
    done: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work for Waiting<F, T, E>
where
    T: Send,
    E: From<DatabaseError> + Send,
    F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send,
{
    fn is_wanted(&self) -> bool {
        !self.reply.is_closed()
    }

    fn run<'c>(&'c mut self, db: &'c mut Connection) -> BoxFuture<'c, bool> {
        let Some(work) = self.work.take() else { return std::future::ready(false).boxed() };
        let work = work(db);
        async {
            let done = self.done.insert(work.await);
            done.is_ok()
        }
        .boxed()
    }

    fn answer(self: Box<Self>, transaction: Result<(), DatabaseError>) {
        let answer = match (self.done, transaction) {
            (Some(Ok(_)) | None, Err(error)) => Err(error.into()),
            (Some(done), _) => done,
            // Nobody waits, or it panicked: dropping the sender tells.
            (None, Ok(())) => return,
        };
        // Whoever asked may have gone.
        let _ = self.reply.send(answer);
    }
}

impl Order {
    fn refuse(self, error: DatabaseError) {
        match self {
            Self::Write(work) => work.answer(Err(error)),
            Self::Checkpoint(reply) => drop(reply.send(Err(error))),
        }
    }
}

impl Writer {
    /// Starts the task.
    pub(super) fn start(connection: SqlitePool, outlet: Outlet) -> Self {
        let (queue, orders) = mpsc::channel(QUEUE_LEN);
        tokio::spawn(write(connection.clone(), orders, outlet));
        Self { queue, connection }
    }

    /// Ends the connection between two transactions. What waits then, or comes later, fails.
    pub(super) async fn close(&self) {
        self.connection.close().await;
    }

    /// Has work done, in one transaction with what others want. It may be done although the caller stops waiting.
    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Write(Box::new(Waiting { work: Some(work), done: None, reply }))).await?;
        answer.await.map_err(|_| stopped())?
    }

    /// Moves the write-ahead log into the file and empties it, between two transactions.
    pub(super) async fn checkpoint(&self) -> Result<(), DatabaseError> {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Checkpoint(reply)).await?;
        answer.await.map_err(|_| stopped())?
    }

    async fn order(&self, order: Order) -> Result<(), DatabaseError> {
        let sent = self.queue.send_timeout(order, QUEUE_PATIENCE).await;
        sent.map_err(|_| DatabaseError::Busy(Arc::new(sqlx::Error::PoolTimedOut)))
    }
}

fn stopped() -> DatabaseError {
    DatabaseError::Failed(Arc::new(sqlx::Error::WorkerCrashed))
}

async fn write(connections: SqlitePool, mut orders: mpsc::Receiver<Order>, outlet: Outlet) {
    let mut next = None;
    loop {
        let order = match next.take() {
            Some(order) => Some(order),
            None => orders.recv().await,
        };
        match order {
            Some(Order::Write(first)) => next = batch(&connections, first, &mut orders, &outlet).await,
            Some(Order::Checkpoint(reply)) => {
                let _ = reply.send(empty_log(&connections).await.map_err(DatabaseError::from));
            }
            None => return,
        }
    }
}

/// Everybody else waits meanwhile. Whoever reads for long, such as a backup, must not be waited for.
async fn empty_log(connections: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut db = connections.acquire().await?;
    // The pragma says whether it was held up, and does not fail.
    for step in ["PRAGMA busy_timeout = 0", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        sqlx::query(step).fetch_all(&mut *db).await?;
    }
    let patience = format!("PRAGMA busy_timeout = {}", PATIENCE.as_millis());
    sqlx::query(sqlx::AssertSqlSafe(patience)).fetch_all(&mut *db).await?;
    Ok(())
}

/// Does what waits, in one transaction. Gives an order that must come after it.
async fn batch(
    connections: &SqlitePool,
    first: Box<dyn Work>,
    orders: &mut mpsc::Receiver<Order>,
    outlet: &Outlet,
) -> Option<Order> {
    let mut batch = Batch { done: Vec::new(), events: Vec::new(), next: Some(Order::Write(first)) };
    let result = batch.run(connections, orders).await.map_err(DatabaseError::from);
    if let (true, Err(error)) = (batch.done.is_empty(), &result) {
        // There was not even a transaction. Whoever waits has waited as long as this one.
        while let Some(order) = batch.next.take().or_else(|| orders.try_recv().ok()) {
            order.refuse(error.clone());
        }
    }
    if result.is_ok() {
        outlet.pass_on(batch.events);
    }
    for work in batch.done {
        work.answer(result.clone());
    }
    batch.next
}

struct Batch {
    done: Vec<Box<dyn Work>>,
    /// Of what is kept.
    events: Vec<Committed>,
    next: Option<Order>,
}

impl Batch {
    async fn run(&mut self, connections: &SqlitePool, orders: &mut mpsc::Receiver<Order>) -> Result<(), sqlx::Error> {
        let mut connection = connections.acquire().await?;
        let result = self.run_on(&mut connection, orders).await;
        if result.is_err() {
            // SQLite may have given up the transaction by itself, of which the connection would know nothing.
            connection.close_on_drop();
        }
        result
    }

    async fn run_on(&mut self, db: &mut Connection, orders: &mut mpsc::Receiver<Order>) -> Result<(), sqlx::Error> {
        let mut transaction = db.begin_with("BEGIN IMMEDIATE").await?;
        let mut begin = "SAVEPOINT piece";
        while let Some(Order::Write(mut work)) = self.next.take_if(|order| matches!(order, Order::Write(_))) {
            let ran = if work.is_wanted() {
                let begin = std::mem::replace(&mut begin, "RELEASE piece; SAVEPOINT piece");
                run(&mut transaction, begin, work.as_mut()).await
            } else {
                Ok(Vec::new())
            };
            self.done.push(work);
            self.events.extend(ran?);
            if self.done.len() < MAX_BATCH {
                self.next = orders.try_recv().ok();
            }
        }
        // It releases the last piece.
        transaction.commit().await
    }
}

/// Does one piece of work, and gives the events of what is kept. An error is one of the transaction: when the disk is full, SQLite gives up the whole of it, and
/// the savepoint is no longer there.
async fn run(db: &mut Connection, begin: &'static str, work: &mut dyn Work) -> Result<Vec<Committed>, sqlx::Error> {
    sqlx::query(begin).execute(&mut *db).await?;
    // One defect must not stop all writing.
    let running = AssertUnwindSafe(work.run(&mut *db)).catch_unwind();
    let (kept, events) = committed::collect(running).await;
    if kept.unwrap_or(false) {
        Ok(events)
    } else {
        sqlx::query("ROLLBACK TO piece").execute(db).await?;
        Ok(Vec::new())
    }
}
