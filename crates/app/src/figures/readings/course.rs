//! The course of a figure through its period.

use super::{Point, Reader, Want, window, year_before};
use crate::error::AppError;
use domain::calendar::Period;
use domain::indicator::Stretch;
use store::Tx;

/// Month by month through the stretch, with the plan and the year before.
pub(super) async fn course(
    tx: &mut Tx,
    reader: &mut Reader<'_>,
    want: &Want<'_>,
    stretch: Option<Stretch>,
) -> Result<Vec<Point>, AppError> {
    let known = want.indicator.as_ref().and_then(|code| reader.catalogue.indicator(code));
    let (Some(indicator), Some(stretch)) = (known.cloned(), stretch) else {
        return Ok(reader.reported_course(want));
    };
    let mut months = Period::Month.begun(stretch.days.first, stretch.as_of);
    let rates = indicator.parts.iter().filter_map(|code| reader.catalogue.indicator(code));
    let rates: Vec<_> = if indicator.parts.is_empty() { vec![&indicator] } else { rates.collect() };
    // what has no date is known as it is now, and had no other month and no year before
    if !rates.iter().all(|rate| rate.knows_past()) {
        months = months.pop().into_iter().collect();
    }
    let has_year_before = !rates.iter().any(|rate| rate.is_stock());
    let mut points = Vec::new();
    for month in months {
        let then = Stretch { as_of: month.last.min(stretch.as_of), ..stretch };
        let mut shown = Vec::new();
        for stretch in [Some(then), year_before(then).filter(|_| has_year_before)].into_iter().flatten() {
            let sums = tx.figure_sums(&want.measured_by, window(stretch), None).await?;
            reader.sums.insert(window(stretch), sums);
            shown.push(reader.one(want, &indicator, stretch).0.verdict);
        }
        let mut shown = shown.into_iter();
        let now = shown.next();
        points.push(Point {
            day: then.as_of,
            value: now.as_ref().and_then(|verdict| verdict.value),
            plan: now.as_ref().and_then(|verdict| verdict.plan),
            last_year: shown.next().and_then(|verdict| verdict.value),
        });
    }
    Ok(points)
}
