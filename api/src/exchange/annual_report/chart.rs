//! The revenue split as a chart: a ring of three or four parts, with a legend.

use entity::value::{Class, DecimalString};
use openapi::exchange::annual_report::Language;
use openapi::finance::revenue::{ClassShare, RevenueSplit};
use plotters::coord::Shift;
use plotters::prelude::{
    Color, DrawingArea, DrawingAreaErrorKind, IntoDrawingArea, IntoFont, IntoTextStyle, Pie, RGBColor,
    Rectangle, SVGBackend, TRANSPARENT, Text, WHITE,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, TextStyle};
use rust_decimal::prelude::ToPrimitive;

use super::language::{money, percent, words};

/// The size of the chart in its own units.
const SIZE: (u32, u32) = (680, 300);
const CENTRE: (i32, i32) = (150, 150);
const RADIUS: f64 = 128.0;
const HOLE: f64 = 74.0;
/// The top of the ring, where the first part starts.
const TOP: f64 = -90.0;
/// The position of a legend of three lines, and the distance between its lines.
const LEGEND: (i32, i32) = (330, 62);
const STEP: i32 = 66;
const INK: RGBColor = RGBColor(0x1b, 0x1f, 0x2a);
const SOFT: RGBColor = RGBColor(0x5a, 0x61, 0x70);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> =
    Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as plotters::prelude::DrawingBackend>::ErrorType>>;

/// The chart as SVG; `None` if there are no shares.
pub(super) fn drawn(split: &RevenueSplit, language: Language) -> Option<String> {
    if split.percent_withheld.is_some() {
        return None;
    }
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        draw(&area, split, language).ok()?;
        area.present().ok()?;
    }
    Some(named(&svg, &describe(split, language)))
}

fn draw<'a>(area: &Area<'a>, split: &RevenueSplit, language: Language) -> Drawn<'a> {
    area.fill(&WHITE)?;
    ring(area, &split.classes)?;
    let year = split.year.to_string();
    area.draw(&Text::new(year, CENTRE, style(30, &INK, true).pos(Pos::new(HPos::Center, VPos::Center))))?;
    let (x, mut y) = LEGEND;
    if split.other.counted {
        y -= STEP / 2;
    }
    for class in &split.classes {
        let box_ = Rectangle::new([(x - 34, y + 2), (x - 14, y + 22)], colour(class.class).filled());
        area.draw(&box_)?;
        let name = format!(
            "{}{} {}",
            (words(language).of_class)(class.class),
            words(language).colon,
            share(language, class)
        );
        area.draw(&Text::new(name, (x, y), style(22, &INK, true)))?;
        let amount = money(language, class.amount, split.currency);
        area.draw(&Text::new(amount, (x, y + 27), style(18, &SOFT, false)))?;
        y += STEP;
    }
    Ok(())
}

fn ring<'a>(area: &Area<'a>, classes: &[ClassShare]) -> Drawn<'a> {
    // A share that is displayed as zero has no part of the ring.
    let parts = classes.iter().filter_map(|class| Some((class, size(class.percent?)?)));
    let parts: Vec<_> = parts.filter(|(_, size)| *size > 0.0).collect();
    let sizes: Vec<f64> = parts.iter().map(|(_, size)| *size).collect();
    let colours: Vec<RGBColor> = parts.iter().map(|(class, _)| colour(class.class)).collect();
    let labels = vec![""; parts.len()];
    let mut ring = Pie::new(&CENTRE, &RADIUS, &sizes, &colours, &labels);
    ring.start_angle(TOP);
    ring.donut_hole(HOLE);
    // The labels are in the legend, where there is room.
    ring.label_style(("sans-serif", 1).into_font().color(&TRANSPARENT));
    area.draw(&ring)
}

fn size(percent: DecimalString) -> Option<f64> {
    percent.0.to_f64()
}

/// Colours with enough contrast to white, to black and to each other, for most readers.
fn colour(class: Class) -> RGBColor {
    match class {
        Class::European => RGBColor(0x2f, 0x6f, 0xde),
        Class::National => RGBColor(0x0e, 0x93, 0x84),
        Class::Consultancy => RGBColor(0xd9, 0x77, 0x06),
        Class::Other => RGBColor(0x7c, 0x3a, 0xed),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a style borrows its colour")]
fn style(size: u32, colour: &'static RGBColor, bold: bool) -> TextStyle<'static> {
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    ("system-ui, sans-serif", size, weight).into_text_style(&SIZE).color(colour)
}

fn share(language: Language, class: &ClassShare) -> String {
    class.percent.map(|share| percent(language, share.0)).unwrap_or_default()
}

/// The text alternative of the chart.
pub(super) fn describe(split: &RevenueSplit, language: Language) -> String {
    let class = |class: &ClassShare| {
        format!("{} {}", (words(language).of_class)(class.class), share(language, class))
    };
    let classes: Vec<_> = split.classes.iter().map(class).collect();
    format!(
        "{} {}{} {}",
        words(language).picture_of_split,
        split.year,
        words(language).colon,
        classes.join(", ")
    )
}

/// Adds an accessible name to the chart. The name contains only words of the report and numbers.
fn named(svg: &str, name: &str) -> String {
    match svg.split_once("<svg ").and_then(|(_, rest)| rest.split_once('>')) {
        Some((attributes, rest)) => {
            format!("<svg role=\"img\" aria-label=\"{name}\" {attributes}>\n<title>{name}</title>{rest}")
        }
        None => svg.to_owned(),
    }
}
