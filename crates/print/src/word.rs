//! A paper as .docx, for who has to add to it: the same content, margins, grid and sizes as the PDF.

use crate::error::PrintError;
use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, HeightRule, InstrPAGE, InstrText,
    LineSpacing, LineSpacingType, PageMargin, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, Run, RunFonts, SpecialIndentType, Table, TableCell, TableCellMargins, TableLayoutType,
    TableRow, VAlignType, WidthType,
};
use domain::paper::{Block, Document};
use std::io::Cursor;

/// Margins 37, 26, 35, 28 mm, in twentieths of a point (GB/T 9704-2012 §5.2.1).
const MARGIN: PageMargin =
    PageMargin { top: 2098, right: 1474, bottom: 1984, left: 1588, header: 851, footer: 1417, gutter: 0 };
/// Width of the type area: 156 mm.
const WIDTH: usize = 8844;
/// From line to line: 22 of them are no more than the 12,756 that the margins leave, or a page would hold 21.
const LINE: usize = 579;
/// What is taken from each character so that 28 of 16 pt fit on a line, in twentieths of a point. A grid of characters would say
/// the same, but each office program reads that in its own way.
const CHARACTER: i32 = -5;
/// From line to line in a table and in a title.
const TABLE_LINE: usize = 440;
const TITLE_LINE: usize = 700;
/// Red of the head.
const RED: &str = "D7000F";
/// Lines around copies and under the red head, in eighths of a point.
const THIN: usize = 8;
const THICK: usize = 12;

/// What only head rows have in what docx-rs writes, and what makes Word repeat them on each page, which it does not write.
const HEAD_ROW: &str = "<w:trHeight w:val=\"1\" w:hRule=\"atLeast\" />";
const REPEATED: &str = "<w:tblHeader />";

/// Sizes in half points: 二号, 三号, 四号, 小四.
const SECOND: usize = 44;
const THIRD: usize = 32;
const FOURTH: usize = 28;
const SMALL: usize = 24;

fn fonts(family: &str) -> RunFonts {
    RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").east_asia(family)
}

fn body(text: &str, size: usize) -> Run {
    Run::new().add_text(text).size(size).character_spacing(CHARACTER).fonts(fonts("仿宋_GB2312"))
}

fn heading(text: &str, size: usize) -> Run {
    Run::new().add_text(text).size(size).character_spacing(CHARACTER).fonts(fonts("黑体"))
}

fn title(text: &str, size: usize) -> Run {
    Run::new().add_text(text).size(size).fonts(fonts("方正小标宋简体"))
}

/// On the grid of 22 lines.
fn line(run: Run) -> Paragraph {
    let spacing = LineSpacing::new().line_rule(LineSpacingType::Exact).line(LINE as i32);
    Paragraph::new().add_run(run).line_spacing(spacing)
}

/// With the first line two characters in.
fn indented(run: Run) -> Paragraph {
    line(run).indent(None, Some(SpecialIndentType::FirstLine(THIRD as i32 * 20)), None, None)
}

fn blank() -> Paragraph {
    line(Run::new())
}

/// With lines at some of its sides.
fn ruled(mut paragraph: Paragraph, sides: &[ParagraphBorderPosition], size: usize, color: &str) -> Paragraph {
    let side = |position: &ParagraphBorderPosition| {
        ParagraphBorder::new(position.clone()).size(size).space(4).color(color)
    };
    let borders = sides.iter().map(side).fold(ParagraphBorders::with_empty(), ParagraphBorders::set);
    paragraph.property.borders = Some(borders);
    paragraph
}

/// Off the grid, so many twentieths of a point from line to line.
fn apart(run: Run, pitch: usize) -> Paragraph {
    let spacing = LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(pitch as i32);
    Paragraph::new().add_run(run).line_spacing(spacing).snap_to_grid(false)
}

fn cell(run: Run, width: usize, alignment: AlignmentType) -> TableCell {
    let cell = TableCell::new().add_paragraph(apart(run, TABLE_LINE).align(alignment));
    cell.width(width, WidthType::Dxa).vertical_align(VAlignType::Center)
}

fn table(rows: Vec<TableRow>, widths: Vec<usize>) -> Table {
    let margins = TableCellMargins::new().margin(60, 60, 60, 60);
    Table::new(rows)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(margins)
}

fn rows(rows: &[(String, String)]) -> Table {
    let widths = [WIDTH * 32 / 100, WIDTH - WIDTH * 32 / 100];
    let row = |(name, text): &(String, String)| {
        let name = cell(body(name, FOURTH), widths[0], AlignmentType::Center);
        TableRow::new(vec![name, cell(body(text, FOURTH), widths[1], AlignmentType::Left)]).cant_split()
    };
    table(rows.iter().map(row).collect(), widths.to_vec())
}

