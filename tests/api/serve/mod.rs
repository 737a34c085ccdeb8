pub(crate) mod clients;
pub(crate) mod command_line;
