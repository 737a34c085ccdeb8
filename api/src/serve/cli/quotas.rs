use clap::Args;

use crate::platform::app::Quotas;

/// Storage quotas for uploaded files.
#[derive(Debug, Args)]
#[command(next_help_heading = "Uploads")]
pub(super) struct UploadQuotas {
    /// Bytes of uploaded files stored per caller, such as 500MiB or 8GiB; 0 for no limit
    #[arg(
        long = "upload-quota-caller",
        value_name = "BYTES",
        env = "PORTFOLIO_UPLOAD_QUOTA_CALLER",
        hide_env_values = true,
        default_value = "8GiB",
        value_parser = bytes
    )]
    caller: u64,
    /// Bytes of uploaded files stored per project; 0 for no limit
    #[arg(
        long = "upload-quota-project",
        value_name = "BYTES",
        env = "PORTFOLIO_UPLOAD_QUOTA_PROJECT",
        hide_env_values = true,
        default_value = "1GiB",
        value_parser = bytes
    )]
    project: u64,
    /// Bytes of uploaded files stored in total; 0 for no limit
    #[arg(
        long = "upload-quota",
        value_name = "BYTES",
        env = "PORTFOLIO_UPLOAD_QUOTA",
        hide_env_values = true,
        default_value = "32GiB",
        value_parser = bytes
    )]
    total: u64,
}

impl UploadQuotas {
    pub(super) fn quotas(&self) -> Quotas {
        Quotas { caller: self.caller, project: self.project, total: self.total }
    }
}

/// A number of bytes, with an optional unit.
fn bytes(written: &str) -> Result<u64, String> {
    let digits = written.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == ' ');
    let unit = match written[digits.len()..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kib" | "k" => 1 << 10,
        "mib" | "m" => 1 << 20,
        "gib" | "g" => 1 << 30,
        "tib" | "t" => 1 << 40,
        _ => return Err("write a number of bytes, such as 8589934592, 500MiB or 8GiB".to_owned()),
    };
    let number: u64 =
        digits.parse().map_err(|_| "write a whole number of bytes, such as 500MiB or 8GiB".to_owned())?;
    number.checked_mul(unit).ok_or_else(|| "the number is too large".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_with_and_without_a_unit() {
        for (written, read) in [
            ("0", 0),
            ("17", 17),
            ("1KiB", 1024),
            ("500 MiB", 500 << 20),
            ("8GiB", 8 << 30),
            ("1tib", 1 << 40),
        ] {
            assert_eq!(bytes(written), Ok(read), "{written}");
        }
        for bad in ["", "GiB", "-1", "1.5GiB", "8GB", "99999999999TiB", "x"] {
            assert!(bytes(bad).is_err(), "{bad}");
        }
    }
}
