//! How sizes and moments are written. The same on server and browser, or hydration would differ.

use vitrine_wire::Timestamp;

use crate::preferences::Lang;

const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];

/// Bytes in the largest binary unit that leaves a number of three digits: `412 MiB`, `1.04 GiB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut unit = 0;
    let mut scale = 1024_u64;
    while bytes / scale >= 1024 && unit + 1 < UNITS.len() {
        scale *= 1024;
        unit += 1;
    }
    // Thousandths, so that no floating point is needed.
    let thousandths = u128::from(bytes) * 1000 / u128::from(scale);
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    let name = UNITS[unit];
    match whole {
        0..10 if rest >= 10 => format!("{whole}.{:02} {name}", rest / 10),
        10..100 if rest >= 100 => format!("{whole}.{} {name}", rest / 100),
        _ => format!("{whole} {name}"),
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day and a minute: `22 Nov 2026, 04:01`, `2026年11月22日 04:01`. UTC.
#[must_use]
pub fn moment(at: Timestamp, lang: Lang) -> String {
    let (year, month, day) = (at.0.year(), u8::from(at.0.month()), at.0.day());
    let (hour, minute) = (at.0.hour(), at.0.minute());
    match lang {
        Lang::En => {
            let month = MONTHS[usize::from(month) - 1];
            format!("{day} {month} {year}, {hour:02}:{minute:02}")
        }
        Lang::ZhCn => format!("{year}年{month}月{day}日 {hour:02}:{minute:02}"),
    }
}

/// Seconds that are left, in the largest unit that makes sense: `11 s`, `4 min`, `2 h`.
#[must_use]
pub fn duration(seconds: u64) -> String {
    match seconds {
        0..100 => format!("{seconds} s"),
        100..6000 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_three_digits_and_binary_units() {
        for (bytes, expected) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (1536, "1.50 KiB"),
            (12_897_484, "12.2 MiB"),
            (412 << 20, "412 MiB"),
            ((1 << 30) + (41 << 20), "1.04 GiB"),
            (1 << 40, "1 TiB"),
            (u64::MAX, "16383 PiB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
    }

    #[test]
    fn moments_follow_the_language() {
        let at = Timestamp::from_unix_micros(1_795_320_069_000_000);
        assert_eq!(moment(at, Lang::En), "22 Nov 2026, 04:01");
        assert_eq!(moment(at, Lang::ZhCn), "2026年11月22日 04:01");
    }
}
