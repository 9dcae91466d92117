import { descendants, type ProcessRow, runningProcesses } from "./table.ts";

/**
 * What descends from the leader of a group, by looks at the table while it lives: what was seen once
 * is known when its parents have ended, too, with the groups that it is in.
 */
export class Family {
  private groups: ReadonlySet<number>;
  private members: ReadonlyMap<number, string> = new Map();

  constructor(private readonly leader: number) {
    this.groups = new Set([leader]);
  }

  /** Whether the last look has found somebody. */
  isKnown = (): boolean => this.members.size > 0;

  /** Those that run now. The others are forgotten: their numbers may be given again. */
  look(table = runningProcesses()): ProcessRow[] {
    const known = table.filter(
      (one) => this.groups.has(one.group) || this.members.get(one.pid) === one.started,
    );
    const found = [...known, ...descendants(table, new Set(known.map(({ pid }) => pid)))];
    this.members = new Map(found.map(({ pid, started }) => [pid, started]));
    this.groups = new Set([this.leader, ...found.map(({ group }) => group)]);
    return found;
  }

  /** Those outside of the leader's group. */
  beside = (table: ProcessRow[]): number[] =>
    this.look(table).flatMap(({ pid, group }) => (group === this.leader ? [] : [pid]));
}

/**
 * Milliseconds from a sign of life, which may tell of a command that begins, to the first look; in
 * silence looks are rarer and rarer. All looks take no more than their share of the time.
 */
const FIRST_MS = 80;
const RARER = 1.2;
const MOST_MS = 1_000;
const SHARE = 1 / 8;

/** Who looks. One reading of the table serves all. */
const lookers = new Set<(table: ProcessRow[]) => void>();
let gap = FIRST_MS;
/** No look comes before, by the clock of this process. */
let notBefore = 0;
let timer: Timer | undefined;

function wait(): void {
  clearTimeout(timer);
  timer = setTimeout(lookAll, Math.max(gap, notBefore - performance.now()));
}

function lookAll(): void {
  const began = performance.now();
  const table = runningProcesses();
  for (const look of lookers) look(table);
  const ended = performance.now();
  notBefore = ended + (ended - began) / SHARE;
  gap = Math.min(gap * RARER, MOST_MS);
  wait();
}

/** Looks at moments until `end`. `stir`: there was a sign of life. */
export function atMoments(look: (table: ProcessRow[]) => void) {
  const isFirst = lookers.size === 0;
  lookers.add(look);
  const stir = (): void => {
    // The last output may arrive after the end. And one sign after the other would put off the
    // look for ever.
    if (!lookers.has(look) || gap === FIRST_MS) return;
    gap = FIRST_MS;
    wait();
  };
  if (isFirst) wait();
  else stir();
  const end = (): void => {
    lookers.delete(look);
    if (lookers.size > 0) return;
    clearTimeout(timer);
    gap = FIRST_MS;
  };
  return { stir, end };
}
