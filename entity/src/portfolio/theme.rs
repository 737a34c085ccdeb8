//! The `theme` table: what projects, publications and events are about.

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
    /// Its short name; unique.
    pub code: ThemeCode,
    /// Its name in English.
    pub label_en: Option<String>,
    /// Its name in French.
    pub label_fr: Option<String>,
    /// Its name in Dutch.
    pub label_nl: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
