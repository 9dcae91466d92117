/** Conflicts of workstreams as their owners see them, and what they were shown. */
import { eachContent, pathText } from "../kept-state.ts";
import type { Repository } from "./git.ts";
import { type Clash, type ConflictKind, isBinary, type Settled } from "./three-way.ts";

/** One side of a conflict as text; null where there is no such file, or it is binary, a submodule or on the deny list. */
export type Side = string | null;

/** A conflict as its owner sees it. */
export interface Conflict {
  path: string;
  /** Whose branch did not fit; `ours` is its side. */
  area: string;
  /** Whose work was there before, or "base" for what the build started from; `theirs` is that side. */
  against: string;
  kind: ConflictKind;
  base: Side;
  theirs: Side;
  ours: Side;
  /** A side was cut: it is longer than what is shown. */
  cut: boolean;
}

/** Bytes of a side that are shown, and of all of them. */
const MAX_SIDE = 16_000;
const MAX_SIDES = 200_000;

/** The clashes with their texts, bounded in size; `isSecret` names files whose content is never shown. */
export function shownConflicts(
  repo: Repository,
  clashes: readonly Clash[],
  isSecret: (path: string) => boolean = () => false,
): Conflict[] {
  let left = MAX_SIDES;
  return clashes.map(({ path, area, against, kind, base, theirs, ours }) => {
    const secret = isSecret(pathText(path));
    const sides = { base, theirs, ours };
    const shown: Conflict = {
      path: pathText(path),
      area,
      against,
      kind,
      base: null,
      theirs: null,
      ours: null,
      cut: false,
    };
    const files = (["base", "theirs", "ours"] as const).flatMap((name) => {
      const entry = sides[name];
      return entry === null || entry.mode === "160000" || secret ? [] : [{ ...entry, name }];
    });
    eachContent(repo.place, files, ({ name }, bytes) => {
      if (isBinary(bytes)) return;
      const most = Math.min(MAX_SIDE, left);
      shown.cut ||= bytes.length > most;
      // A cut in the middle of a character leaves no half of it.
      shown[name] = bytes
        .subarray(0, most)
        .toString("utf8")
        .replace(bytes.length > most ? /\uFFFD$/ : /$^/, "");
      left -= Math.min(bytes.length, most);
    });
    return shown;
  });
}

/** What was shown, for the next merge. */
export const settledBy = (before: readonly Settled[], clashes: readonly Clash[]): Settled[] => [
  ...before.filter((old) => !clashes.some((one) => one.area === old.area && one.path === old.path)),
  ...clashes
    .filter(({ kind }) => !["folder", "case", "submodule"].includes(kind))
    .map(({ path, area, base, theirs, ours }) => ({ path, area, base, theirs, ours })),
];

/** Text of `.task/worktrees/<run>.conflicts.json`, and back; what cannot be read counts as nothing shown. */
export const settledText = (settled: readonly Settled[]): string => `${JSON.stringify(settled)}\n`;
export function readSettled(text: string | null): Settled[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter(isSettled) : [];
  } catch {
    return [];
  }
}

function isSettled(one: unknown): one is Settled {
  if (typeof one !== "object" || one === null) return false;
  const { path, area, base, theirs, ours } = one as Record<string, unknown>;
  return typeof path === "string" && typeof area === "string" && [base, theirs, ours].every(isEntryOrNull);
}

function isEntryOrNull(value: unknown): boolean {
  if (value === null) return true;
  const { mode, hash } = (value ?? {}) as Record<string, unknown>;
  return /^(100644|100755|120000)$/.test(String(mode)) && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(String(hash));
}
