//! The `theme` table: the themes of projects, publications and events.

use sea_orm::entity::prelude::*;

use crate::value::{ThemeCode, ThemeId};

/// A theme.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "theme")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ThemeId,
    /// The code; unique.
    pub code: ThemeCode,
    /// The label in English.
    pub label_en: Option<String>,
    /// The label in French.
    pub label_fr: Option<String>,
    /// The label in Dutch.
    pub label_nl: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
