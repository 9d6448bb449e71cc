//! The records that a paper covers.

use super::Row;
use crate::bulk::{MOST_LISTED, insert_rows, listed};
use crate::db::{Engine, Tx};
use crate::error::StoreError;
use domain::paper::{Paper, PaperCase, RecheckResult};
use sqlx::{AssertSqlSafe, FromRow};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromRow)]
struct CaseRow {
    paper_id: Uuid,
    record_id: Uuid,
    result: Option<String>,
}

macro_rules! of_papers {
    ($list:literal) => {
        concat!(
            "SELECT paper_id, record_id, result FROM paper_case WHERE paper_id ",
            $list,
            " ORDER BY paper_id, place"
        )
    };
}

// papers of any number have one text on PostgreSQL
const OF_PAPERS: &str = of_papers!("= ANY($1)");
const INSERT: &str = "INSERT INTO paper_case (paper_id, place, record_id, result)";

impl TryFrom<CaseRow> for PaperCase {
    type Error = StoreError;

    fn try_from(row: CaseRow) -> Result<Self, StoreError> {
        let read = |word: String| {
            let (table, id) = ("paper_case", row.paper_id.to_string());
            RecheckResult::parse(&word).ok_or(StoreError::Inconsistent { table, id, what: word })
        };
        Ok(Self { id: row.record_id, result: row.result.map(read).transpose()? })
    }
}

impl Tx {
    /// Papers with what each covers, in one more query.
    pub(super) async fn with_cases(
        &mut self,
        rows: impl IntoIterator<Item = Row>,
    ) -> Result<Vec<Paper>, StoreError> {
        let mut papers: Vec<Paper> =
            rows.into_iter().map(Paper::try_from).collect::<Result<_, StoreError>>()?;
        let ids: Vec<Uuid> = papers.iter().map(|paper| paper.id).collect();
        let mut cases: HashMap<Uuid, Vec<PaperCase>> = HashMap::new();
        for chunk in ids.chunks(MOST_LISTED) {
            let rows: Vec<CaseRow> = match &mut self.engine {
                Engine::Postgres(c) => sqlx::query_as(OF_PAPERS).bind(chunk).fetch_all(&mut **c).await?,
                Engine::Sqlite(c) => {
                    let (places, chunk) = listed(chunk, 1, false);
                    let mut query = sqlx::query_as(AssertSqlSafe(format!(of_papers!("IN ({})"), places)));
                    for id in chunk {
                        query = query.bind(id);
                    }
                    query.fetch_all(&mut **c).await?
                }
            };
            for row in rows {
                cases.entry(row.paper_id).or_default().push(row.try_into()?);
            }
        }
        for paper in &mut papers {
            paper.cases = cases.remove(&paper.id).unwrap_or_default();
        }
        Ok(papers)
    }

    pub(super) async fn insert_cases(&mut self, paper: &Paper) -> Result<(), StoreError> {
        let rows: Vec<(i64, &PaperCase)> = (1..).zip(&paper.cases).collect();
        insert_rows!(
            self, INSERT, rows, (place, case) =>
            paper.id, *place, case.id, case.result.map(RecheckResult::as_str),
        )?;
        Ok(())
    }
}
