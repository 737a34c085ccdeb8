mod published;

use clap::{Args, Subcommand};

use super::fault::Fault;

/// Import published data in its original format
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Budget(published::Budget),
    Cordis(published::Cordis),
    Erasmus(published::Erasmus),
    Rates(published::Rates),
}

impl Import {
    pub(super) async fn run(self) -> Result<(), Fault> {
        match self.what {
            What::Budget(budget) => budget.run().await,
            What::Cordis(cordis) => cordis.run().await,
            What::Erasmus(erasmus) => erasmus.run().await,
            What::Rates(rates) => rates.run().await,
        }
    }
}
