//! HTTP: routes, views, problems. It decides nothing: it decodes a request, calls one action, shows what came of it.
#![deny(clippy::unwrap_used)]

mod accounts;
mod audit;
mod board;
mod boundaries;
mod caller;
mod campaigns;
mod changes;
mod channels;
mod closings;
mod document;
mod duties;
mod extract;
mod figures;
mod files;
mod guard;
mod hazard_table;
mod hazards;
mod health;
mod home;
mod imports;
mod limits;
mod lines;
mod listen;
mod matters;
mod messages;
mod metrics;
mod notices;
mod origin;
mod out_of_use;
mod papers;
mod password;
mod personal;
mod problem;
mod records;
mod reference;
mod reform;
mod registers;
mod reports;
mod second_factor;
mod session;
mod sign_on;
mod slowly;
mod targets;
mod todo;
mod tokens;
mod units;
mod uploads;
mod views;
mod web;

pub use changes::Changes;
pub use channels::Outlet;
pub use health::Room;
pub use limits::{Limits, Rates};
pub use listen::{Patience, serve};
pub use metrics::{Metrics, watched};
pub use papers::Printer;
pub use problem::Problem;
pub use sign_on::SignOn;

use app::Counting;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::get;
use catalogue::Catalogue;
use chrono::{DateTime, Utc};
use domain::access::{Role, Separation};
use std::sync::Arc;
use store::Db;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::Vault;

/// What every route is given.
#[derive(Clone)]
pub struct Shared {
    /// The database.
    pub db: Db,
    /// Registers, sectors and groups declared as data.
    pub catalogue: Arc<Catalogue>,
    /// What counts the records that are written.
    pub counting: Arc<Counting>,
    /// Word to open pages of what is written.
    pub changes: Changes,
    /// Whether a proxy stands before the server, which speaks https and says whom it speaks for.
    pub is_behind_proxy: bool,
    /// Roles that may not be without a second factor.
    pub second_factor_roles: Arc<[Role]>,
    /// How system, security and audit administration are kept apart.
    pub separation: Separation,
    /// The provider of identities by which people sign in; none in most offices.
    pub sign_on: Option<Arc<SignOn>>,
    /// By what messages can go.
    pub outlet: Outlet,
    /// What papers are printed with.
    pub printer: Arc<Printer>,
    /// What was asked for lately, by address and account.
    pub limits: Arc<Limits>,
    /// Counters for whoever watches the server.
    pub metrics: Arc<Metrics>,
    /// Where files are kept.
    pub vault: Vault,
    /// Where what is kept lies, and how much room there must be.
    pub room: Room,
    /// The clock.
    pub now: fn() -> DateTime<Utc>,
}

#[derive(OpenApi)]
#[openapi(info(
    title = "Shouze 守责",
    description = "Offsets count characters (Unicode scalar values). Errors are application/problem+json. Browsers send the \
        cookie of a session; programs send Authorization: Bearer with a token. Who asks too much is answered 429, with \
        Retry-After."
))]
struct Document;

fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(session::health))
        .routes(routes!(session::sign_in, session::me, session::sign_out))
        .routes(routes!(sign_on::sign_on, sign_on::begin_sign_on))
        .routes(routes!(sign_on::finish_sign_on))
        .routes(routes!(sign_on::give_code))
        .routes(routes!(sign_on::unlink_identity))
        .routes(routes!(personal::personal))
        .routes(routes!(personal::personal_sheet))
        .routes(routes!(personal::erase))
        .routes(routes!(session::change_password))
        .routes(routes!(password::check_password))
        .routes(routes!(session::my_sessions))
        .routes(routes!(session::end_session))
        .routes(routes!(second_factor::my_second_factor, second_factor::begin_second_factor))
        .routes(routes!(second_factor::confirm_second_factor))
        .routes(routes!(second_factor::remove_second_factor))
        .routes(routes!(second_factor::renew_recovery_codes))
        .routes(routes!(second_factor::reset_second_factor))
        .routes(routes!(tokens::my_tokens, tokens::add_token))
        .routes(routes!(tokens::revoke_token))
        .routes(routes!(accounts::list_accounts, accounts::add_account))
        .routes(routes!(accounts::list_roles))
        .routes(routes!(accounts::add_post))
        .routes(routes!(accounts::end_post))
        .routes(routes!(lines::add_line))
        .routes(routes!(lines::end_line))
        .routes(routes!(lines::answering))
        .routes(routes!(accounts::set_password))
        .routes(routes!(accounts::rename))
        .routes(routes!(out_of_use::disable))
        .routes(routes!(out_of_use::enable))
        .routes(routes!(out_of_use::unlock))
        .routes(routes!(out_of_use::end_sessions))
        .routes(routes!(channels::list_channels, channels::add_channel))
        .routes(routes!(channels::change_channel, channels::remove_channel))
        .routes(routes!(channels::try_channel))
        .routes(routes!(channels::list_deliveries))
        .routes(routes!(channels::retry_delivery))
        .routes(routes!(audit::list_events))
        .routes(routes!(audit::audit_choices))
        .routes(routes!(audit::audit_sheet))
        .routes(routes!(notices::list_notices, notices::read_in))
        .routes(routes!(notices::detail, notices::change_head))
        .routes(routes!(notices::original))
        .routes(routes!(notices::discard))
        .routes(routes!(notices::publication))
        .routes(routes!(notices::publish))
        .routes(routes!(notices::amend))
        .routes(routes!(notices::difference))
        .routes(routes!(targets::add_target))
        .routes(routes!(targets::accept_all))
        .routes(routes!(targets::edit))
        .routes(routes!(targets::accept))
        .routes(routes!(targets::drop_target))
        .routes(routes!(targets::restore))
        .routes(routes!(targets::split))
        .routes(routes!(targets::merge))
        .routes(routes!(units::names, units::match_names))
        .routes(routes!(reform::unit_changes, reform::reform_unit))
        .routes(routes!(units::list_units, units::add_unit))
        .routes(routes!(units::change_unit))
        .routes(routes!(boundaries::read_boundaries))
        .routes(routes!(boundaries::unit_boundary, boundaries::remove_boundary))
        .routes(routes!(board::board))
        .routes(routes!(board::board_sheet))
        .routes(routes!(changes::changes))
        .routes(routes!(duties::duty_findings))
        .routes(routes!(duties::notice_duties, duties::take_duties))
        .routes(routes!(hazard_table::hazard_table))
        .routes(routes!(hazard_table::hazard_sheet))
        .routes(routes!(hazards::hazard_lists))
        .routes(routes!(hazards::recurring_causes))
        .routes(routes!(hazards::hazard))
        .routes(routes!(hazards::ask_extension))
        .routes(routes!(hazards::decide_extension))
        .routes(routes!(hazards::judge_hazard))
        .routes(routes!(hazards::hazard_rules))
        .routes(routes!(hazards::proposal))
        .routes(routes!(matters::matter))
        .routes(routes!(matters::urge_listing))
        .routes(routes!(campaigns::campaign))
        .routes(routes!(matters::led))
        .routes(routes!(papers::case_papers, papers::issue_paper))
        .routes(routes!(papers::paper_lines))
        .routes(routes!(papers::preview_paper))
        .routes(routes!(papers::list_papers))
        .routes(routes!(papers::paper_pdf))
        .routes(routes!(papers::paper_docx))
        .routes(routes!(papers::void_paper))
        .routes(routes!(papers::serve_paper))
        .routes(routes!(papers::list_paper_offices))
        .routes(routes!(papers::keep_paper_office))
        .routes(routes!(todo::todo))
        .routes(routes!(todo::todo_box))
        .routes(routes!(todo::hazard_slips, todo::send_slip))
        .routes(routes!(todo::answer_slip))
        .routes(routes!(home::home))
        .routes(routes!(home::due))
        .routes(routes!(home::unit_page))
        .routes(routes!(figures::list_indicators))
        .routes(routes!(figures::figure_board))
        .routes(routes!(figures::recount))
        .routes(routes!(figures::figure))
        .routes(routes!(figures::figure_records))
        .routes(routes!(figures::corrections))
        .routes(routes!(figures::target_indicators))
        .routes(routes!(figures::bind_target))
        .routes(routes!(reports::list_reports))
        .routes(routes!(reports::submit_report))
        .routes(routes!(reports::review_report))
        .routes(routes!(reports::list_steps, reports::add_step))
        .routes(routes!(reports::finish_step))
        .routes(routes!(reports::review_step))
        .routes(routes!(reports::remove_step))
        .routes(routes!(closings::list_closings, closings::close_period))
        .routes(routes!(closings::closing_preview))
        .routes(routes!(closings::closing))
        .routes(routes!(closings::closed_figures))
        .routes(routes!(closings::reopen_period))
        .routes(routes!(registers::list_registers, registers::define_register))
        .routes(routes!(registers::register))
        .routes(routes!(registers::register_counts))
        .routes(routes!(records::list_records, records::create_record))
        .routes(routes!(records::record_summary))
        .routes(routes!(records::record_detail, records::change_record))
        .routes(routes!(records::move_record))
        .routes(routes!(records::remove_record))
        .routes(routes!(records::reveal_personal))
        .routes(routes!(records::bulk_change))
        .routes(routes!(records::duplicates))
        .routes(routes!(records::merge_records))
        .routes(routes!(records::split_record))
        .routes(routes!(records::undo))
        .routes(routes!(files::keep_file))
        .routes(routes!(files::kept_file))
        .routes(routes!(files::picture))
        .routes(routes!(uploads::begin_upload))
        .routes(routes!(uploads::upload, uploads::add_piece, uploads::end_upload))
        .routes(routes!(uploads::finish_upload))
        .routes(routes!(files::list_views, files::keep_view))
        .routes(routes!(files::change_view, files::forget_view))
        .routes(routes!(imports::begin_import, imports::list_imports))
        .routes(routes!(imports::import))
        .routes(routes!(imports::map_import))
        .routes(routes!(imports::run_import))
        .routes(routes!(imports::cancel_import))
        .routes(routes!(imports::import_problems))
        .routes(routes!(imports::units_template))
        .routes(routes!(imports::units_sheet))
        .routes(routes!(imports::units_marked))
        .routes(routes!(imports::people_template))
        .routes(routes!(imports::people_sheet))
        .routes(routes!(imports::people_marked))
        .routes(routes!(imports::template))
        .routes(routes!(imports::export))
}

/// The API as OpenAPI 3.1, in JSON.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn openapi() -> Result<String, serde_json::Error> {
    let mut document = routes().into_openapi();
    document::complete(&mut document);
    document.to_pretty_json()
}

/// The whole server: API, web UI, guards.
pub fn router(shared: Shared) -> Router {
    let (api, mut document) = routes().split_for_parts();
    document::complete(&mut document);
    let document = document.to_json().unwrap_or_default();
    api.route("/api/openapi.json", get(move || async { ([("content-type", "application/json")], document) }))
        .route("/api/docs", get(reference::page))
        .route("/api/docs/{name}", get(reference::part))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .with_state(shared.clone())
        .fallback(web::file)
        .layer(DefaultBodyLimit::max(sheet::MAX_BYTES))
        .layer(middleware::from_fn(extract::bounded))
        .layer(middleware::from_fn_with_state(shared.clone(), limits::by_address))
        .layer(middleware::from_fn_with_state(shared, guard::guard))
        .layer(CompressionLayer::new())
}
