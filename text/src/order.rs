//! Sorting, once: the library's sort is compiled anew for each type, and would weigh a third of the
//! engine in a browser.

/// Items by growing key; those with the same key stay in their order.
pub(crate) fn sorted<T>(items: Vec<T>, key: impl Fn(&T) -> (u64, u32)) -> Vec<T> {
    let keys = items.iter().map(&key).enumerate();
    let mut keys: Vec<(u64, u32, usize)> = keys.map(|(at, (high, low))| (high, low, at)).collect();
    if keys.is_sorted() {
        return items;
    }
    keys.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    keys.into_iter().filter_map(|(.., at)| items.get_mut(at)?.take()).collect()
}
