//! Many rows by one statement, in few distinct texts, so that the statements kept ready are used again.

/// Parameters of one statement at most. SQLite takes 32,766 and PostgreSQL 65,535; both are fastest well below.
const MOST: usize = 2048;
/// Up to so many rows go by one statement of their number; a larger number is split into this one and [`MOST`].
pub const FEW: usize = 32;

/// How many rows each statement takes.
pub fn parts(rows: usize, columns: usize) -> Vec<usize> {
    let full = (MOST / columns.max(1)).max(FEW);
    let mut parts = vec![full; rows / full];
    let rest = rows % full;
    parts.extend(std::iter::repeat_n(FEW, rest / FEW));
    parts.extend(Some(rest % FEW).filter(|left| *left > 0));
    parts
}

/// `into VALUES (…), (…)`. SQLite looks numbered parameters up by name, one behind the other, each time a statement runs;
/// thousands of them must go by place.
pub fn values(into: &str, columns: usize, rows: usize, is_numbered: bool) -> String {
    use std::fmt::Write as _;
    let mut sql = String::with_capacity(into.len() + 8 + rows * columns * 7);
    sql.push_str(into);
    sql.push_str(" VALUES ");
    for n in 0..rows * columns {
        sql.push_str(match (n, n % columns) {
            (0, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        });
        if is_numbered {
            let _ = write!(sql, "${}", n + 1);
        } else {
            sql.push('?');
        }
    }
    sql.push(')');
    sql
}

/// Most that one statement looks up.
pub const MOST_LISTED: usize = 512;

/// Places of a list that is looked up, `$from, …`, and what is bound to them: the list filled up with its last value, so that
/// lists of any length have few distinct texts.
pub fn listed<T: Clone>(values: &[T], from: usize, is_numbered: bool) -> (String, Vec<T>) {
    let mut bound = values.to_vec();
    if let Some(last) = values.last() {
        bound.resize(values.len().next_power_of_two(), last.clone());
    }
    let place = |n: usize| if is_numbered { format!("${}", from + n) } else { "?".to_owned() };
    ((0..bound.len()).map(place).collect::<Vec<_>>().join(", "), bound)
}

macro_rules! count {
    () => { 0 };
    ($head:expr $(, $tail:expr)*) => { 1 + $crate::bulk::count!($($tail),*) };
}

/// `insert_rows!(tx, "INSERT INTO t (a, b)", rows, row => row.a, row.b)`: all rows of a slice; gives how many were written. With `else " ON CONFLICT …"`
/// before the rows, those that stand there already are changed.
macro_rules! insert_rows {
    ($tx:expr, $into:expr, $rows:expr, $row:pat => $($bind:expr),+ $(,)?) => {
        $crate::bulk::insert_rows!($tx, $into, else "", $rows, $row => $($bind),+)
    };
    ($tx:expr, $into:expr, else $conflict:expr, $rows:expr, $row:pat => $($bind:expr),+ $(,)?) => {{
        let columns = $crate::bulk::count!($($bind),+);
        let mut rest = &$rows[..];
        let mut done = Ok(0);
        for part in $crate::bulk::parts(rest.len(), columns) {
            let (chunk, others) = rest.split_at(part);
            rest = others;
            let is_numbered = $tx.is_postgres();
            let sql = $crate::bulk::values($into, columns, part, is_numbered) + $conflict;
            let sql = sqlx::AssertSqlSafe(sql);
            let ran = $crate::db::on!($tx, c => {
                let mut query = sqlx::query(sql);
                for $row in chunk {
                    query = query$(.bind($bind))+;
                }
                query.execute(&mut **c).await.map(|ran| ran.rows_affected())
            });
            match ran {
                Ok(rows) => {
                    $tx.trail.touched(rows);
                    done = done.map(|all| all + rows);
                }
                Err(error) => {
                    done = Err(error);
                    break;
                }
            }
        }
        done
    }};
}

/// Gives each value of a column to the query.
macro_rules! columns {
    ($query:expr, $rows:expr, $row:pat => $($column:expr),+ $(,)?) => {
        $query$(.bind($rows.iter().map(|$row| $column).collect::<Vec<_>>()))+
    };
}

/// Gives the columns of one row to the query.
macro_rules! row {
    ($query:expr, $row:ident => $($column:expr),+ $(,)?) => {
        $query$(.bind($column))+
    };
}

pub(crate) use {columns, count, insert_rows, row};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_goes_by_one_statement_and_the_texts_are_few() {
        let mut texts = std::collections::HashSet::new();
        for rows in 0..5000 {
            let parts = parts(rows, 4);
            assert_eq!(parts.iter().sum::<usize>(), rows);
            assert!(parts.iter().all(|part| part * 4 <= MOST));
            texts.extend(parts);
        }
        assert_eq!(texts.len(), FEW + 1);
    }

    #[test]
    fn a_list_that_is_looked_up_is_filled_up_with_its_last_value() {
        assert_eq!(listed(&[7, 8, 9], 2, true), ("$2, $3, $4, $5".to_owned(), vec![7, 8, 9, 9]));
        assert_eq!(listed(&[7, 8], 1, false), ("?, ?".to_owned(), vec![7, 8]));
        assert_eq!(listed(&[7], 1, true), ("$1".to_owned(), vec![7]));
        assert_eq!(listed::<i32>(&[], 1, true), (String::new(), vec![]));
    }

    #[test]
    fn parameters_are_numbered_where_the_engine_asks_for_it() {
        assert_eq!(
            values("INSERT INTO t (a, b)", 2, 2, true),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)"
        );
        assert_eq!(values("INSERT INTO t (a, b)", 2, 2, false), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?)");
        assert_eq!(values("INSERT INTO t (a)", 1, 1, false), "INSERT INTO t (a) VALUES (?)");
    }
}
