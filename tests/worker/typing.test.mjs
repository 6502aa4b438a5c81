// A text that several people type into, through the real room: who may, what is kept when, what is
// refused how, and what a submission freezes.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import * as awareness from "y-protocols/awareness";
import * as Y from "yjs";
import { Live, firm } from "./client.mjs";
import { Replica, frame } from "./replica.mjs";
import { drafting } from "./drafting.mjs";

let demo;
let incident;
let slt;
let legal;

before(async () => {
  demo = await firm();
  incident = await drafting(demo.people);
  [slt] = demo.people.technical_slt;
  [legal] = demo.people.legal_officer;
});

/** A message that the Technical SLT may write now. */
const draft = (body) => incident.draft(body);
const open = async (caller, message, client) => {
  const replica = new Replica(caller, incident.id, message, client);
  await replica.connect();
  return replica;
};
const close = (...replicas) => Promise.all(replicas.map((replica) => replica.cut()));

/** Resolved when all show the same text. */
async function agreed(...replicas) {
  for (const until = Date.now() + 5000; ; await new Promise((done) => setTimeout(done, 5))) {
    const [first, ...rest] = replicas.map(String);
    if (rest.every((text) => text === first)) return first;
    if (Date.now() > until) assert.fail(`they differ: ${JSON.stringify([first, ...rest])}`);
  }
}

test("[R91] [R153] two editors of one text see each other's words, and the room says what is kept", async () => {
  const message = await draft("Dear all, checkout fails.");
  const one = await open(slt, message);
  const two = await open(slt, message);
  assert.equal(`${one}`, "Dear all, checkout fails.");
  one.text.insert(9, " since noon");
  two.text.insert(two.text.length, " We work on it.");
  await Promise.all([one.settled(), two.settled()]);
  const text = await agreed(one, two);
  assert.equal(text, "Dear all, since noon checkout fails. We work on it.");
  assert.equal(one.acknowledged, " since noon".length);
  await close(one, two);
  const later = await open(slt, message);
  assert.equal(`${later}`, text, "it is there for whoever comes later");
  await close(later);
});

test("[R90] everybody is told who writes under which client", async () => {
  const message = await draft("");
  const writer = await open(slt, message);
  const reader = await open(legal, message);
  const told = reader.socket.next("writers", ({ writers }) => writers.length > 0);
  writer.text.insert(0, "Mine.");
  const { writers } = await told;
  assert.deepEqual(writers, [{ client: writer.client, person: slt.person }]);
  await close(writer, reader);
});

test("a reviewer reads along and may not type; the text stays whole and the socket usable", async () => {
  const message = await draft("Signed by nobody yet.");
  const writer = await open(slt, message);
  const reader = await open(legal, message);
  const refused = reader.socket.next("typing_refused");
  reader.text.insert(0, "Not ");
  assert.equal((await refused).refusal.code, "not_allowed");
  assert.match((await refused).sentence, /somebody else/);
  writer.text.insert(0, "Still: ");
  await writer.settled();
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(`${writer}`, "Still: Signed by nobody yet.");
  assert.match(`${reader}`, /Still: /, "and still hears");
  await close(writer, reader);
});

test("an onlooker is not let into a text, at neither door", async () => {
  const message = await draft("For responders.");
  const [onlooker] = demo.onlookers;
  const live = await onlooker.live(incident.id);
  await live.first("welcome");
  const refused = live.next("typing_refused");
  live.socket.send(frame(message, (out) => out.cbuf.set([0, 0, 1, 0], (out.cpos += 4) - 4)));
  assert.equal((await refused).refusal.code, "not_allowed");
  const path = `/api/incidents/${incident.id}/messages/${message}/doc`;
  const stock = new Live(onlooker.base.replace("http", "ws") + path, onlooker.headers);
  await assert.rejects(stock.opened);
  await live.close();
});

test("nobody writes under the name of somebody else's editor", async () => {
  const message = await draft("");
  await slt.done(incident.id, {
    delegate_draft: { message, to: demo.people.customer_liaison[0].person },
  });
  const owner = await open(slt, message, 4711);
  owner.text.insert(0, "Mine.");
  await owner.settled();
  const other = await open(demo.people.customer_liaison[0], message, 4712);
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(other.doc));
  forged.clientID = 4711;
  const news = [];
  forged.on("update", (update) => news.push(update));
  forged.getText("text").insert(5, " Not mine.");
  const refused = other.socket.next("typing_refused");
  other.sendUpdate(news[0]);
  assert.equal((await refused).refusal.code, "not_own_typing");
  other.unanswered.shift();
  other.text.insert(5, " Ours.");
  await other.settled();
  assert.equal(await agreed(owner, other), "Mine. Ours.");
  await close(owner, other);
});

