//! One function per user action: load, may, decide, save and audit in one transaction.
//! It knows neither HTTP nor SQL, and takes the time from its caller.
#![deny(clippy::unwrap_used)]

mod access;
mod accounts;
mod act;
mod amend;
mod audit;
mod backup;
mod board;
mod board_sheet;
mod boundaries;
mod closing;
mod closing_figure;
mod duties;
mod error;
mod figures;
mod files;
mod hazard_table;
mod hazards;
mod home;
mod matters;
mod messages;
mod notices;
mod papers;
mod pictures;
mod publication;
mod read_in;
mod records;
mod reform;
mod registers;
mod reports;
mod review;
mod sheets;
mod todo;
mod units;
mod views;

pub use access::shown;
pub use accounts::{
    AccountFilter, Claim, FIRST_LOGIN, FactorState, Hashed, KeptAccount, Mine, NewAccount, NewFactor,
    NewPost, Passed, Proven, SignedIn, Source, accounts, add_account, add_post, begin_second_factor, caller,
    check_chosen, claim, confirm_second_factor, disable, enable, end_post, end_session, end_sessions,
    first_administrator, first_caller, must_enroll, my_sessions, note_use, own_claim, pass, refuse,
    remove_second_factor, rename_account, renew_recovery_codes, reset_second_factor, second_factor,
    set_own_password, set_password, set_phone, sign_in, sign_out, token_hash, unlock,
};
pub use accounts::{Answering, NewLine, add_line, answering, end_line};
pub use accounts::{ByToken, NewToken, add_token, my_tokens, note_token_use, revoke_token, token_caller};
pub use accounts::{
    Came, give_code, pass_by_provider, refuse_brought, refuse_by_provider, refuse_code, unlink,
};
pub use accounts::{HeldItem, erase, held_about, held_sheet};
pub use act::{Act, local, local_day, local_time, new_id, start_of_day};
pub use amend::{Change, Difference, FieldChange, amend, difference};
pub use audit::{
    AuditAsking, AuditNames, AuditPage, Changed, MOST_EVENTS, ShownEvent, audit_page, audit_sheet,
    audited_people, canonical, note_export,
};
pub use backup::{Archive, note_backup, note_restore};
pub use board::{Board, BoardFilter, board};
pub use board_sheet::board_sheet;
pub use boundaries::{
    BoundaryDid, BoundaryFault, BoundedUnit, MAX_BOUNDARIES, NamedArea, OutlinedUnit, TakenBoundaries, Unfit,
    UnfitArea, UnitPlot, read_boundaries, remove_boundary, take_boundaries, unit_plot,
};
pub use closing::{
    ClosingDetail, ClosingPreview, Closings, close_period, closing_detail, closing_preview, closings,
    reopen_period,
};
pub use closing_figure::{FigureThen, closed_figures};
pub use duties::{
    DutyFindings, DutyPick, FoundDuty, NoticeDuties, duties_of_notice, duty_findings, take_duties,
};
pub use error::AppError;
pub use figures::{
    Asking, BoundTarget, Correction, Counting, Difference as CounterDifference, DrilledRecord, Drilling,
    FigureBoard, FigureCell, FrequencyNow, Part, Point, Side, TargetFigure, bind_target, bindings_of,
    bring_up_to_date, corrections, drill, figure_board, recount, target_figure,
};
pub use files::{
    Brought, KeptFile, MAX_FILE, bring_file, keep_file, may_bring, move_files_out, openable, opened,
};
pub use hazard_table::{HazardAsking, HazardRow, HazardTable, hazard_sheet, hazard_table};
pub use hazards::{
    Alike, Answer, HazardLists, HazardPage, JudgingInput, Recurring, ask_extension, decide_extension,
    hazard_lists, hazard_page, judge_hazard, proposal, recurring_causes,
};
pub use home::{
    Called, DueWork, Footing, Home, HomeAsking, NoticeWork, PressingFigure, RegisterIn, RegisterLapse, Scope,
    Tally, UnitBelow, UnitFigure, UnitPage, WorkedGrid, due_subjects, home, unit_page,
};
pub use matters::{
    CampaignPage, CampaignRow, Drawn, Led, MatterErrand, MatterItem, MatterPage, Urged, Urging,
    campaign_page, led, matter_page, urge_listing,
};
pub use messages::{
    Attempt, ChannelInput, Digest, KeptChannel, MailServer, Text, add_channel, change_channel, channels,
    deliveries, remove_channel, retry_delivery, send_digests, send_escalations, settle, shown_address, take,
    tell_unit, try_channel, unit_digest,
};
pub use notices::{HeadChange, NoticeWithTargets, change_head, discard, notice, notices, publish};
pub use papers::{
    CasePapers, Choice, CoveredRecord, LineAsked, LineOffer, PaperAsked, PaperForm, PaperPage, PapersAsking,
    Printed, ServiceInput, issue_paper, keep_paper_office, paper_bytes, paper_file, paper_lines,
    paper_offices, papers, papers_of_case, preview_paper, serve_paper, void_paper,
};
pub use pictures::{Shown, smaller};
pub use publication::{Hindrance, Publication, publication};
pub use read_in::{ReadIn, bring_notice, read_in, store_original};
pub use records::{
    Asked, Begin, BulkRow, Entered, Happened, History, Likely, LinkedRecord, Listed, ListedRecord,
    RecordDetail, Resolver, SubjectDue, Undone, bulk_change, can_filter, can_sort, change_record,
    create_record, keep_histories, lapses, likely_duplicates, list_records, merge_records, move_record,
    record_detail, remove_record, reveal_personal, split_record, summarize_records, undo,
};
pub use reform::{Becoming, past, reform_unit, unit_history};
pub use registers::{
    MOST_COUNTED, Origin, RegisterCount, define_register, origin, register, register_counts, registers,
};
pub use reports::{
    AskedReport, Asking as ReportAsking, Reports, StepReview, Steps, add_step, finish_step, remove_step,
    reports, review_report, review_step, steps_of_target, submit_report,
};
pub use review::{NewTarget, Step, TargetChange, accept_all, add_target, edit, merge, split, step};
pub use sheets::{
    ExportShape, ImportStep, Mapped, RowProblem, begin_import, bring_sheet, cancel_import, change_mapping,
    cut_off_imports, export_records, field_params, import, import_chunk, imports, interrupt_import,
    keep_sheet, map_columns, problems_of, read_sheet, register_template, start_import,
};
pub use sheets::{
    LineFault, LineWrong, Lines, MadeAccount, Passwords, Taken, may_take_people, passwords_sheet,
    people_template, read_people, read_units, take_people, take_units, units_template,
};
pub use store::{Posted, Worker};
pub use todo::{
    DoneThing, HazardSlips, NewSlip, Person, Todo, TodoItem, Why, answer_slip, copies, done, hazard_slips,
    send_slip, started, todo,
};
pub use units::{
    Matching, NameInText, UnitChoice, UnitEntry, add_unit, change_unit, match_units, names_in_text,
};
pub use views::{Kept, change_view, forget_view, keep_view, views};
