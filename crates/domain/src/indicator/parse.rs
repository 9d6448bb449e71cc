//! From the text of an expression to its checked form, with the character of each fault.

use super::expression::{ExpressionError, Name, Node, Op, Scope, Type};
use rust_decimal::Decimal;

/// Deepest nesting; deeper ones are nobody's formula.
const DEEPEST: usize = 40;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(Decimal),
    Sign(&'static str),
}

const SIGNS: [&str; 16] =
    ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ",", "+", "-"];

fn fault<T>(at: usize, what: impl Into<String>) -> Result<T, ExpressionError> {
    Err(ExpressionError { at, what: what.into() })
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ExpressionError> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let run = |from: usize, is: fn(char) -> bool| -> String {
            chars[from..].iter().copied().take_while(|c| is(*c)).collect()
        };
        if c.is_whitespace() {
            at += 1;
        } else if c == '\'' {
            let inner = run(at + 1, |c| c != '\'');
            let length = inner.chars().count();
            if chars.get(at + 1 + length) != Some(&'\'') {
                return fault(at, "this text has no closing '");
            }
            found.push((at, Token::Text(inner)));
            at += length + 2;
        } else if c.is_ascii_digit() {
            let digits = run(at, |c| c.is_ascii_digit() || c == '.');
            let Ok(number) = digits.parse() else { return fault(at, format!("{digits} is no number")) };
            found.push((at, Token::Number(number)));
            at += digits.len();
        } else if c.is_ascii_alphabetic() || c == '_' {
            let word = run(at, |c| c.is_ascii_alphanumeric() || c == '_');
            let length = word.len();
            found.push((at, Token::Word(word)));
            at += length;
        } else {
            let rest: String = chars[at..].iter().take(2).collect();
            let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
                return fault(at, format!("{c} has no meaning here"));
            };
            found.push((at, Token::Sign(sign)));
            at += sign.len();
        }
    }
    Ok(found)
}

/// Reads a condition.
pub(super) fn condition(text: &str, scope: &Scope) -> Result<Node, ExpressionError> {
    let tokens = tokens(text)?;
    let end = text.chars().count();
    let mut parser = Parser { tokens, next: 0, end, depth: 0, scope };
    let (node, of) = parser.either()?;
    let at = parser.at();
    if parser.next < parser.tokens.len() {
        return fault(at, "the expression should end here");
    }
    if of == Type::Flag {
        Ok(node)
    } else {
        fault(0, format!("a condition is expected, found {}", of.name()))
    }
}

struct Parser<'s> {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
    depth: usize,
    scope: &'s Scope,
}

type Typed = (Node, Type);