test("what cannot be an update of such a text is refused by name, and nothing is changed", async () => {
  const message = await draft("Whole.");
  const editor = await open(slt, message);
  const garbage = {
    truncated: Y.encodeStateAsUpdate(editor.doc).slice(0, -3),
    "huge counts": Uint8Array.from([0xff, 0xff, 0xff, 0x7f, 1, 1, 0]),
    "another root": withText("other", (text) => text.insert(0, "x")),
    "a format": withText("text", (text) => text.insert(0, "x", { bold: true })),
    "an embed": withText("text", (text) => text.insertEmbed(0, { image: "x" })),
    "a map": withDoc((doc) => doc.getMap("text").set("a", 1)),
    "too much text": withText("text", (text) => text.insert(0, "x".repeat(60_000 + 10_000))),
    "random bytes": Uint8Array.from({ length: 200 }, (_, n) => (n * 7919) % 251),
  };
  for (const [name, update] of Object.entries(garbage)) {
    const refused = editor.socket.next("typing_refused", undefined, 3000);
    editor.sendUpdate(update);
    assert.equal((await refused).refusal.code, "bad_typing", name);
    editor.unanswered.shift();
  }
  const unreadable = editor.socket.next("unreadable");
  editor.socket.socket.send(Uint8Array.from([255]));
  await unreadable;
  editor.text.insert(0, "Still ");
  await editor.settled();
  const fresh = await open(slt, message);
  assert.equal(`${fresh}`, "Still Whole.");
  await close(editor, fresh);
});

const withDoc = (change) => {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
};
const withText = (name, change) => withDoc((doc) => change(doc.getText(name)));

test("an update that goes on from something that never came is not taken", async () => {
  const message = await draft("");
  const editor = await open(slt, message);
  const doc = new Y.Doc();
  const updates = [];
  doc.on("update", (update) => updates.push(update));
  doc.getText("text").insert(0, "a");
  doc.getText("text").insert(1, "b");
  const refused = editor.socket.next("typing_refused");
  editor.sendUpdate(updates[1]);
  assert.equal((await refused).refusal.code, "typing_gap");
  await close(editor);
});

test("[R89] a submission freezes what everybody saw, to the byte; typing ends with it", async () => {
  const message = await draft("");
  const one = await open(slt, message);
  const two = await open(slt, message);
  one.text.insert(0, "Checkout fails for some. 😀\n\n- We work on it.");
  two.text.insert(0, "Good morning. ");
  await Promise.all([one.settled(), two.settled()]);
  const text = await agreed(one, two);
  const { draft: before } = await incident.message(message);
  const submit = (seen) => ({
    submit: { message, revision: before.revision, text: incident.digest(seen) },
  });
  const moved = await slt.command(incident.id, submit("Something else."));
  assert.equal(moved.body.code, "draft_moved");
  await slt.done(incident.id, submit(text));
  const { version } = await incident.message(message);
  assert.equal(version.content.body, text);
  assert.deepEqual(version.authors, [slt.person]);
  const refused = one.socket.next("typing_refused");
  one.text.insert(0, "Too late. ");
  assert.equal((await refused).refusal.code, "wrong_stage");
  const fresh = await open(slt, message);
  assert.equal(`${fresh}`, text, "never slipped into signed text");
  await close(one, two, fresh);
});

test("[R73] a suggestion is taken at its place, whatever was written before it, as its maker's words", async () => {
  const message = await draft("now and now");
  const editor = await open(slt, message);
  const unit = (at) => {
    const { item } = Y.createRelativePositionFromTypeIndex(editor.text, at, 0);
    return { client: item.client, clock: item.clock };
  };
  const place = { first: unit(8), last: unit(10) };
  await legal.done(incident.id, {
    suggest: { message, quote: "now", replacement: "then", note: "", place },
  });
  editor.text.insert(0, "Right now, ");
  await editor.settled();
  const { suggestions } = await incident.message(message);
  const settle = { message, suggestion: suggestions[0].id, accept: true };
  await slt.done(incident.id, { settle_suggestion: settle });
  const fresh = await open(slt, message);
  assert.equal(await agreed(editor, fresh), "Right now, now and then");
  const { draft: after } = await incident.message(message);
  assert.deepEqual(after.authors, [slt.person], "whose suggestion is taken is no author");
  await close(editor, fresh);
});

test("a suggestion whose words were rewritten is stale, even where the same words stand elsewhere", async () => {
  const message = await draft("now and now");
  const editor = await open(slt, message);
  const unit = (at) => {
    const { item } = Y.createRelativePositionFromTypeIndex(editor.text, at, 0);
    return { client: item.client, clock: item.clock };
  };
  await legal.done(incident.id, {
    suggest: {
      message,
      quote: "now",
      replacement: "then",
      note: "",
      place: { first: unit(8), last: unit(10) },
    },
  });
  editor.text.delete(8, 3);
  await editor.settled();
  const { suggestions } = await incident.message(message);
  const settle = { message, suggestion: suggestions[0].id, accept: true };
  const { body } = await slt.command(incident.id, { settle_suggestion: settle });
  assert.equal(body.code, "suggestion_stale");
  await close(editor);
});

