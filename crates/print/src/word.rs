//! A paper as .docx, for who has to add to it: the same content, margins, grid and sizes as the PDF.

use crate::error::PrintError;
use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum,
    Paragraph, Run, RunFonts, SpecialIndentType, Table, TableCell, TableLayoutType, TableRow, VAlignType,
    WidthType,
};
use domain::paper::{Block, Document};
use std::io::Cursor;

/// Margins 37, 26, 35, 28 mm, in twentieths of a point (GB/T 9704-2012 §5.2.1).
const MARGIN: PageMargin =
    PageMargin { top: 2098, right: 1474, bottom: 1984, left: 1588, header: 851, footer: 1417, gutter: 0 };
/// Width of the type area: 156 mm.
const WIDTH: usize = 8844;
/// From line to line, 22 of them on 225 mm.
const LINE: usize = 580;
/// What is taken from each character so that 28 of 16 pt fit on a line, in 1/4096 pt.
const CHARACTER: isize = -847;
/// Red of the head.
const RED: &str = "D7000F";

/// Sizes in half points: 二号, 三号, 四号, 小四.
const SECOND: usize = 44;
const THIRD: usize = 32;
const FOURTH: usize = 28;
const SMALL: usize = 24;

fn fonts(family: &str) -> RunFonts {
    RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").east_asia(family)
}

fn body(text: &str, size: usize) -> Run {
    Run::new().add_text(text).size(size).fonts(fonts("仿宋_GB2312"))
}

fn heading(text: &str, size: usize) -> Run {
    Run::new().add_text(text).size(size).fonts(fonts("黑体"))
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

/// As tall as its text needs, which a line of a fixed height is not.
fn free(run: Run) -> Paragraph {
    Paragraph::new().add_run(run)
}

fn cell(run: Run, width: usize, alignment: AlignmentType) -> TableCell {
    let cell = TableCell::new().add_paragraph(free(run).align(alignment));
    cell.width(width, WidthType::Dxa).vertical_align(VAlignType::Center)
}

fn table(rows: Vec<TableRow>, widths: Vec<usize>) -> Table {
    Table::new(rows).set_grid(widths).width(WIDTH, WidthType::Dxa).layout(TableLayoutType::Fixed)
}

fn rows(rows: &[(String, String)]) -> Table {
    let widths = [WIDTH * 32 / 100, WIDTH - WIDTH * 32 / 100];
    let row = |(name, text): &(String, String)| {
        let name = cell(body(name, FOURTH), widths[0], AlignmentType::Center);
        TableRow::new(vec![name, cell(body(text, FOURTH), widths[1], AlignmentType::Left)])
    };
    table(rows.iter().map(row).collect(), widths.to_vec())
}

fn with_head(head: &[String], rows: &[Vec<String>]) -> Table {
    // the running number is narrow, what is wrong is twice as wide as the rest
    let number = 900;
    let share = (WIDTH - number) / head.len().max(2);
    let width = |n: usize| if n == 0 { number } else { share * if n == 1 { 2 } else { 1 } };
    let alignment = |n: usize| if n == 1 { AlignmentType::Left } else { AlignmentType::Center };
    let names = head.iter().enumerate();
    let names = names.map(|(n, name)| cell(heading(name, FOURTH), width(n), AlignmentType::Center)).collect();
    let row = |row: &Vec<String>| {
        let cells = row.iter().enumerate();
        TableRow::new(cells.map(|(n, text)| cell(body(text, FOURTH), width(n), alignment(n))).collect())
    };
    let all = std::iter::once(TableRow::new(names)).chain(rows.iter().map(row)).collect();
    table(all, (0..head.len()).map(width).collect())
}

/// — 1 —, outside on both sides (GB/T 9704-2012 §7.5).
fn footer(alignment: AlignmentType) -> Footer {
    let dash = |text: &str| title(text, FOURTH);
    Footer::new().add_paragraph(
        Paragraph::new()
            .align(alignment)
            .add_run(dash("— "))
            .add_page_num(PageNum::new())
            .add_run(dash(" —")),
    )
}

fn head(mut docx: Docx, document: &Document) -> Docx {
    let number = document.number.as_deref().map(|number| body(number, THIRD));
    match &document.red_head {
        Some(organ) => {
            let size = if organ.chars().count() > 12 { 52 } else { 72 };
            docx =
                docx.add_paragraph(free(title(organ, size).color(RED).bold()).align(AlignmentType::Center));
            if let Some(number) = number {
                docx = docx.add_paragraph(line(number).align(AlignmentType::Center));
            }
            docx.add_paragraph(free(title(&document.title, SECOND)).align(AlignmentType::Center))
        }
        None => {
            docx = docx.add_paragraph(free(title(&document.title, SECOND)).align(AlignmentType::Center));
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
        Some(copies) => docx.add_paragraph(line(body(&format!("抄送：{copies}"), FOURTH))),
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
    let grid = DocGrid::new().grid_type(DocGridType::LinesAndChars).line_pitch(LINE).char_space(CHARACTER);
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
    docx.build().pack(&mut file).map_err(|e| PrintError::Fault(e.to_string()))?;
    Ok(file.into_inner())
}
