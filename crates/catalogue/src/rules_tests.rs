use super::*;

fn fault(file: &str, text: &str) -> String {
    read_rules(&[(file.to_owned(), text.to_owned())]).expect_err("a fault").to_string()
}

#[test]
fn a_fault_is_told_with_file_and_line() {
    let year = "year = 2026\nsource = \"x\"\noff = [{ first = \"2026-01-03\", last = \"2026-01-01\" }]\n";
    assert_eq!(
        fault("holidays/2026.toml", year),
        "holidays/2026.toml:3: off[0].last: lies before the first day"
    );
    let level = "[[extension]]\nlevel = \"grave\"\nvalid_from = \"2026-01-01\"\nsource = \"x\"\n";
    assert_eq!(
        fault("limits/extensions.toml", level),
        "limits/extensions.toml:2: extension[0].level: no level"
    );
    let waiting = "[press]\nurges_a_day = 1\nsoon_days = 3\n[[waiting]]\nwait = \"verify\"\nlevel = \"general\"\nvalid_from = \"2026-01-01\"\nsource = \"x\"\n";
    assert_eq!(
        fault("limits/waiting.toml", waiting),
        "limits/waiting.toml:5: waiting[0].wait: needs either days or workdays"
    );
    let row = "[[escalation]]\nlevel = \"major\"\nafter_days = 1\nrole = \"clerk\"\nsource = \"x\"\n";
    assert_eq!(
        fault("limits/waiting.toml", &format!("[press]\nurges_a_day = 1\nsoon_days = 3\n{row}{row}")),
        "limits/waiting.toml:12: escalation[1].role: hears of this level already"
    );
    let listing = "[[listing]]\nlevel = \"city\"\nvalid_from = \"2026-01-01\"\naccept_within = { days = 1, workdays = 1 }\nsource = \"x\"\n";
    assert_eq!(
        fault("limits/listing.toml", listing),
        "limits/listing.toml:4: listing[0].accept_within: needs either days or workdays"
    );
    let unknown = "code = \"x\"\nstandrd = \"y\"\n";
    assert!(fault("criteria/x.toml", unknown).starts_with("criteria/x.toml:2: "));
}

#[test]
fn a_year_stands_in_one_file() {
    let year = |name: &str| (name.to_owned(), "year = 2026\nsource = \"x\"\noff = []\n".to_owned());
    let twice = read_rules(&[year("holidays/a.toml"), year("holidays/b.toml")]).expect_err("a fault");
    assert_eq!(twice.to_string(), "holidays/b.toml:1: year: is declared in another file too");
}
