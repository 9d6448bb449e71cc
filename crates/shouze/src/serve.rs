//! The server, and reading a notice in without it.

use crate::demo::Demo;
use crate::fonts::CARRIED;
use crate::settings::{Log, LogFormat, LogLevel, Settings};
use anyhow::{Context, Result, anyhow};
use app::{Act, Counting, ReadIn};
use chrono::{DateTime, SubsecRound, Utc};
use domain::access::Caller;
use std::io::{IsTerminal as _, Write as _};
use std::sync::Arc;
use std::time::Duration;
use store::Db;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use vault::Vault;

pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(3)
}

/// The database, and the place where files are kept. What a version before this one put into the database is taken out of it.
pub async fn open(settings: &Settings) -> Result<(Db, Vault)> {
    std::fs::create_dir_all(&settings.data)
        .with_context(|| format!("cannot make the data folder {}", settings.data.display()))?;
    let vault = settings.files.vault(&settings.data).await?;
    let db = Db::open(&settings.database_address()).await.context("cannot open the database")?;
    let moved = app::move_files_out(&db, &vault).await.map_err(|e| anyhow!("{}: {e}", e.code()))?;
    if moved > 0 {
        tracing::info!(moved, "files were taken out of the database");
    }
    Ok((db, vault))
}

/// Makes the administrator on the first start. The password is printed here and kept only as a hash.
async fn first_start(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    let password = app::first_administrator(&mut tx, now()).await?;
    tx.commit().await?;
    if let Some(password) = password {
        let mut out = std::io::stdout().lock();
        writeln!(out, "administrator: {}  password: {password}", app::FIRST_LOGIN)?;
        writeln!(out, "This password is shown once; keep it. 密码只显示这一次，请妥善保存。")?;
    }
    Ok(())
}

/// Tells on standard error what happens. `RUST_LOG` stands above the settings, for who looks for a fault.
fn log(log: Log) {
    let level = match log.level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
        LogLevel::Trace => "trace",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| level.into());
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).init(),
    }
}

