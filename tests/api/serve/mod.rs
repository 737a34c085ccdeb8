pub(crate) mod clients;
pub(crate) mod command_line;
pub(crate) mod guide_commands;