fn with_head(head: &[String], rows: &[Vec<String>]) -> Table {
    // the running number is narrow, what is wrong is wider than the rest, and a day stands on one line
    let number = 950;
    let share = (WIDTH - number) / (15 + 12 * head.len().saturating_sub(2));
    let width = |n: usize| if n == 0 { number } else { share * if n == 1 { 15 } else { 12 } };
    let alignment = |n: usize| if n == 1 { AlignmentType::Left } else { AlignmentType::Center };
    let names = head.iter().enumerate();
    let names = names.map(|(n, name)| cell(heading(name, FOURTH), width(n), AlignmentType::Center)).collect();
    let row = |row: &Vec<String>| {
        let cells = row.iter().enumerate();
        let cells = cells.map(|(n, text)| cell(body(text, FOURTH), width(n), alignment(n)));
        TableRow::new(cells.collect()).cant_split()
    };
    let all = std::iter::once(TableRow::new(names).row_height(1.0).height_rule(HeightRule::AtLeast))
        .chain(rows.iter().map(row))
        .collect();
    table(all, (0..head.len()).map(width).collect())
}

/// — 1 —, outside on both sides, one character in (GB/T 9704-2012 §7.5).
fn footer(alignment: AlignmentType) -> Footer {
    let in_one = Some(FOURTH as i32 * 10);
    let number = Run::new()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE {}))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    let set = Paragraph::new()
        .add_run(title("— ", FOURTH))
        .add_run(number.size(FOURTH).fonts(fonts("方正小标宋简体")))
        .add_run(title(" —", FOURTH));
    Footer::new().add_paragraph(set.align(alignment).indent(in_one, None, in_one, None))
}

fn head(mut docx: Docx, document: &Document) -> Docx {
    let number = document.number.as_deref().map(|number| body(number, THIRD));
    match &document.red_head {
        Some(organ) => {
            let size = if organ.chars().count() > 12 { 52 } else { 72 };
            docx = docx.add_paragraph(
                apart(title(organ, size).color(RED).bold(), TITLE_LINE).align(AlignmentType::Center),
            );
            let number = line(number.unwrap_or_default()).align(AlignmentType::Center);
            docx = docx.add_paragraph(ruled(number, &[ParagraphBorderPosition::Bottom], THICK, RED));
            docx.add_paragraph(blank())
                .add_paragraph(apart(title(&document.title, SECOND), TITLE_LINE).align(AlignmentType::Center))
        }
        None => {
            let named = apart(title(&document.title, SECOND), TITLE_LINE);
            docx = docx.add_paragraph(named.align(AlignmentType::Center));
            match number {
                Some(number) => docx.add_paragraph(line(number).align(AlignmentType::Right)),
                None => docx,
            }
        }
    }
}

fn tail(mut docx: Docx, document: &Document) -> Docx {
    if !document.signers.is_empty() {
        docx = docx.add_paragraph(blank());
    }
    for signer in &document.signers {
        docx = docx.add_paragraph(line(body(signer, THIRD)));
    }
    if let Some(organ) = &document.organ {
        docx = docx.add_paragraph(blank());
        for text in [organ, &document.day] {
            let signed = line(body(text, THIRD)).align(AlignmentType::Right);
            docx =
                docx.add_paragraph(signed.indent(None, None, Some(THIRD as i32 * 40), None).keep_lines(true));
        }
    }
    for text in &document.foot {
        docx = docx.add_paragraph(line(body(text, SMALL)));
    }
    match &document.copies {
        Some(copies) => {
            let copies = line(body(&format!("抄送：{copies}"), FOURTH));
            let sides = [ParagraphBorderPosition::Top, ParagraphBorderPosition::Bottom];
            docx.add_paragraph(blank()).add_paragraph(ruled(copies, &sides, THIN, "000000"))
        }
        None => docx,
    }
}

/// A paper as .docx. The same content gives the same bytes.
///
/// # Errors
/// [`PrintError::Fault`] when the file cannot be put together.
pub fn docx(document: &Document) -> Result<Vec<u8>, PrintError> {
    let mut docx = Docx::new()
        .page_size(11906, 16838)
        .page_margin(MARGIN)
        .default_fonts(fonts("仿宋_GB2312"))
        .default_size(THIRD)
        .footer(footer(AlignmentType::Right))
        .even_footer(footer(AlignmentType::Left));
    let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(LINE);
    docx.document.section_property.doc_grid = Some(grid);
    docx = head(docx, document);
    if let Some(recipient) = &document.recipient {
        docx = docx.add_paragraph(line(body(&format!("{recipient}："), THIRD)));
    }
    for block in &document.blocks {
        docx = match block {
            Block::Paragraph(text) => docx.add_paragraph(indented(body(text, THIRD))),
            Block::Heading(text) => docx.add_paragraph(indented(heading(text, THIRD))),
            Block::Rows(lines) => docx.add_table(rows(lines)),
            Block::Table { head, rows } => docx.add_table(with_head(head, rows)),
        };
    }
    docx = tail(docx, document);
    let mut file = Cursor::new(Vec::new());
    let fault = |e: &dyn std::fmt::Display| PrintError::Fault(e.to_string());
    let mut parts = docx.build();
    let document = String::from_utf8(parts.document).map_err(|e| fault(&e))?;
    // what people entered has no such brackets: they are escaped
    parts.document = document.replace(HEAD_ROW, REPEATED).into_bytes();
    parts.pack(&mut file).map_err(|e| fault(&e))?;
    Ok(file.into_inner())
}
