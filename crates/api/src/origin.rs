//! Whether a write was sent by the page of another site, with the cookie of whoever looks at that page.

use axum::http::{HeaderMap, Method};

/// What a form, or a script that asks nobody, may send to another site: everything else a browser asks us for first, and
/// we answer nothing. Fetch standard, “CORS-safelisted request-header”.
const UNASKED: [&str; 3] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/// A header that no page of another site may set without being allowed to.
const OWN_WORD: &str = "x-requested-with";

/// Whether a request is forged. Browsers of today say where it comes from, older ones name the page's origin, and still
/// older ones nothing: then it must be of a kind that another site's page cannot send unasked. `own` is the host that the
/// browser knows us by.
pub fn is_forged(method: &Method, headers: &HeaderMap, own: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    if let Some(page) = text("origin").or_else(|| text("referer")) {
        return host(page) != Some(without_port(own));
    }
    // a program that carries no cookie acts for nobody but itself
    if !headers.contains_key("cookie") || headers.contains_key(OWN_WORD) {
        return false;
    }
    let kind = text("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_lowercase();
    *method == Method::POST && (kind.is_empty() || UNASKED.contains(&kind.as_str()))
}

/// The host that an address names; `null`, as a hidden page calls itself, names none.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split(['/', '?', '#']).next().map(without_port)
}

/// Without a port that need not be said.
fn without_port(host: &str) -> &str {
    host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn is_refused(method: Method, sent: &[(&str, &str)]) -> bool {
        let named = |(name, value): &(&str, &str)| {
            let name: HeaderName = name.parse().expect("a name");
            (name, HeaderValue::from_str(value).expect("a value"))
        };
        let cookie = [("cookie", "shouze_session=x")];
        is_forged(&method, &cookie.iter().chain(sent).map(named).collect(), "safe.example")
    }

    #[test]
    fn a_browser_that_says_where_a_write_comes_from_is_believed() {
        for (site, is_forged) in
            [("same-origin", false), ("none", false), ("same-site", true), ("cross-site", true), ("?", true)]
        {
            assert_eq!(is_refused(Method::POST, &[("sec-fetch-site", site)]), is_forged, "{site}");
        }
    }

    #[test]
    fn an_older_browser_names_the_page_and_it_must_be_ours() {
        for (page, is_forged) in [
            ("https://safe.example", false),
            ("http://safe.example:80", false),
            ("https://safe.example:8443", true),
            ("https://safe.example.evil.example", true),
            ("https://evil.example", true),
            ("null", true),
            ("", true),
        ] {
            assert_eq!(is_refused(Method::PUT, &[("origin", page)]), is_forged, "{page}");
        }
        let referer = |page| is_refused(Method::POST, &[("referer", page)]);
        assert!(!referer("https://safe.example/units?x=1") && referer("https://evil.example/safe.example"));
    }

    #[test]
    fn a_write_that_says_nothing_must_be_one_that_no_form_sends() {
        let kind = |kind| is_refused(Method::POST, &[("content-type", kind)]);
        for form in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "Text/Plain"] {
            assert!(kind(form), "{form}");
        }
        assert!(!kind("application/json") && !kind("application/octet-stream"));
        assert!(is_refused(Method::POST, &[]), "a post without a body is one of a form's too");
        assert!(!is_refused(Method::POST, &[("x-requested-with", "shouze")]));
        assert!(!is_refused(Method::DELETE, &[]), "no form sends it");
        assert!(!is_forged(&Method::POST, &HeaderMap::new(), "safe.example"), "no cookie, nobody's rights");
    }

    #[test]
    fn reading_is_let_through_from_everywhere() {
        assert!(!is_refused(Method::GET, &[("sec-fetch-site", "cross-site")]));
    }
}
