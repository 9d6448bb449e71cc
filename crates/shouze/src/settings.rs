//! Settings: defaults, then a TOML file, then `SHOUZE_…` variables, then the command line. Unknown keys are errors.

use anyhow::{Result, anyhow};
use catalogue::Catalogue;
use chrono::NaiveTime;
use clap::Args;
use domain::access::{Role, Separation};
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

mod files;
mod log;
mod mail;
mod sign_on;

pub use files::FileSettings;
pub use log::{Log, LogFormat, LogLevel};
pub use mail::MailSettings;
pub use sign_on::SignOnSettings;

/// What the server needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Folder for everything that is kept.
    pub data: PathBuf,
    /// `postgres://…`; when empty, one SQLite file in `data`.
    pub database: String,
    /// Whether a proxy stands before the server: it speaks https with browsers, and its `X-Forwarded-For` is believed.
    pub behind_proxy: bool,
    /// Roles that may not be without a second factor, by the words that the API has for them.
    pub second_factor_roles: Vec<String>,
    /// Whether one person may keep accounts and give posts, as in a small street; otherwise those are kept apart.
    pub administrators_together: bool,
    /// Where browsers find the product, `https://…`; messages lead there, or nowhere when it is empty.
    pub public_address: String,
    /// When units are told what they have to do each day, by the clock in China, `HH:MM`.
    pub digest_at: String,
    /// Hosts that take messages beside those of the makers of robots, with a port when it is not the usual one.
    pub message_hosts: Vec<String>,
    /// Where photos and papers lie.
    pub files: FileSettings,
    /// The server that sends mail.
    pub mail: MailSettings,
    /// The provider of identities by which people sign in.
    pub single_sign_on: SignOnSettings,
    /// How much one address and one account may ask for.
    pub limits: Limits,
    /// Folder that stands in for the catalogue carried in the program; none when empty.
    pub catalogue: PathBuf,
    /// Folder of fonts for papers, looked into before those of the system; none when empty.
    pub fonts: PathBuf,
    /// Address and port for Prometheus and health alone; nowhere when empty.
    pub metrics_listen: String,
    /// Megabytes that must be free in the data folder, or the server says that it is not ready.
    pub least_free_megabytes: u64,
    /// How long requests under way are waited for after being told to stop.
    pub stop_within_seconds: u64,
    /// What is told on standard error.
    pub log: Log,
}

/// What is allowed in a minute; 0 is without limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Requests from one address, behind which a whole office may sit.
    pub requests_by_address: u32,
    /// Requests of one account.
    pub requests_by_account: u32,
    /// Attempts to sign in from one address.
    pub sign_ins_by_address: u32,
    /// Attempts to sign in with one login.
    pub sign_ins_by_login: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_by_address: 12_000,
            requests_by_account: 1_800,
            sign_ins_by_address: 120,
            sign_ins_by_login: 20,
        }
    }
}

impl Limits {
    /// As the server counts them.
    pub const fn rates(&self) -> api::Rates {
        let Self { requests_by_address, requests_by_account, sign_ins_by_address, sign_ins_by_login } = *self;
        api::Rates { requests_by_address, requests_by_account, sign_ins_by_address, sign_ins_by_login }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("data"),
            database: String::new(),
            behind_proxy: false,
            second_factor_roles: Vec::new(),
            administrators_together: false,
            public_address: String::new(),
            digest_at: "08:00".to_owned(),
            message_hosts: Vec::new(),
            files: FileSettings::default(),
            mail: MailSettings::default(),
            single_sign_on: SignOnSettings::default(),
            limits: Limits::default(),
            catalogue: PathBuf::new(),
            fonts: PathBuf::new(),
            metrics_listen: String::new(),
            least_free_megabytes: 256,
            stop_within_seconds: 30,
            log: Log::default(),
        }
    }
}

impl Settings {
    /// The catalogue: a fault in it stops the start, with file and line.
    ///
    /// # Errors
    /// The first fault.
    pub fn catalogue(&self) -> Result<Catalogue> {
        let found = if self.catalogue.as_os_str().is_empty() {
            Catalogue::carried()
        } else {
            Catalogue::folder(&self.catalogue)
        };
        found.map_err(|fault| anyhow!("catalogue: {fault}"))
    }

    /// Roles that may not be without a second factor.
    ///
    /// # Errors
    /// When one is no role.
    pub fn second_factor_roles(&self) -> Result<Arc<[Role]>> {
        let known = || Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
        let role = |word: &String| {
            let unknown = || anyhow!("second_factor_roles: {word} is no role; there are {}", known());
            Role::parse(word).ok_or_else(unknown)
        };
        self.second_factor_roles.iter().map(role).collect()
    }

    /// How the administrators are kept apart.
    pub const fn separation(&self) -> Separation {
        if self.administrators_together { Separation::Together } else { Separation::Apart }
    }

    /// Where whoever watches the server may ask; nowhere when none is given.
    ///
    /// # Errors
    /// When it is no address.
    pub fn metrics_address(&self) -> Result<Option<SocketAddr>> {
        let none = || anyhow!("metrics_listen: {} is no address with a port", self.metrics_listen);
        Some(&self.metrics_listen)
            .filter(|text| !text.is_empty())
            .map(|text| text.parse().map_err(|_| none()))
            .transpose()
    }

    /// When units are told what they have to do each day.
    ///
    /// # Errors
    /// When it is no time.
    pub fn digest_at(&self) -> Result<NaiveTime> {
        let wrong = |_| anyhow!("digest_at: {} is no time; write it as 08:00", self.digest_at);
        NaiveTime::parse_from_str(&self.digest_at, "%H:%M").map_err(wrong)
    }

