//! From a document to updates. The order and the bytes are those of Yjs: larger clients first.

use crate::by_client::ByClient;
use crate::codec::{push_units, put, put_bytes, put_id, put_len};
use crate::id::{Client, Span, joined};
use crate::item::Item;
use crate::store::Store;
use crate::update::{
    Content, HAS_ORIGIN, HAS_RIGHT_ORIGIN, KIND_DELETED, KIND_GONE, KIND_TEXT, ROOT,
};

/// How far each client is known.
pub(crate) fn state_vector(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    put_len(&mut out, store.clients.len());
    for (client, _) in store.clients.iter().rev() {
        put(&mut out, client.0);
        put(&mut out, store.known(client));
    }
    out
}

/// Everything beyond what is known, and all that is deleted.
pub(crate) fn since(store: &Store, known: &ByClient<u32>) -> Vec<u8> {
    let news = store.clients.iter().rev().filter_map(|(client, _)| {
        let clock = known.get(client).copied().unwrap_or(0);
        (clock < store.known(client)).then_some((client, clock))
    });
    let news: Vec<_> = news.collect();
    let mut out = Vec::new();
    put_len(&mut out, news.len());
    for (client, clock) in news {
        put_structs(&mut out, store, client, clock);
    }
    let slots = store.clients.values().flatten();
    let items = slots.map(|(_, slot)| store.arena.get(*slot));
    put_deleted(&mut out, items.filter(|item| item.deleted).map(Item::span).collect());
    out
}

/// What one client has written since a clock, and these deletions.
pub(crate) fn change(store: &Store, client: Client, clock: u32, deleted: Vec<Span>) -> Vec<u8> {
    let mut out = Vec::new();
    let is_new = clock < store.known(client);
    put(&mut out, u32::from(is_new));
    if is_new {
        put_structs(&mut out, store, client, clock);
    }
    put_deleted(&mut out, deleted);
    out
}

fn put_structs(out: &mut Vec<u8>, store: &Store, client: Client, clock: u32) {
    let Some(slots) = store.clients.get(client) else { return };
    let after = slots.partition_point(|(first, _)| *first <= clock);
    let slots = slots.get(after.saturating_sub(1)..).unwrap_or_default();
    put_len(out, slots.len());
    put(out, client.0);
    put(out, clock);
    for (_, slot) in slots {
        let item = store.arena.get(*slot);
        put_struct(out, item, clock.saturating_sub(item.id.clock));
    }
}

/// A run without its first units.
fn put_struct(out: &mut Vec<u8>, item: &Item, skipped: u32) {
    let len = item.len - skipped;
    if item.is_gone() {
        out.push(KIND_GONE);
        put(out, len);
        return;
    }
    let origin = if skipped > 0 { Some(item.id.plus(skipped - 1)) } else { item.origin };
    let mut info = if item.deleted { KIND_DELETED } else { KIND_TEXT };
    info |= if origin.is_some() { HAS_ORIGIN } else { 0 };
    info |= if item.right_origin.is_some() { HAS_RIGHT_ORIGIN } else { 0 };
    out.push(info);
    [origin, item.right_origin].into_iter().flatten().for_each(|id| put_id(out, id));
    if origin.is_none() && item.right_origin.is_none() {
        out.push(1);
        put_bytes(out, ROOT.as_bytes());
    }
    match &item.content {
        Content::Text(units) if !item.deleted => {
            let units = units.get(skipped as usize..).unwrap_or_default();
            let mut text = String::new();
            push_units(&mut text, units);
            put_bytes(out, text.as_bytes());
        }
        _ => put(out, len),
    }
}

fn put_deleted(out: &mut Vec<u8>, deleted: Vec<Span>) {
    let mut clients: ByClient<Vec<Span>> = ByClient::default();
    for span in joined(deleted) {
        clients.with(span.start.client, |spans| spans.push(span));
    }
    put_len(out, clients.len());
    for (client, spans) in clients.iter().rev() {
        put(out, client.0);
        put_len(out, spans.len());
        for span in spans {
            put(out, span.start.clock);
            put(out, span.len);
        }
    }
}
