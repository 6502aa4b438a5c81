//! Two people saved the same thing: what each of them changed, field by field, so that nothing is
//! lost and only a person chooses.

/// What stands in a form after somebody else saved first.
#[derive(Debug, PartialEq, Eq)]
pub struct Merged {
    /// What is in each field now.
    pub values: Vec<String>,
    /// What somebody else made of a field that the reader changed too.
    pub theirs: Vec<Option<String>>,
}

impl Merged {
    /// Whether the reader must choose.
    pub fn clashes(&self) -> bool {
        self.theirs.iter().any(Option::is_some)
    }
}

/// Joins what the reader typed with what was saved meanwhile. `base` is what the form began with.
pub fn merge(base: &[String], mine: &[String], theirs: &[String]) -> Merged {
    let mut merged = Merged { values: Vec::new(), theirs: Vec::new() };
    for (n, mine) in mine.iter().enumerate() {
        let (base, saved) = (base.get(n), theirs.get(n).unwrap_or(mine));
        let (value, clash) = if saved == mine || Some(saved) == base {
            (mine, None)
        } else if Some(mine) == base {
            (saved, None)
        } else {
            (mine, Some(saved.clone()))
        };
        merged.values.push(value.clone());
        merged.theirs.push(clash);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::merge;

    fn texts(all: [&str; 3]) -> Vec<String> {
        all.map(String::from).into()
    }

    // [R2] [R12]
    #[test]
    fn only_what_both_changed_is_left_to_the_reader() {
        let base = texts(["Ada", "+44 1", "a@x"]);
        let mine = texts(["Ada", "+44 2", "b@x"]);
        let theirs = texts(["Ada King", "+44 3", "a@x"]);
        let merged = merge(&base, &mine, &theirs);
        assert_eq!(merged.values, texts(["Ada King", "+44 2", "b@x"]));
        assert_eq!(merged.theirs, [None, Some("+44 3".into()), None]);
        assert!(merged.clashes());
    }

    #[test]
    fn the_same_change_twice_is_no_clash_and_nothing_is_lost_where_the_thing_is_gone() {
        let (base, mine) = (texts(["a", "b", "c"]), texts(["x", "b", "c"]));
        assert!(!merge(&base, &mine, &mine).clashes());
        assert_eq!(merge(&base, &mine, &[]).values, mine);
    }
}
