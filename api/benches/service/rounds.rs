//! Statistics of rounds with two turns.

use std::time::Duration;

/// How many times longer the second turn took than the first: lower quartile, median and upper quartile.
pub(crate) fn ratios(rounds: &[(Duration, Duration)]) -> [f64; 3] {
    let mut ratios: Vec<f64> = rounds.iter().map(|(one, other)| other.div_duration_f64(*one)).collect();
    ratios.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| ratios[ratios.len() * quarter / 4])
}

/// The median of the first turns, and that of the second.
pub(crate) fn medians(rounds: &[(Duration, Duration)]) -> (Duration, Duration) {
    let (mut one, mut other): (Vec<_>, Vec<_>) = rounds.iter().copied().unzip();
    one.sort();
    other.sort();
    (one[one.len() / 2], other[other.len() / 2])
}