    /// Folder of fonts for papers; none when nothing is named.
    pub fn fonts(&self) -> Option<PathBuf> {
        Some(self.fonts.clone()).filter(|folder| !folder.as_os_str().is_empty())
    }

    /// The address of the database.
    pub fn database_address(&self) -> String {
        if self.database.is_empty() {
            format!("sqlite:{}", self.data.join("shouze.db").display())
        } else {
            self.database.clone()
        }
    }
}

impl fmt::Display for Settings {
    /// As TOML; a password in the database's address is not shown.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = match (self.database.split_once("://"), self.database.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, host))) => format!("{scheme}://***@{host}"),
            _ => self.database.clone(),
        };
        let (mail, single_sign_on) = (self.mail.shown(), self.single_sign_on.shown());
        let shown = Self { database, files: self.files.shown(), mail, single_sign_on, ..self.clone() };
        let text = toml_edit::ser::to_string_pretty(&shown).map_err(|_| fmt::Error)?;
        out.write_str(&text)
    }
}

/// Settings as given on the command line.
#[derive(Args, Serialize)]
pub struct Given {
    /// A file of settings (TOML)
    #[arg(long)]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// Address and port to listen on
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<SocketAddr>,
    /// Folder for everything that is kept
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<PathBuf>,
    /// Address of a PostgreSQL database; without it, SQLite in the data folder
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<String>,
    /// Folder of a catalogue of your own; without it, the one carried in the program
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    catalogue: Option<PathBuf>,
}

impl Given {
    /// The settings in force.
    ///
    /// # Errors
    /// When a key is unknown or a value is none; the message names its place.
    pub fn settings(&self) -> Result<Settings> {
        let mut figment = Figment::from(Serialized::defaults(Settings::default()));
        if let Some(file) = &self.config {
            if !file.exists() {
                return Err(anyhow!("there is no settings file {}", file.display()));
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        let figment = figment.merge(Env::prefixed("SHOUZE_").split("__")).merge(Serialized::defaults(self));
        figment.extract().map_err(|e| anyhow!("settings: {e}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(config: Option<PathBuf>) -> Given {
        Given { config, listen: None, data: None, database: None, catalogue: None }
    }

    #[test]
    fn the_command_line_stands_above_the_file_and_the_file_above_the_defaults() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("shouze.toml");
        std::fs::write(&file, "listen = \"0.0.0.0:80\"\ndatabase = \"postgres://u:plum-tree@h/d\"\n")
            .expect("written");
        let data = Some(PathBuf::from("here"));
        let settings = Given { data, ..given(Some(file)) }.settings().expect("settings");
        assert_eq!(settings.listen.port(), 80);
        assert_eq!(settings.data, PathBuf::from("here"));
        assert!(!settings.to_string().contains("plum-tree"), "{settings}");
    }

    #[test]
    fn a_role_that_is_none_is_an_error_that_names_it() {
        let settings =
            |word: &str| Settings { second_factor_roles: vec![word.into()], ..Settings::default() };
        let roles = settings("security-administrator").second_factor_roles().expect("a role");
        assert_eq!(*roles, [Role::SecurityAdministrator]);
        let error = settings("king").second_factor_roles().expect_err("refused").to_string();
        assert!(error.contains("king") && error.contains("auditor"), "{error}");
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("shouze.toml");
        std::fs::write(&file, "lisen = \"0.0.0.0:80\"\n").expect("written");
        let error = given(Some(file)).settings().expect_err("refused").to_string();
        assert!(error.contains("lisen"), "{error}");
    }

    #[test]
    fn what_config_prints_can_be_given_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("shouze.toml");
        let settings = Settings {
            stop_within_seconds: 7,
            second_factor_roles: vec!["auditor".into()],
            ..Settings::default()
        };
        std::fs::write(&file, settings.to_string()).expect("written");
        assert_eq!(given(Some(file)).settings().expect("settings"), settings);
    }

    #[test]
    fn the_page_of_settings_has_each_with_its_variable_and_its_default_and_no_other() {
        let page = include_str!("../../../docs/configuration.md");
        let all = toml_edit::ser::to_document(&Settings::default()).expect("TOML");
        let mut expected = Vec::new();
        for (key, value) in all.iter() {
            match value.as_table_like() {
                Some(table) => expected
                    .extend(table.iter().map(|(inner, value)| (format!("{key}.{inner}"), value.clone()))),
                None => expected.push((key.to_owned(), value.clone())),
            }
        }
        let row = |(key, value): &(String, toml_edit::Item)| {
            let variable = format!("SHOUZE_{}", key.to_uppercase().replace('.', "__"));
            format!("| `{key}` | `{variable}` | `{}` |", value.to_string().trim())
        };
        let rows: Vec<String> = expected.iter().map(row).collect();
        for row in &rows {
            assert!(
                page.lines().any(|line| line.starts_with(row.as_str())),
                "docs/configuration.md lacks: {row}"
            );
        }
        let listed = page.lines().filter(|line| line.starts_with("| `") && line.contains("`SHOUZE_")).count();
        assert_eq!(listed, rows.len(), "docs/configuration.md has a setting that is none");
    }

    #[test]
    fn words_that_are_none_are_errors_that_say_what_there_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("shouze.toml");
        std::fs::write(&file, "[log]\nlevel = \"loud\"\n").expect("written");
        let error = given(Some(file)).settings().expect_err("refused").to_string();
        assert!(error.contains("loud") && error.contains("debug"), "{error}");
        let settings = Settings { metrics_listen: "9464".into(), ..Settings::default() };
        assert!(settings.metrics_address().expect_err("refused").to_string().contains("9464"));
        assert_eq!(Settings::default().metrics_address().expect("none"), None);
    }
}