test("a save of the whole text by a program is an edit that everybody sees", async () => {
  const message = await draft("Dear all, checkout fails.");
  const editor = await open(slt, message);
  const { draft: before } = await incident.message(message);
  const content = { ...before.content, body: "Dear all, checkout fails for some." };
  await slt.done(incident.id, { save_draft: { message, base: before.revision, content } });
  const fresh = await open(slt, message);
  assert.equal(await agreed(editor, fresh), "Dear all, checkout fails for some.");
  editor.text.insert(0, "!");
  await editor.settled();
  const stale = await slt.command(incident.id, {
    save_draft: { message, base: before.revision + 1, content },
  });
  assert.equal(stale.body.code, "draft_moved", "what was typed meanwhile is not overwritten");
  await close(editor, fresh);
});

test("[R90] a redline says who wrote and who struck out", async () => {
  const message = await draft("");
  const editor = await open(slt, message);
  editor.text.insert(0, "Checkout fails for 40 customers.");
  await editor.settled();
  const submit = async () => {
    const { draft: now } = await incident.message(message);
    await slt.done(incident.id, {
      submit: { message, revision: now.revision, text: incident.digest(`${editor}`) },
    });
  };
  await submit();
  await slt.done(incident.id, { revise: { message } });
  editor.text.delete(19, 2);
  editor.text.insert(19, "41");
  await editor.settled();
  await submit();
  const path = `/api/incidents/${incident.id}/messages/${message}/redline?from=1&to=2`;
  const { body: pieces } = await legal.get(path);
  const by = slt.person;
  assert.deepEqual(pieces, [
    { text: "Checkout fails for ", change: "kept", wrote: by, deleted_by: null },
    { text: "40", change: "deleted", wrote: by, deleted_by: by },
    { text: "41", change: "inserted", wrote: by, deleted_by: null },
    { text: " customers.", change: "kept", wrote: by, deleted_by: null },
  ]);
  const [onlooker] = demo.onlookers;
  assert.equal((await onlooker.get(path)).status, 404);
  await close(editor);
});

test("who is where is shown under true names, and ends with the socket", async () => {
  const message = await draft("Here.");
  const one = await open(slt, message);
  const two = await open(legal, message);
  const shown = new awareness.Awareness(one.doc);
  shown.setLocalState({ user: { name: "The Chief", id: 1 }, cursor: null });
  one.showAwareness(awareness.encodeAwarenessUpdate(shown, [one.client]));
  const seen = new awareness.Awareness(two.doc);
  const look = async (fits) => {
    for (const until = Date.now() + 3000; ; await new Promise((done) => setTimeout(done, 5))) {
      for (const state of two.states.splice(0)) awareness.applyAwarenessUpdate(seen, state, "room");
      if (fits(seen.getStates().get(one.client))) return;
      if (Date.now() > until) assert.fail("nobody was shown as expected");
    }
  };
  await look((state) => state?.user.id === slt.person && state.user.name !== "The Chief");
  // In the name of another's editor nobody can be shown.
  const forged = new awareness.Awareness(new Y.Doc());
  forged.clientID = one.client;
  forged.states.set(one.client, { user: { name: "Forged" } });
  forged.meta.set(one.client, { clock: 99, lastUpdated: 0 });
  two.showAwareness(awareness.encodeAwarenessUpdate(forged, [one.client]));
  await new Promise((done) => setTimeout(done, 50));
  assert.notEqual(seen.getStates().get(one.client).user.name, "Forged");
  await one.cut();
  await look((state) => state === undefined);
  shown.destroy();
  seen.destroy();
  forged.destroy();
  await close(two);
});

test("one who floods is told to wait, and others go on", async () => {
  const message = await draft("");
  const calm = await open(slt, message);
  const flood = await open(slt, message);
  const told = flood.socket.next("unreadable", undefined, 10_000);
  const ask = frame(message, (out) => out.cbuf.set([3], (out.cpos += 1) - 1));
  for (let n = 0; n < 1500; n += 1) flood.socket.socket.send(ask);
  assert.match((await told).reason, /too much/i);
  const refused = flood.socket.next("typing_refused", undefined, 10_000);
  flood.text.insert(0, "Mine, too. ");
  const { message: named, refusal } = await refused;
  assert.deepEqual([named, refusal.code], [message, "too_fast"], "typing is refused by name");
  calm.text.insert(0, "Calm.");
  await calm.settled();
  await close(calm, flood);
});

test("a duplicate of a command that depends on a text is answered as before", async () => {
  const message = await draft("Once.");
  const { draft: now } = await incident.message(message);
  const command = { submit: { message, revision: now.revision, text: incident.digest("Once.") } };
  const id = randomUUID();
  const first = await slt.done(incident.id, command, id);
  assert.equal(await slt.done(incident.id, command, id), first);
});