impl Parser<'_> {
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is = matches!(self.tokens.get(self.next), Some((_, Token::Sign(found))) if *found == sign);
        self.next += usize::from(is);
        is
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let is = matches!(self.tokens.get(self.next), Some((_, Token::Word(found))) if found == word);
        self.next += usize::from(is);
        is
    }

    fn expects(&mut self, sign: &str) -> Result<(), ExpressionError> {
        let at = self.at();
        if self.takes(sign) { Ok(()) } else { fault(at, format!("{sign} is expected here")) }
    }

    fn flag(at: usize, (node, of): Typed) -> Result<Box<Node>, ExpressionError> {
        if of == Type::Flag {
            Ok(Box::new(node))
        } else {
            fault(at, format!("a condition is expected, found {}", of.name()))
        }
    }

    fn either(&mut self) -> Result<Typed, ExpressionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return fault(self.at(), "nested too deeply");
        }
        let at = self.at();
        let mut left = self.both()?;
        loop {
            if !self.takes("||") {
                break;
            }
            let right_at = self.at();
            let right = self.both()?;
            left = (Node::Or(Self::flag(at, left)?, Self::flag(right_at, right)?), Type::Flag);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn both(&mut self) -> Result<Typed, ExpressionError> {
        let at = self.at();
        let mut left = self.comparison()?;
        while self.takes("&&") {
            let right_at = self.at();
            let right = self.comparison()?;
            left = (Node::And(Self::flag(at, left)?, Self::flag(right_at, right)?), Type::Flag);
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Result<Typed, ExpressionError> {
        let at = self.at();
        let left = self.sum()?;
        let ops =
            [("==", Op::Eq), ("!=", Op::Ne), ("<=", Op::Le), (">=", Op::Ge), ("<", Op::Lt), (">", Op::Gt)];
        for (sign, op) in ops {
            if self.takes(sign) {
                let right_at = self.at();
                let right = self.sum()?;
                return self.compared(op, (at, left), (right_at, right));
            }
        }
        if self.takes_word("in") { self.within(at, left) } else { Ok(left) }
    }

    fn compared(
        &self,
        op: Op,
        (at, a): (usize, Typed),
        (right_at, b): (usize, Typed),
    ) -> Result<Typed, ExpressionError> {
        if a.1 != b.1 {
            return fault(right_at, format!("{} is compared with {}", a.1.name(), b.1.name()));
        }
        let is_equality = matches!(op, Op::Eq | Op::Ne);
        if matches!(a.1, Type::Set | Type::Other) || (matches!(a.1, Type::Text | Type::Flag) && !is_equality)
        {
            return fault(at, format!("{} cannot be compared so", a.1.name()));
        }
        self.known(&a.0, &b.0, right_at)?;
        self.known(&b.0, &a.0, at)?;
        Ok((Node::Compare(op, Box::new(a.0), Box::new(b.0)), Type::Flag))
    }

    /// A choice is compared only with codes that it can hold.
    fn known(&self, name: &Node, text: &Node, at: usize) -> Result<(), ExpressionError> {
        let (Node::Name(code), Node::Text(text)) = (name, text) else { return Ok(()) };
        let codes = self.scope.name(code).and_then(|name| name.codes.as_ref());
        match codes {
            Some(codes) if !codes.contains(text) => {
                fault(at, format!("{code} is never '{text}', only one of {}", codes.join(", ")))
            }
            _ => Ok(()),
        }
    }

    fn within(&mut self, at: usize, left: Typed) -> Result<Typed, ExpressionError> {
        if self.takes("[") {
            let mut options = Vec::new();
            while !self.takes("]") {
                if !options.is_empty() {
                    self.expects(",")?;
                }
                let option_at = self.at();
                let (option, of) = self.sum()?;
                if of != left.1 || matches!(of, Type::Set | Type::Other) {
                    return fault(option_at, format!("{} is looked for among {}", left.1.name(), of.name()));
                }
                self.known(&left.0, &option, option_at)?;
                options.push(option);
            }
            return Ok((Node::OneOf(Box::new(left.0), options), Type::Flag));
        }
        let name_at = self.at();
        let Name { code, of, .. } = self.name()?;
        if of != Type::Set || left.1 != Type::Text {
            return fault(name_at, format!("{code} does not hold several choices; use ==, or a list in [ ]"));
        }
        self.known(&Node::Name(code.clone()), &left.0, at)?;
        Ok((Node::Among(Box::new(left.0), code), Type::Flag))
    }

    fn sum(&mut self) -> Result<Typed, ExpressionError> {
        let at = self.at();
        let mut left = self.unary()?;
        loop {
            let is_minus = if self.takes("+") {
                false
            } else if self.takes("-") {
                true
            } else {
                return Ok(left);
            };
            let right_at = self.at();
            let right = self.unary()?;
            for (at, of) in [(at, left.1), (right_at, right.1)] {
                if of != Type::Number {
                    return fault(at, format!("a number is expected, found {}", of.name()));
                }
            }
            left = (Node::Sum(Box::new(left.0), Box::new(right.0), is_minus), Type::Number);
        }
    }

    fn unary(&mut self) -> Result<Typed, ExpressionError> {
        if self.takes("!") {
            self.depth += 1;
            if self.depth > DEEPEST {
                return fault(self.at(), "nested too deeply");
            }
            let at = self.at();
            let inner = self.unary()?;
            self.depth -= 1;
            return Ok((Node::Not(Self::flag(at, inner)?), Type::Flag));
        }
        if self.takes("(") {
            let inner = self.either()?;
            self.expects(")")?;
            return Ok(inner);
        }
        self.atom()
    }

    fn name(&mut self) -> Result<Name, ExpressionError> {
        let at = self.at();
        let Some((_, Token::Word(word))) = self.tokens.get(self.next) else {
            return fault(at, "the name of a field is expected here");
        };
        let Some(name) = self.scope.name(word) else {
            let known: Vec<&str> = self.scope.0.iter().map(|name| name.code.as_str()).collect();
            return fault(at, format!("the fact carries no {word}, only {}", known.join(", ")));
        };
        self.next += 1;
        Ok(name.clone())
    }

    fn atom(&mut self) -> Result<Typed, ExpressionError> {
        let at = self.at();
        match self.tokens.get(self.next).map(|(_, token)| token.clone()) {
            Some(Token::Text(text)) => {
                self.next += 1;
                Ok((Node::Text(text), Type::Text))
            }
            Some(Token::Number(number)) => {
                self.next += 1;
                Ok((Node::Number(number), Type::Number))
            }
            Some(Token::Word(word)) => self.word(at, &word),
            Some(Token::Sign(sign)) => fault(at, format!("a value is expected, found {sign}")),
            None => fault(at, "the expression ends too early"),
        }
    }

    fn word(&mut self, at: usize, word: &str) -> Result<Typed, ExpressionError> {
        let is_call = matches!(self.tokens.get(self.next + 1), Some((_, Token::Sign("("))));
        match word {
            "true" | "false" => {
                self.next += 1;
                Ok((Node::Flag(word == "true"), Type::Flag))
            }
            "has" if is_call => {
                self.next += 2;
                let name = self.name()?;
                self.expects(")")?;
                Ok((Node::Has(name.code), Type::Flag))
            }
            "date" if is_call => {
                self.next += 2;
                let text_at = self.at();
                let (Node::Text(text), _) = self.atom()? else {
                    return fault(text_at, "a day like '2020-12-31' is expected here");
                };
                self.expects(")")?;
                text.parse().map_or_else(
                    |_| fault(text_at, format!("{text} is no day like 2020-12-31")),
                    |day| Ok((Node::Date(day), Type::Date)),
                )
            }
            "in_special_period" if is_call => {
                self.next += 2;
                let day_at = self.at();
                let (day, of) = self.sum()?;
                self.expects(")")?;
                if of != Type::Date {
                    return fault(day_at, format!("a date is expected, found {}", of.name()));
                }
                Ok((Node::Special(Box::new(day)), Type::Flag))
            }
            _ if is_call => {
                fault(at, format!("there is no function {word}; known are has, date, in_special_period"))
            }
            _ => {
                let name = self.name()?;
                Ok((Node::Name(name.code), name.of))
            }
        }
    }
}
