//! The codes of single errors in requests, with their causes and cures.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

use super::explanation::Explanation;

/// Declares each code with its explanation, so that no code lacks one.
macro_rules! error_codes {
    ($($(#[$attribute:meta])* $code:ident, $title:literal, $cause:literal, $cure:literal;)+) => {
        /// The kinds of single errors. `GET /problems/{code}` and `/docs/guide/errors` explain each one.
        /// Later versions can add codes.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema, Display,
            EnumString, VariantArray,
        )]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum ErrorCode {
            $(#[doc = $cause] $(#[$attribute])* $code,)+
        }

        impl ErrorCode {
            /// Why the error occurs and how to correct it.
            #[must_use]
            pub fn explanation(self) -> Explanation {
                match self {
                    $(Self::$code => Explanation { title: $title, cause: $cause, cure: $cure },)+
                }
            }
        }
    };
}

error_codes! {
    #[serde(rename = "above_100")]
    #[strum(serialize = "above_100")]
    Above100, "More than 100 percent", "The shares of the year would total more than 100 percent.",
        "Give a smaller share, or reduce the other shares of the year first.";
    Accepted, "Accepted cost", "The cost is accepted, and an accepted cost cannot change.",
        "Declare a negative cost for an amount that is paid back.";
    Ambiguous, "Ambiguous reference", "Several records match the reference.",
        "Add fields that only one record has, such as a number or an identifier.";
    BeforeEntry, "Year before the entry", "The year of the reversal is before the year of its entry.",
        "Reverse the entry in its own year or in a later year.";
    Blank, "Blank text", "The text has no visible character.",
        "Enter a text with at least one visible character.";
    Cell, "Invalid cell",
        "The cell of the workbook does not have a valid value. The detail names the reason.",
        "Correct the cell and import the workbook again.";
    Choice, "Not a choice", "The value is not one of the allowed values.",
        "Use one of the values that the detail lists.";
    ClosedYear, "Closed fiscal year", "The fiscal year is closed, and a closed year cannot change.",
        "Use an open year, or ask the finance team to reopen the year.";
    Columns, "Wrong number of columns",
        "The line has more or fewer rates than the first line has currencies.",
        "Get the file from its publisher again, or correct the line.";
    Computed, "Computed value", "The service computes this value, and clients cannot set it.",
        "Remove the value from the request.";
    Conflict, "Different values",
        "The file gives this record a value that differs from another value of the same record.",
        "Use the same value in all places, or correct the stored record first.";
    Currency, "Wrong currency",
        "The currency is not a known code, or it is not the currency that is expected here.",
        "Use the currency that the detail names.";
    Cursor, "Invalid cursor", "The cursor does not come from this collection, or it was changed.",
        "Use the cursor of the last response unchanged, or start without a cursor.";
    Date, "Invalid date", "The cell of the rates file is not a date in the expected form.",
        "Write the date as the detail shows.";
    EasilyGuessed, "Weak password", "The password is easy to guess.",
        "Choose a longer password, for example of several unrelated words.";
    Empty, "No content", "The file is empty, or the budget has no costs.",
        "Send a file with content, or add costs to the budget.";
    FileFormat, "Unknown file format", "The file does not have the format that is expected here.",
        "Get the file from its publisher again and send it unchanged.";
    Files, "Files do not fit", "The import has no file, an incomplete file or too many files.",
        "Upload the missing files, or use another import for more files.";
    Fixed, "Fixed value", "This value cannot change after the record exists.",
        "Leave the value as it is, or create another record.";
    Format, "Wrong format", "The value does not have the format of this field.",
        "Write the value as the detail shows.";
    FourEyes, "Second person needed",
        "The caller posted entries of the fiscal year, and the service requires a second person.",
        "Ask another person with the right `keep_ledger` to close the year.";
    FundingLineOrClass, "Funding line or class", "A revenue entry needs either a funding line or a class.",
        "Give exactly one of the two.";
    Future, "Date in the future", "The date is in the future, but the event must have happened.",
        "Record the event after it has happened, or correct the date.";
    Gap, "Days between fiscal years", "Days lie between this fiscal year and the one before or after it.",
        "Let each year begin on the day after the last day of the year before.";
    Header, "Unknown header line", "The first line of the file does not have the expected headings.",
        "Get the file from its publisher again and keep its first line.";
    Host, "Invalid host", "The `Host` header is missing, repeated or invalid.",
        "Send one `Host` header with the name of the server.";
    IllegalMove, "Transition not allowed", "The current stage does not allow this transition.",
        "Get the record and use a transition that its stage allows.";
    Immutable, "Unchangeable entry", "The entry exists with other values, and stored entries do not change.",
        "Reverse the stored entry and post a new one.";
    InUse, "Record in use", "Other records refer to this record, so it cannot be deleted.",
        "Delete or change the records that the detail lists, then repeat the request.";
    IsReversal, "Reversal of a reversal", "The entry is a reversal, and a reversal cannot be reversed.",
        "Post the original entry again.";
    Issuer, "Managed by the issuer", "The issuer of the user's tokens manages this value or sign-in.",
        "Change it at the issuer.";
    Json, "Not JSON", "The body is not valid JSON.",
        "Correct the syntax at the position that the detail names.";
    KnownFromABreach, "Breached password", "The password is in a list of passwords from data breaches.",
        "Choose a password that you use nowhere else.";
    LastAdministrator, "Last administrator", "The user is the only administrator who can sign in.",
        "Make another user an administrator first.";
    LineEnded, "Funding line ended", "The stage of the funding line does not allow new payments.",
        "Record the payment on an active funding line.";
    Maximum, "Above the maximum",
        "The number is greater than its maximum: the limit of the field, or a limit that other values set.",
        "Give a smaller number, or correct the value that sets the maximum.";
    Minimum, "Below the minimum",
        "The number is less than its minimum: the limit of the field, or a limit that other values set.",
        "Give a greater number, or correct the value that sets the minimum.";
    Mismatch, "Contradicts other terms", "The value contradicts another term of the grant or its call.",
        "Use the value that the detail names, or change the other term.";
    MissingRate, "No exchange rate", "There is no exchange rate of the currency for the day.",
        "Import the rates of that day first.";
    MoreErrors, "More errors", "The file has more errors than are listed, and the rest was not read.",
        "Correct the listed errors and send the file again.";
    Negative, "Negative value", "The value is negative, and this field does not allow it.",
        "Give zero or a positive value.";
    NoPartner, "Not a partner", "The organisation is not a partner of the project.",
        "Add the organisation as a partner, or name one that is a partner.";
    NoPassword, "No password here", "The caller has no password in this service.",
        "Sign in as a user with a password, or change the password at the issuer.";
    NoPeriod, "No reporting period", "No reporting period of the budget contains the day of the cost.",
        "Add a reporting period that contains the day, or correct the day.";
    #[serde(rename = "not_100")] #[strum(to_string = "not_100")]
    Not100, "Not 100 percent", "The shares of all origins do not total 100 percent.",
        "Change the shares until they total 100.";
    NotAllowed, "Address not allowed", "Webhooks cannot be sent to this address.",
        "Use an `https` address that is reachable on the public internet.";
    NotDraft, "Not a draft", "Only a draft of a budget can change, and this version is not a draft.",
        "Amend the approved version and change the new draft.";
    NotForFiles, "Parameter not for files",
        "A file always has all matching items, so it cannot be limited or paged.", "Remove the parameter.";
    NotForKeys, "Role not for keys", "An API key cannot have this role.", "Choose another role for the key.";
    NotLast, "Final payment not last", "A payment follows the final payment.",
        "Make the final payment the last one in the list.";
    NotLater, "End not later", "The new end is not after the current end, or the project has no end.",
        "Give a day after the current end.";
    NotOpen, "Import not open", "Files can be uploaded only while the import is open.",
        "Create another import and upload the file there.";
    NotOpposite, "Amount not opposite",
        "The amount of a reversal is not the opposite of the amount of its entry.",
        "Give the amount of the entry with the other sign.";
    NotPositive, "Not positive", "The value is zero or negative, and this field does not allow it.",
        "Give a value greater than zero.";
    NotValid, "Invalid value", "The value breaks a rule that has no code of its own.",
        "Read the detail and correct the value.";
    Nul, "NUL character", "The text contains the NUL character, which cannot be stored.",
        "Remove the character.";
    OneOf, "Exactly one field", "Exactly one of several fields is allowed here.",
        "Give only one of the fields that the detail names.";
    OpenFinding, "Open finding", "A finding about the year is still open.",
        "Correct the data of the finding, or send the request again with `confirm`.";
    OrganisationOrGroup, "Organisation or group", "A partner is either an organisation or a group.",
        "Give exactly one of the two.";
    OtherCurrency, "Another currency",
        "The currency differs from the currency of the fiscal year or the funding line.",
        "Use the currency that the detail names.";
    OtherDate, "Not a date of this record", "This kind of record does not have the named date.",
        "Name a date that the record has: `start`, `end` or `due`.";
    OtherDays, "Year of other days",
        "The fiscal year has no day in the calendar year that it is named after.",
        "Correct the year, the first day or the last day.";
    OtherProgramme, "Another programme", "The call belongs to another programme.",
        "Use a call of the programme, or correct the programme.";
    OtherRate, "Another rate",
        "The portfolio has another rate of this currency, day and source. Published rates do not change.",
        "Remove the rate from the file, or check the file against its publisher.";
    OtherSource, "Another funding line or class",
        "The reversal has another funding line or class than its entry.",
        "Use the funding line or class of the entry.";
    OtherThanCall, "Another currency than the call",
        "The currency of the budget differs from the currency of its call.", "Use the currency of the call.";
    Overfunded, "Above the maximum grant",
        "The funding in the budget is greater than the maximum grant of the call.",
        "Reduce the funding in the budget by the excess.";
    Overlap, "Overlapping periods", "Two fiscal years or two reporting periods share days.",
        "Correct the first day or the last day.";
    Overtaken, "Outdated draft", "Another version was approved, and this draft does not amend it.",
        "Amend the approved version and approve the new draft.";
    PasswordLength, "Password length", "The password is too short or too long.",
        "Choose a password of the length that the detail names.";
    Past, "Time in the past", "The time is in the past.", "Choose a later time.";
    Pattern, "Pattern not matched", "The text does not match the pattern of this field.",
        "Write the text in the form that the field documents.";
    PaymentNotCounted, "Uncounted payment", "Payments of the year cannot be counted in any class.",
        "Complete the funding line that the detail names, or send the request again with `confirm`.";
    PendingProposal, "Pending proposal", "An entry is proposed for the year but is not posted.",
        "Post the proposed entry, or send the request again with `confirm`.";
    ProgrammeOrPayer, "Programme or payer", "A funding line has neither a programme nor a payer.",
        "Give a programme, a payer or both.";
    Quota, "Storage quota used up", "The file would exceed a quota for uploaded files.",
        "Start or cancel open imports, or ask an administrator for a larger quota.";
    Range, "Out of range", "The number or the span of years is outside the allowed range.",
        "Use a value in the range that the detail names.";
    Rate, "Invalid exchange rate", "The rate is not a positive number with up to six decimal places.",
        "Correct the rate, or get the file from its publisher again.";
    Replaced, "Upload replaced", "The file was uploaded again at the same time, or the import ended.",
        "Get the import, and upload the file again if it is missing.";
    Required, "Missing value", "A required value is missing.", "Give the value.";
    Reused, "Key used before", "The `Idempotency-Key` was used before with another request.",
        "Use a new key for a new request.";
    RevenueNotCounted, "Uncounted revenue", "Entries of the year have no class, so the split omits them.",
        "Give the funding line a class, or send the request again with `confirm`.";
    Reversed, "Wrong order", "The end is before the start, or a date is before one that must precede it.",
        "Correct one of the two values.";
    ReversedTwice, "Already reversed", "The entry already has a reversal.",
        "Keep the first reversal, or post a new entry.";
    SameStage, "Same stage", "The stage before and the stage after are the same.",
        "Give two different stages, or remove the transition.";
    SecondOwner, "Second owner", "The portfolio already has an owner organisation.",
        "Mark only one organisation as the owner.";
    Signed, "Signed terms", "The project or funding line is signed, so the request is not allowed.",
        "Record an amendment, or close or terminate the record.";
    Taken, "Already exists", "Another record already has this value, which must be unique.",
        "Use another value, or change the record that has it.";
    TooLong, "Too long", "The text, list or span is longer than its limit.",
        "Shorten it to the limit that the detail names.";
    TooMany, "Too many items", "The request, list or report has more items than the limit.",
        "Send fewer items, or split the request.";
    TooShort, "Too short", "The text or the worked time is shorter than its minimum.",
        "Give at least the minimum that the detail names.";
    TotalRange, "Total out of range", "A total with this amount would leave the range of amounts.",
        "Correct the amount, or the other amounts of the total.";
    Twice, "Repeated item", "The item occurs twice, and only one is allowed.", "Remove one of the two items.";
    Type, "Wrong type", "The value has another JSON type than this field.",
        "Use the type that the detail names.";
    Unbalanced, "Unbalanced budget", "The costs of the budget differ from its financing.",
        "Change the costs or the financing until both are equal.";
    Unchanged, "No change", "The amendment changes no value.",
        "Change the total award, the own share or the period.";
    Unknown, "Unknown name or reference",
        "The field does not exist, or the record that the value refers to does not exist.",
        "Check the spelling, remove the field, or create the record first.";
    Unreadable, "Incomplete body", "The body ended before it was complete.", "Send the request again.";
    Unused, "Value without effect", "The value has no effect with the other values of the request.",
        "Remove the value.";
    WrongPassword, "Wrong password", "The current password is wrong.", "Enter your current password.";
    Zero, "Zero amount", "The amount is zero.", "Give an amount other than zero.";
}
