//! The catalogue as a whole: the files carried in the binary, or a folder that stands in for them.

use crate::definition::{Definition, Names};
use crate::fault::Fault;
use crate::indicators::{cross_check as cross_check_indicators, read_bindings, read_indicators};
use crate::papers::read_papers;
use crate::rules::{Rules, read_rules};
use domain::indicator::{Binding, Indicator};
use domain::paper::{PaperKind, Template};
use domain::register::{FieldKind, Register, Words, check};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::path::Path;

static CARRIED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../catalogue");

/// A group of registers in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Code.
    pub code: String,
    /// Name.
    pub name: Words,
}

/// A sector 行业领域, and by what names the department that must regulate it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// Code.
    pub code: String,
    /// Name.
    pub name: Words,
    /// Names of competent departments, most usual first.
    pub departments: Vec<String>,
}

/// Everything declared as data.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// Groups in the order of the list.
    pub groups: Vec<Group>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// Registers by group and code.
    pub registers: Vec<Register>,
    /// Indicators by file and place in it.
    pub indicators: Vec<Indicator>,
    /// Rules that propose indicators for requirements.
    pub bindings: Vec<Binding>,
    /// Dated rules of hazards.
    pub rules: Rules,
    /// Words of the papers that are printed.
    pub papers: Vec<Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    group: Vec<GroupEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    code: String,
    name: Names,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectorFile {
    sector: Vec<SectorEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectorEntry {
    code: String,
    name: Names,
    #[serde(default)]
    departments: Vec<String>,
}

impl Catalogue {
    /// The catalogue carried in the binary.
    ///
    /// # Errors
    /// The first fault; a test holds that there is none.
    pub fn carried() -> Result<Self, Fault> {
        let mut files = Vec::new();
        collect(&CARRIED, &mut files)?;
        Self::of(files)
    }

    /// The catalogue in a folder.
    ///
    /// # Errors
    /// The first fault, with its file and line.
    pub fn folder(folder: &Path) -> Result<Self, Fault> {
        let mut files = Vec::new();
        let fail = |path: &Path, e: std::io::Error| Fault {
            file: path.display().to_string(),
            line: 1,
            what: format!("cannot be read: {e}"),
        };
        for name in ["groups.toml", "sectors.toml"] {
            let path = folder.join(name);
            files.push((name.to_owned(), std::fs::read_to_string(&path).map_err(|e| fail(&path, e))?));
        }
        for part in ["registers", "indicators", "bindings", "criteria", "holidays", "limits", "papers"] {
            let inner = folder.join(part);
            // a folder of registers alone is a whole catalogue: it has no figures and no dated rules
            if part != "registers" && !inner.exists() {
                continue;
            }
            for entry in std::fs::read_dir(&inner).map_err(|e| fail(&inner, e))? {
                let path = entry.map_err(|e| fail(&inner, e))?.path();
                if path.extension().is_some_and(|extension| extension == "toml") {
                    let name = format!("{part}/{}", path.file_name().unwrap_or_default().to_string_lossy());
                    files.push((name, std::fs::read_to_string(&path).map_err(|e| fail(&path, e))?));
                }
            }
        }
        Self::of(files)
    }

    fn of(mut files: Vec<(String, String)>) -> Result<Self, Fault> {
        files.sort();
        let (mut groups, mut sectors, mut registers) = (Vec::new(), Vec::new(), Vec::new());
        for (file, text) in &files {
            if file == "groups.toml" {
                let entry = |group: GroupEntry| Group { code: group.code, name: (&group.name).into() };
                groups = toml::<GroupFile>(file, text)?.group.into_iter().map(entry).collect();
            } else if file == "sectors.toml" {
                let entry = |sector: SectorEntry| Sector {
                    code: sector.code,
                    name: (&sector.name).into(),
                    departments: sector.departments,
                };
                sectors = toml::<SectorFile>(file, text)?.sector.into_iter().map(entry).collect();
            } else if file.starts_with("registers/") {
                registers.push((file, text, read_register(file, text)?));
            }
        }
        let (indicators, bindings, rules) = (Vec::new(), Vec::new(), read_rules(&files)?);
        let papers = read_papers(&files)?;
        let mut catalogue =
            Self { groups, sectors, registers: Vec::new(), indicators, bindings, rules, papers };
        let mut seen = HashSet::new();
        for (file, text, register) in &registers {
            if !seen.insert(register.code.clone()) {
                let what = format!("{} is declared in another file too", register.code);
                return Err(Fault::at_path(file, text, "code", &what));
            }
        }
        let known: Vec<&Register> = registers.iter().map(|(_, _, register)| register).collect();
        for (file, text, register) in &registers {
            if let Some((path, what)) = cross_check(register, &known, &catalogue).into_iter().next() {
                return Err(Fault::at_path(file, text, &path, &what));
            }
        }
        catalogue.registers = registers.into_iter().map(|(_, _, register)| register).collect();
        let place = |code: &str| catalogue.groups.iter().position(|group| group.code == code);
        catalogue.registers.sort_by_key(|register| place(&register.group));
        catalogue.read_figures(&files)?;
        Ok(catalogue)
    }

    /// The indicators over the registers, and the rules over the indicators.
    fn read_figures(&mut self, files: &[(String, String)]) -> Result<(), Fault> {
        let within = |folder: &'static str| files.iter().filter(move |(file, _)| file.starts_with(folder));
        for (file, text) in within("indicators/") {
            self.indicators.extend(read_indicators(file, text, &self.registers)?);
        }
        if let Some((code, (key, what))) = cross_check_indicators(&self.indicators) {
            // the last file that declares it is the one to look at
            let declares = |text: &str| text.contains(&format!("\"{code}\""));
            let place = within("indicators/").rfind(|(_, text)| declares(text));
            let (file, text) =
                place.map_or(("indicators", ""), |(file, text)| (file.as_str(), text.as_str()));
            let byte = text.rfind(&format!("code = \"{code}\"")).unwrap_or(0);
            return Err(Fault::at(file, text, byte, format!("{key}: {what}")));
        }
        for (file, text) in within("bindings/") {
            self.bindings.extend(read_bindings(file, text, &self.indicators)?);
        }
        Ok(())
    }

    /// An indicator by its code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The words of a sort of paper.
    pub fn paper(&self, kind: PaperKind) -> Option<&Template> {
        self.papers.iter().find(|paper| paper.kind == kind)
    }

    /// A sector by its code.
    pub fn sector(&self, code: &str) -> Option<&Sector> {
        self.sectors.iter().find(|sector| sector.code == code)
    }
}

fn collect(folder: &Dir<'_>, files: &mut Vec<(String, String)>) -> Result<(), Fault> {
    for entry in folder.files() {
        let file = entry.path().display().to_string();
        if !file.ends_with(".toml") {
            continue;
        }
        let Some(text) = entry.contents_utf8() else {
            return Err(Fault { file, line: 1, what: "not UTF-8".to_owned() });
        };
        files.push((file, text.to_owned()));
    }
    folder.dirs().try_for_each(|folder| collect(folder, files))
}

pub(crate) fn toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
    toml_edit::de::from_str(text).map_err(|e| {
        let byte = e.span().map_or(0, |span| span.start);
        Fault::at(file, text, byte, e.message().to_owned())
    })
}

