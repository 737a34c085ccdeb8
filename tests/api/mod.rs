//! One file a slice.

mod command_line;
mod contract;
mod life;
mod load;
mod load_faults;
mod programmes;
mod reading;
mod refusals;
mod schema;
mod split;
mod summary;
mod writing;
