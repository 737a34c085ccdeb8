//! One file a slice.

mod access;
mod agenda;
mod audit_trail;
mod calls;
mod command_line;
mod contract;
mod history;
mod indicators;
mod life;
mod load;
mod load_faults;
mod load_plan;
mod oidc;
mod plan;
mod programmes;
mod reading;
mod refusals;
mod schema;
mod signing_in;
mod sorting;
mod split;
mod statements;
mod summary;
mod synchronous;
mod writing;