/// Runs until it is told to stop; requests under way are answered first.
pub fn serve(settings: &Settings) -> Result<()> {
    log(settings.log.clone());
    let watched_at = settings.metrics_address()?;
    let sign_on = settings.single_sign_on.provider(&settings.public_address)?;
    let catalogue = Arc::new(settings.catalogue()?);
    let counting = Arc::new(Counting::of(&catalogue));
    tokio::runtime::Runtime::new()?.block_on(async {
        let (db, vault) = open(settings).await?;
        first_start(&db).await?;
        let mut tx = db.write().await?;
        let cut = app::cut_off_imports(&mut tx).await?;
        let counted = app::bring_up_to_date(&mut tx, &catalogue, &counting, now()).await?;
        tx.commit().await?;
        if !counted.is_empty() {
            tracing::info!(
                indicators = counted.len(),
                "counted from the records by their present definition"
            );
        }
        if cut > 0 {
            tracing::warn!(cut, "imports were interrupted; they can be started again");
        }
        let listener = TcpListener::bind(settings.listen)
            .await
            .with_context(|| format!("cannot listen on {}; choose another with --listen", settings.listen))?;
        writeln!(std::io::stdout().lock(), "listening: http://{}", listener.local_addr()?)?;
        let changes = api::Changes::default();
        let stop = changes.clone();
        let relay = {
            let (changes, db) = (changes.clone(), db.clone());
            tokio::spawn(async move { changes.relay(&db).await })
        };
        let is_behind_proxy = settings.behind_proxy;
        let limits = Arc::new(api::Limits::new(settings.limits.rates()));
        let second_factor_roles = settings.second_factor_roles()?;
        let sender = jobs::Sender::new(settings.mail.server().as_ref(), &settings.public_address)?;
        let outlet = api::Outlet {
            has_mail: settings.mail.server().is_some(),
            hosts: settings.message_hosts.clone().into(),
            told: Arc::default(),
        };
        let (halt, halted) = tokio::sync::watch::channel(false);
        let jobs = jobs::Jobs {
            db: db.clone(),
            catalogue: Arc::clone(&catalogue),
            counting: Arc::clone(&counting),
            sender,
            vault: vault.clone(),
            digest_at: settings.digest_at()?,
            told: Arc::clone(&outlet.told),
            now,
        };
        let jobs = tokio::spawn(jobs.run(halted));
        let shared = api::Shared {
            db: db.clone(),
            catalogue,
            counting,
            changes,
            second_factor_roles,
            separation: settings.separation(),
            limits,
            sign_on,
            outlet,
            is_behind_proxy,
            printer: Arc::new(api::Printer::new(settings.fonts(), CARRIED)),
            metrics: Arc::default(),
            vault,
            room: api::Room { folder: settings.data.clone(), least_megabytes: settings.least_free_megabytes },
            now,
        };
        if let Some(address) = watched_at {
            let listener = TcpListener::bind(address).await;
            let listener = listener.with_context(|| format!("metrics_listen: cannot listen on {address}"))?;
            writeln!(std::io::stdout().lock(), "metrics: http://{}/metrics", listener.local_addr()?)?;
            let never = std::future::pending::<()>();
            tokio::spawn(api::serve(listener, api::watched(shared.clone()), api::Patience::default(), never));
        }
        let patience = api::Patience {
            end: Duration::from_secs(settings.stop_within_seconds),
            ..api::Patience::default()
        };
        let told = async move {
            told_to_stop().await;
            // open pages listen for as long as they may; nobody waits for them
            stop.close();
        };
        api::serve(listener, api::router(shared), patience, told).await;
        relay.abort();
        halt.send_replace(true);
        // what is under way is made to its end; a message that is not is taken by another server
        let _ = jobs.await;
        db.close().await;
        tracing::info!("stopped");
        Ok(())
    })
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(e) => {
            tracing::error!(%e, "cannot listen for SIGTERM");
            let _ = interrupt.await;
            return;
        }
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

/// Reads a notice into the database and says what became of it.
pub fn import(settings: &Settings, bytes: &[u8], name: Option<String>) -> Result<String> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let (db, vault) = open(settings).await?;
        first_start(&db).await?;
        let act = Act::new(system(&db).await?, now(), "import".to_owned(), Arc::default());
        let mut tx = db.write().await?;
        let stored = app::bring_notice(&vault, &act.caller, bytes).await?;
        app::store_original(&mut tx, &act, &stored).await?;
        tx.commit().await?;
        let mut tx = db.write().await?;
        let read = app::read_in(&mut tx, &act, &stored, name, false)
            .await
            .map_err(|e| anyhow!("{}: {e}", e.code()))?;
        tx.commit().await?;
        db.close().await;
        Ok(match read {
            ReadIn::New(id) => format!("read in: {id}\n"),
            ReadIn::Already { id, title } => format!("read in before: {id} {title}\n"),
        })
    })
}

/// Fills an empty database with so many demo streets of so many sites.
pub fn demo(settings: &Settings, (streets, sites): (usize, usize), seed: u64) -> Result<String> {
    let catalogue = settings.catalogue()?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let (db, vault) = open(settings).await?;
        first_start(&db).await?;
        let caller = system(&db).await?;
        let counting = Arc::new(Counting::of(&catalogue));
        // nothing is there to be counted yet, and what comes is counted as it is written
        let mut tx = db.write().await?;
        app::bring_up_to_date(&mut tx, &catalogue, &counting, now()).await?;
        tx.commit().await?;
        let demo = Arc::new(Demo {
            db: db.clone(),
            vault,
            catalogue: Arc::new(catalogue),
            counting,
            caller,
            today: app::local_day(now()),
            seed,
            streets,
            sites,
            folder: settings.data.clone(),
        });
        let made = demo.run().await?;
        db.close().await;
        Ok(format!("records: {made}\n"))
    })
}

/// The administrator: who can run the program on this machine holds the data anyway.
pub async fn system(db: &Db) -> Result<Caller> {
    let mut tx = db.read().await?;
    app::first_caller(&mut tx, now()).await?.context("there is no administrator")
}
