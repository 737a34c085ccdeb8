use std::sync::LazyLock;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::kind::Kind;

/// The cell formats of workbooks.
#[derive(Debug)]
pub(crate) struct Formats {
    pub(crate) header: Format,
    pub(crate) title: Format,
    pub(crate) text: Format,
    /// Text that could be a formula; the prefix keeps it text when it is edited.
    pub(crate) quoted: Format,
    /// Text that is never converted.
    pub(crate) as_written: Format,
    pub(crate) money: Format,
    pub(crate) number: Format,
    pub(crate) whole: Format,
    pub(crate) day: Format,
    pub(crate) instant: Format,
    pub(crate) total: Format,
    pub(crate) total_money: Format,
    pub(crate) total_whole: Format,
    /// Cells for input.
    pub(crate) input: Format,
    /// Computed cells, not for input.
    pub(crate) computed: Format,
}

/// Shared, because formats never change.
pub(crate) static FORMATS: LazyLock<Formats> = LazyLock::new(|| {
    let plain = Format::new();
    let total = plain.clone().set_bold().set_border_top(FormatBorder::Thin);
    Formats {
        header: plain
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00DD_E6F0))
            .set_border_bottom(FormatBorder::Thin)
            .set_align(FormatAlign::Top),
        title: plain.clone().set_bold().set_font_size(14),
        text: plain.clone(),
        quoted: plain.clone().set_quote_prefix(),
        as_written: plain.clone().set_num_format("@"),
        money: plain.clone().set_num_format("#,##0.00"),
        number: plain.clone().set_num_format("General"),
        whole: plain.clone().set_num_format("0"),
        day: plain.clone().set_num_format("yyyy-mm-dd"),
        instant: plain.clone().set_num_format("yyyy-mm-dd hh:mm:ss"),
        total_money: total.clone().set_num_format("#,##0.00"),
        total_whole: total.clone().set_num_format("0"),
        total,
        input: plain.clone().set_background_color(Color::RGB(0x00FF_F9E0)),
        computed: plain.set_font_color(Color::RGB(0x0060_6060)).set_num_format("#,##0.00"),
    }
});

impl Formats {
    pub(crate) fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text | Kind::Truth | Kind::Json => &self.text,
            Kind::Money => &self.money,
            Kind::Number => &self.number,
            Kind::Whole | Kind::Count => &self.whole,
            Kind::Day => &self.day,
            Kind::Instant => &self.instant,
        }
    }
}
