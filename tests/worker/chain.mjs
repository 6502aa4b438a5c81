// The hash chain of the log, checked with other code than the product's, following only the
// description in domain/src/chain.rs.
import { createHash } from "node:crypto";

const WITHHELD = "0".repeat(64);

function hash(...fields) {
  const sha = createHash("sha256");
  for (const field of fields) {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    sha.update(length).update(bytes);
  }
  return sha.digest("hex");
}

const hex = (text) => Buffer.from(text, "hex");
const number = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

/** The places of the entries that do not fit; none where the chain holds. */
export function broken(rows) {
  let head = WITHHELD;
  return rows.flatMap((row, place) => {
    const body = hash("muster/body/1", hex(row.salt), row.body);
    const personal =
      row.personal === null
        ? WITHHELD
        : hash("muster/body/1", hex(row.personal_salt), row.personal);
    const { seq, at, by, kind } = row;
    const link = hash(
      "muster/entry/1",
      hex(head),
      number(seq),
      number(at),
      by,
      kind,
      hex(row.body_digest),
      hex(row.personal_digest),
    );
    head = row.hash;
    const fits =
      body === row.body_digest &&
      personal === row.personal_digest &&
      link === row.hash &&
      seq === place + 1;
    return fits ? [] : [seq];
  });
}
