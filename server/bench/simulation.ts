// A day of the job server, as a model: jobs come, wait for a slot, take their time, and a worker dies now and then.

export interface Load {
  jobsADay: number;
  slots: number;
  /** What a run takes on average; half of them take less than two thirds of it. */
  minutes: number;
  /** Seconds that a slot is taken beyond the run. */
  overheadS: number;
  /** Seconds until a killed worker's job goes on, and how often a job is hit. */
  recoveryS: number;
  killed: number;
}

export interface Day {
  /** Share of the slots that are taken, on average, and in the fullest hour. */
  used: number;
  fullest: number;
  /** Minutes that a job waits. */
  median: number;
  p99: number;
  /** Jobs that wait at once, at most. */
  queue: number;
}

const DAY = 1_440;
/** Ten of the hours have three times as many jobs as the others. */
const BUSY = { from: 480, to: 1_080, times: 3 };

/** Numbers from 0 to 1 that are the same each time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const quantile = (values: number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

/** The second of two days. */
export function simulate(load: Load): Day {
  const next = random(1);
  const busyShare = (BUSY.to - BUSY.from) / DAY;
  const perMinute = load.jobsADay / DAY / (1 + busyShare * (BUSY.times - 1));
  const waiting: number[] = [];
  const atWork: number[] = [];
  const waits: number[] = [];
  const usedIn = new Array<number>(2 * 24).fill(0);
  let queue = 0;
  // A lognormal time: its mean is `minutes`.
  const takes = (): number => {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const spread = 0.9;
    const run = load.minutes * Math.exp(spread * normal - spread ** 2 / 2);
    return run + (load.overheadS + (next() < load.killed ? load.recoveryS : 0)) / 60;
  };
  const begin = (now: number): void => {
    while (waiting.length > 0 && atWork.length < load.slots) {
      const at = waiting.shift()!;
      const until = now + takes();
      const behind = atWork.findIndex((one) => one > until);
      atWork.splice(behind < 0 ? atWork.length : behind, 0, until);
      if (at >= DAY) waits.push(now - at);
      for (let hour = Math.floor(now / 60); hour < usedIn.length && hour * 60 < until; hour++)
        usedIn[hour]! += Math.min(until, (hour + 1) * 60) - Math.max(now, hour * 60);
    }
  };
  const endUntil = (now: number): void => {
    while (atWork.length > 0 && atWork[0]! <= now) begin(atWork.shift()!);
  };
  for (let now = 0; now < 2 * DAY; ) {
    const minute = now % DAY;
    const isBusy = minute >= BUSY.from && minute < BUSY.to;
    now += -Math.log(1 - next()) / (perMinute * (isBusy ? BUSY.times : 1));
    endUntil(now);
    waiting.push(now);
    begin(now);
    if (now >= DAY) queue = Math.max(queue, waiting.length);
  }
  const day = usedIn.slice(24).map((minutes) => minutes / 60 / load.slots);
  return {
    used: day.reduce((sum, one) => sum + one, 0) / day.length,
    fullest: Math.max(...day),
    median: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
    queue,
  };
}
