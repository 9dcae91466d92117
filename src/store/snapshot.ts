import { join } from "node:path";
import { readCache, writeAtomic } from "./files/disk.ts";
import { type Position, sha256 } from "./journal.ts";

/** The state as it was at a position of the journal: a cache, never the truth. */
export type Snapshot<S> = { position: Position; state: S | null; usable: boolean };

const FORMAT = 1;
const OPENING = '{"checksum":"';
const COVERED_FROM = OPENING.length + 64;
/** A larger file is not one of ours: a run's state is shorter than its journal. */
const MAX_SNAPSHOT_BYTES = 16 * 1024 * 1024;

/**
 * Reads `<dir>/snapshot.json`; null when there is none or its checksum is wrong. `usable`: this
 * version of the program wrote it; one of another version still proves which events were there.
 */
export function readSnapshot<S>(dir: string, version: string): Snapshot<S> | null {
  const text = readCache(join(dir, "snapshot.json"), MAX_SNAPSHOT_BYTES)?.toString();
  if (text === undefined || !text.startsWith(OPENING)) return null;
  if (text.slice(OPENING.length, COVERED_FROM) !== sha256(text.slice(COVERED_FROM))) return null;
  const { v, fold, bytes, head, headAt, headLength, seq, at, state } = JSON.parse(text);
  if (v !== FORMAT) return null;
  return {
    position: { bytes, head, headAt, headLength, seq, at },
    state,
    usable: fold === version,
  };
}

/** Replaces the snapshot. The checksum stands first and covers every byte after it. */
export function writeSnapshot<S>(
  dir: string,
  version: string,
  position: Position,
  state: S | null,
): void {
  const rest = JSON.stringify({ v: FORMAT, fold: version, ...position, state });
  const covered = `",${rest.slice(1)}\n`;
  writeAtomic(join(dir, "snapshot.json"), `${OPENING}${sha256(covered)}${covered}`);
}