/// Reads one register and checks that it holds together in itself.
///
/// # Errors
/// The first fault, with its line.
pub fn read_register(file: &str, text: &str) -> Result<Register, Fault> {
    let definition: Definition = toml(file, text)?;
    let register = definition.register().map_err(|(path, what)| Fault::at_path(file, text, &path, &what))?;
    match check(&register).into_iter().next() {
        None => Ok(register),
        Some(problem) => Err(Fault::at_path(file, text, &problem.place, &problem.what)),
    }
}

/// What a register names outside itself and does not find: path and words.
pub fn cross_check(
    register: &Register,
    registers: &[&Register],
    catalogue: &Catalogue,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let of = |code: &str| registers.iter().find(|other| other.code == code);
    if !catalogue.groups.iter().any(|group| group.code == register.group) {
        found.push(("group".to_owned(), format!("{} is no group of groups.toml", register.group)));
    }
    if let Some(sector) = &register.sector
        && catalogue.sector(sector).is_none()
    {
        found.push(("sector".to_owned(), format!("{sector} is no sector of sectors.toml")));
    }
    for (n, field) in register.fields.iter().enumerate() {
        if let FieldKind::Link { register: target } = &field.kind
            && of(target).is_none()
        {
            found.push((format!("field[{n}].register"), format!("{target} is no register")));
        }
    }
    for (n, frequency) in register.frequencies.iter().enumerate() {
        let Some((field, values)) = &frequency.only else { continue };
        let subject = frequency.subject.as_ref().and_then(|code| register.field(code));
        let Some(FieldKind::Link { register: target }) = subject.map(|field| &field.kind) else {
            found.push((format!("frequency[{n}].only"), "only a linked subject can be narrowed".to_owned()));
            continue;
        };
        match of(target).and_then(|target| target.field(field)).map(|field| &field.kind) {
            Some(FieldKind::Choice { options, .. }) => {
                let unknown = |value: &&String| !options.iter().any(|option| option.code == **value);
                for value in values.iter().filter(unknown) {
                    found.push((
                        format!("frequency[{n}].only.values"),
                        format!("{value} is no option of {field}"),
                    ));
                }
            }
            _ => found
                .push((format!("frequency[{n}].only.field"), format!("{field} is no choice of {target}"))),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"code = "hydrant"
name = { zh = "市政消火栓", en = "Hydrants" }
group = "fire"
title = "number"
key = ["number"]

[[field]]
code = "number"
name = { zh = "编号" }
kind = "text"
required = true

[[field]]
code = "kind"
name = { zh = "类型" }
kind = "choice"
options = [{ code = "above", zh = "地上" }, { code = "below", zh = "地下" }]
"#;

    fn fault(text: &str) -> String {
        read_register("registers/hydrant.toml", text).expect_err("a fault").to_string()
    }

    #[test]
    fn a_register_without_states_is_kept_until_it_is_struck_off() {
        let register = read_register("x.toml", GOOD).expect("it is sound");
        assert_eq!(register.states.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["current", "ended"]);
        assert_eq!(register.transitions[0].to, "ended");
    }

    #[test]
    fn a_fault_is_told_with_file_line_and_what_was_expected() {
        let unknown = GOOD.replace("required = true", "requird = true");
        assert!(fault(&unknown).starts_with("registers/hydrant.toml:11: "), "{}", fault(&unknown));
        assert!(fault(&unknown).contains("required"), "{}", fault(&unknown));
        let kind = fault(&GOOD.replace("kind = \"text\"", "kind = \"txt\""));
        assert!(
            kind.starts_with("registers/hydrant.toml:10: field[0].kind: \"txt\" is none of text,"),
            "{kind}"
        );
        let title = fault(&GOOD.replace("title = \"number\"", "title = \"name\""));
        assert_eq!(title, "registers/hydrant.toml:4: title: name is no field");
        let twice = fault(&GOOD.replace("\"below\"", "\"above\""));
        assert_eq!(twice, "registers/hydrant.toml:17: field[1].options[1].code: above stands twice");
        assert!(fault("code = ").starts_with("registers/hydrant.toml:1: "));
        let when =
            GOOD.replace("required = true", "required_when = { field = \"kind\", values = [\"red\"] }");
        assert_eq!(
            fault(&when),
            "registers/hydrant.toml:11: field[0].required_when.values[0]: red is no option of kind; \"-\" stands for nothing"
        );
        let computed = GOOD.replace("required = true", "computed = { field = \"kind\" }");
        assert_eq!(
            fault(&computed),
            "registers/hydrant.toml:11: field[0].computed.field: kind is no link field"
        );
        let months = GOOD.replace("required = true", "computed = { field = \"kind\", months = 3 }");
        assert!(
            fault(&months).starts_with("registers/hydrant.toml:11: field[0].computed: a date is computed")
        );
        let before = GOOD.replace("required = true", "not_before = \"kind\"");
        assert!(fault(&before).starts_with("registers/hydrant.toml:11: field[0].not_before: "));
    }

    #[test]
    fn the_carried_catalogue_has_no_fault() {
        let catalogue = Catalogue::carried().expect("no fault");
        assert!(!catalogue.registers.is_empty());
    }

    #[test]
    fn every_register_is_the_same_when_written_and_read_again() {
        for register in Catalogue::carried().expect("no fault").registers {
            assert_eq!(Definition::from(&register).register(), Ok(register));
        }
    }

    #[test]
    fn a_definition_in_json_is_the_same_register() {
        let definition: Definition = toml_edit::de::from_str(GOOD).expect("sound");
        let json = serde_json::to_string(&definition).expect("JSON");
        let again: Definition = serde_json::from_str(&json).expect("sound");
        assert_eq!(again, definition);
    }

    #[test]
    fn what_a_register_links_to_must_exist() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        std::fs::create_dir(folder.path().join("registers")).expect("made");
        write("groups.toml", "[[group]]\ncode = \"fire\"\nname = { zh = \"消防\" }\n");
        write("sectors.toml", "sector = []\n");
        let linked =
            "\n[[field]]\ncode = \"pump\"\nname = { zh = \"水泵\" }\nkind = \"link\"\nregister = \"pump\"\n";
        write("registers/hydrant.toml", &format!("{GOOD}{linked}"));
        let fault = Catalogue::folder(folder.path()).expect_err("pump is missing").to_string();
        assert_eq!(fault, "registers/hydrant.toml:23: field[2].register: pump is no register");
        write("registers/hydrant.toml", &GOOD.replace("group = \"fire\"", "group = \"water\""));
        let fault = Catalogue::folder(folder.path()).expect_err("water is missing").to_string();
        assert_eq!(fault, "registers/hydrant.toml:3: group: water is no group of groups.toml");
    }
}
