//! The course of a figure through its period.

use super::{FigureCell, Point, Reader, Want, window, year_before};
use crate::error::AppError;
use domain::calendar::Period;
use domain::indicator::Stretch;
use domain::light::Light;
use store::Tx;

/// Month by month through the stretch, with the plan and the year before; of a target by month or quarter, the periods before
/// it too, with those that were missed.
pub(super) async fn course(
    tx: &mut Tx,
    reader: &mut Reader<'_>,
    want: &Want<'_>,
    (cell, sector): (&FigureCell, Option<&str>),
) -> Result<Vec<Point>, AppError> {
    let known = want.indicator.as_ref().and_then(|code| reader.catalogue.indicator(code));
    let (Some(indicator), Some(stretch)) = (known.cloned(), cell.stretch) else {
        return Ok(reader.reported_course(want));
    };
    let rates = indicator.parts.iter().filter_map(|code| reader.catalogue.indicator(code));
    let rates: Vec<_> = if indicator.parts.is_empty() { vec![&indicator] } else { rates.collect() };
    let knows_past = rates.iter().all(|rate| rate.knows_past());
    // a typed figure is of the whole period and has no course
    let has_year_before = !cell.is_base_typed && !rates.iter().any(|rate| rate.is_stock());
    let months = Period::Month.begun(stretch.days.first, stretch.as_of);
    let months = months.into_iter().map(|month| Stretch { as_of: month.last.min(stretch.as_of), ..stretch });
    // periods that are over before, each at its end
    let closed = reader.stretches(want).into_iter().filter(|earlier| earlier.days.last < stretch.days.first);
    let mut looked_at: Vec<Stretch> = closed.chain(months).collect();
    // what has no date is known as it is now, and had no other month and no year before
    if !knows_past {
        looked_at = looked_at.pop().into_iter().collect();
    }
    let mut points = Vec::new();
    for then in looked_at {
        let mut shown = Vec::new();
        for stretch in [Some(then), year_before(then).filter(|_| has_year_before)].into_iter().flatten() {
            reader.tree_of = Some(then.as_of);
            let sums = tx.figure_sums(&reader.units_on(want, then.as_of), window(stretch), sector).await?;
            reader.sums.insert(window(stretch), sums);
            shown.push(reader.one(want, &indicator, stretch).0.verdict);
        }
        reader.tree_of = None;
        let mut shown = shown.into_iter();
        let now = shown.next();
        let is_over = then.as_of == then.days.last && reader.today > then.days.last;
        points.push(Point {
            day: then.as_of,
            value: now.as_ref().and_then(|verdict| verdict.value),
            plan: now.as_ref().and_then(|verdict| verdict.plan),
            last_year: shown.next().and_then(|verdict| verdict.value),
            is_missed: is_over && now.is_some_and(|verdict| verdict.light == Light::Red),
        });
    }
    Ok(points)
}
