//! Straight lines drawn on a page, which are the borders of its tables (ISO 32000-1 §8.5).

use super::matrix::Matrix;

/// A page full of drawings has no tables that could be told.
const MAX_RULES: usize = 5000;
/// A filled shape thinner than this is a line.
const THIN: f64 = 2.5;

/// A line from left to right or from bottom to top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Where it lies across its direction.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// The lines of a page by direction.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub across: Vec<Rule>,
    pub upright: Vec<Rule>,
}

impl Rules {
    fn add(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) {
        let is_finite = [x0, y0, x1, y1].into_iter().all(f64::is_finite);
        if !is_finite || self.across.len() + self.upright.len() >= MAX_RULES {
            return;
        }
        let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
        if height < THIN && width > THIN {
            self.across.push(Rule { at: f64::midpoint(y0, y1), from: x0.min(x1), to: x0.max(x1) });
        } else if width < THIN && height > THIN {
            self.upright.push(Rule { at: f64::midpoint(x0, x1), from: y0.min(y1), to: y0.max(y1) });
        }
    }
}

/// The path being drawn, in parts that hang together.
#[derive(Debug, Default)]
pub(super) struct Path {
    parts: Vec<Vec<(f64, f64)>>,
    points: usize,
}

impl Path {
    /// Takes an operation that draws or paints a path; its numbers are those of the page before the matrix.
    pub(super) fn take(&mut self, operator: &str, n: [f64; 4], page: Matrix, rules: &mut Rules) {
        match operator {
            "m" => self.begin(page.apply(n[0], n[1])),
            "l" => self.go_on(page.apply(n[0], n[1])),
            "re" => {
                let [x, y, w, h] = n;
                self.begin(page.apply(x, y));
                for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h), (x, y)] {
                    self.go_on(page.apply(x, y));
                }
            }
            "h" => self.close(),
            "s" | "b" | "b*" => {
                self.close();
                self.stroke(rules);
            }
            "S" | "B" | "B*" => self.stroke(rules),
            "f" | "F" | "f*" => self.fill(rules),
            "n" => self.clear(),
            _ => {}
        }
    }

    fn begin(&mut self, point: (f64, f64)) {
        if self.points < MAX_RULES {
            self.parts.push(vec![point]);
            self.points += 1;
        }
    }

    fn go_on(&mut self, point: (f64, f64)) {
        if self.points < MAX_RULES
            && let Some(part) = self.parts.last_mut()
        {
            part.push(point);
            self.points += 1;
        }
    }

    fn close(&mut self) {
        if let Some(start) = self.parts.last().and_then(|part| part.first().copied()) {
            self.go_on(start);
        }
    }

    fn stroke(&mut self, rules: &mut Rules) {
        for part in &self.parts {
            for pair in part.windows(2) {
                rules.add(pair[0], pair[1]);
            }
        }
        self.clear();
    }

    /// Thin filled shapes are lines too: Word draws borders so.
    fn fill(&mut self, rules: &mut Rules) {
        for part in &self.parts {
            let start = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
            let (x0, y0, x1, y1) = part
                .iter()
                .fold(start, |(x0, y0, x1, y1), (x, y)| (x0.min(*x), y0.min(*y), x1.max(*x), y1.max(*y)));
            rules.add((x0, y0), (x1, y1));
        }
        self.clear();
    }

    fn clear(&mut self) {
        self.parts.clear();
        self.points = 0;
    }
}
