//! What is told of two that took turns.

use std::time::Duration;

/// How many times as long the second of each round took as the first: the lower quarter, the median and the upper.
pub(crate) fn ratios(rounds: &[(Duration, Duration)]) -> [f64; 3] {
    let mut ratios: Vec<f64> = rounds.iter().map(|(one, other)| other.div_duration_f64(*one)).collect();
    ratios.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| ratios[ratios.len() * quarter / 4])
}

/// What the first of the rounds usually took, and what the second.
pub(crate) fn medians(rounds: &[(Duration, Duration)]) -> (Duration, Duration) {
    let (mut one, mut other): (Vec<_>, Vec<_>) = rounds.iter().copied().unzip();
    one.sort();
    other.sort();
    (one[one.len() / 2], other[other.len() / 2])
}
