//! One file a slice.

mod access;
mod exchange;
mod finance;
mod platform;
mod portfolio;
mod serve;
