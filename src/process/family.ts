import { descendants, type ListedProcess, runningProcesses } from "./table.ts";

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
  look(table = runningProcesses()): ListedProcess[] {
    const known = table.filter(
      (one) => this.groups.has(one.group) || this.members.get(one.pid) === one.started,
    );
    const found = [...known, ...descendants(table, new Set(known.map(({ pid }) => pid)))];
    this.members = new Map(found.map(({ pid, started }) => [pid, started]));
    this.groups = new Set([this.leader, ...found.map(({ group }) => group)]);
    return found;
  }

  /** Those outside of the leader's group. */
  beside = (): number[] =>
    this.look().flatMap(({ pid, group }) => (group === this.leader ? [] : [pid]));
}

/**
 * Milliseconds from a sign of life, which may tell of a command that begins, to the first look; in
 * silence looks are rarer and rarer. None takes more than its share of the time.
 */
const FIRST_MS = 80;
const RARER = 1.2;
const MOST_MS = 1_000;
const SHARE = 1 / 8;

/** Looks at moments until `end`. `stir`: there was a sign of life. */
export function atMoments(look: () => void): { stir: () => void; end: () => void } {
  let gap = FIRST_MS;
  let least = FIRST_MS;
  let timer: Timer | undefined;
  let isOver = false;
  const wait = (): void => {
    clearTimeout(timer);
    // The last output may arrive behind the end.
    if (!isOver) timer = setTimeout(tick, Math.max(gap, least));
  };
  const tick = (): void => {
    const began = performance.now();
    look();
    least = (performance.now() - began) / SHARE;
    gap = Math.min(gap * RARER, MOST_MS);
    wait();
  };
  wait();
  return {
    stir: () => {
      // Else one sign after the other would put off the look for ever.
      if (gap > FIRST_MS) {
        gap = FIRST_MS;
        wait();
      }
    },
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
