//! Names of organisations without their legal form: `ACME B.V.` is `acme`.

use entity::value::fold;

/// The kind of a legal form. Forms of one kind are translations or predecessors of each other: `SA` and
/// `NV`, `SPRL` and `BV`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A company whose shares are traded, or can be.
    Public,
    /// A company with limited liability.
    Private,
    /// A partnership, with or without a company as a partner.
    Partnership,
    Cooperative,
    NonProfit,
    /// A foundation is often a separate body with the same name as the one that it supports.
    Foundation,
}

/// The forms at the end of a name, without points, and without spaces between single letters.
const AT_END: [(Form, &str); 5] = [
    (
        Form::Public,
        "sa,nv,ag,spa,plc,as,asa,oyj,se,ad,dd,nyrt,zrt,sau,pjsc,jsc,societe anonyme,naamloze vennootschap,\
         aktiengesellschaft,societa per azioni",
    ),
    (
        Form::Private,
        "bv,bvba,sprl,srl,srls,sarl,gmbh,ggmbh,mbh,ug,ltd,limited,lda,sl,slu,sas,sasu,eurl,aps,oy,ab,doo,sro,kft,ood,\
         eood,uab,sia,ou,sp zoo,sp z oo,spzoo,llc,inc,besloten vennootschap,unipessoal lda,\
         gesellschaft mit beschrankter haftung,societa a responsabilita limitata,\
         societe a responsabilite limitee,sociedad limitada",
    ),
    (Form::Partnership, "kg,co kg,gmbh co kg,ag co kg,ohg,snc,scs,sca,kgaa,vof"),
    (Form::Cooperative, "scrl,cvba,scop,scarl,scpa,sce,eg"),
    (
        Form::NonProfit,
        "asbl,vzw,aisbl,ivzw,ev,onlus,association sans but lucratif,vereniging zonder winstoogmerk,\
         eingetragener verein,association internationale sans but lucratif",
    ),
];

/// The forms at the beginning of a name. Words that also begin ordinary names are missing (`AS`, `SE`).
const AT_BEGINNING: [(Form, &str); 4] = [
    (Form::Public, "sa,nv,societe anonyme"),
    (Form::Private, "sprl,sarl,ab,oy,uab,sia"),
    (Form::NonProfit, "asbl,vzw,aisbl,ivzw"),
    (Form::Foundation, "stichting,fondation,fundacion,fondazione,fundacja,stiftung"),
];

/// The folded name without its legal form, and the kind of the form. A name that is only a legal form stays
/// as it is.
pub(super) fn core_name(name: &str) -> (String, Option<Form>) {
    let words = words(name);
    let (mut rest, mut form) = (words.as_slice(), None);
    while let Some((kind, shorter)) = stripped(rest) {
        form = form.or(Some(kind));
        rest = shorter;
    }
    (rest.join(" "), form)
}

/// The words of a name. Points are removed, and consecutive single letters are one word.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut single = false;
    let plain: String = fold(name).chars().filter(|letter| !matches!(letter, '.' | '\'' | '"')).collect();
    for word in plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_single = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if single && is_single => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        single = is_single;
    }
    words
}

/// A name without the longest form at its end or its beginning.
fn stripped(words: &[String]) -> Option<(Form, &[String])> {
    let fits = |form: &str, part: &[String]| form.split(' ').eq(part.iter().map(String::as_str));
    let at = |form: &str| words.len().checked_sub(form.split(' ').count()).filter(|left| *left > 0);
    let ending = forms(&AT_END).filter_map(|(kind, form)| {
        let (rest, end) = words.split_at(at(form)?);
        fits(form, end).then_some((kind, rest))
    });
    let beginning = forms(&AT_BEGINNING).filter_map(|(kind, form)| {
        let (start, rest) = words.split_at(words.len() - at(form)?);
        fits(form, start).then_some((kind, rest))
    });
    ending.chain(beginning).min_by_key(|(_, rest)| rest.len())
}

fn forms(table: &'static [(Form, &'static str)]) -> impl Iterator<Item = (Form, &'static str)> {
    table.iter().flat_map(|(kind, forms)| forms.split(',').map(|form| (*kind, form)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_legal_form_and_nothing_else() {
        for (name, core, form) in [
            ("ACME B.V.", "acme", Some(Form::Private)),
            ("Acme B. V.", "acme", Some(Form::Private)),
            ("S.A. Acme", "acme", Some(Form::Public)),
            ("Acme GmbH & Co. KG", "acme", Some(Form::Partnership)),
            ("Acme gGmbH", "acme", Some(Form::Private)),
            ("Les Amis, asbl", "les amis", Some(Form::NonProfit)),
            ("Werk e.V.", "werk", Some(Form::NonProfit)),
            ("Acme Sp. z o.o.", "acme", Some(Form::Private)),
            ("Stichting Werk", "werk", Some(Form::Foundation)),
            ("Dansk A/S", "dansk", Some(Form::Public)),
            ("Universite Libre", "universite libre", None),
            ("SA", "sa", None),
            ("AB Volvo", "volvo", Some(Form::Private)),
            ("AS Roma", "as roma", None),
        ] {
            assert_eq!(core_name(name), (core.to_owned(), form), "{name}");
        }
    }
}
