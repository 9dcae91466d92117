import type { Lacking } from "../jobs/workers.ts";
import type { MissingRequirement } from "./lacks.ts";

/** So many jobs in a row that this machine could not work on, and it takes no more for a while. */
const IN_ROW = 3;

/** How long it waits before it looks again: each time twice as long, until a job has passed. */
export interface Pauses {
  first: number;
  most: number;
}
const PAUSES: Pauses = { first: 10_000, most: 300_000 };

interface Steps {
  /** Takes no more jobs, or takes them again. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** What these jobs waited for is there. */
  back(jobs: string[]): Promise<void>;
  /** Told of what changes, for people. */
  say(line: string): void;
  /** What is lacking, or whether jobs are taken, is another. */
  changed(lacks: Lacking[], isDraining: boolean): Promise<unknown>;
}

/** What a worker lacks, and whether it takes jobs meanwhile. */
export class Drain {
  private readonly known = new Map<
    string,
    { lack: MissingRequirement; jobs: Set<string>; since: string }
  >();
  private inRow = 0;
  private wait: number;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isOver = false;
  isDraining = false;

  constructor(
    private readonly steps: Steps,
    private readonly pauses = PAUSES,
  ) {
    this.wait = pauses.first;
  }

  /** For operators. */
  private get lacks(): Lacking[] {
    return [...this.known.values()].map(({ lack: { what, why }, since }) => ({ what, why, since }));
  }

  /** What jobs of a project wait for here; null: nothing is in the way. */
  of(project: string): MissingRequirement | null {
    return (
      [...this.known.values()].find(({ lack: missing }) => missing.isOf(project))?.lack ?? null
    );
  }

  /** Something is lacking. `job`: which found it so, or was not tried for it. */
  async note(missing: MissingRequirement, job: string | null): Promise<void> {
    const one = this.known.get(missing.what);
    if (one === undefined)
      this.known.set(missing.what, {
        lack: missing,
        jobs: new Set(),
        since: new Date().toISOString(),
      });
    if (job !== null) this.known.get(missing.what)!.jobs.add(job);
    if (one === undefined) this.steps.say(`This worker lacks ${missing.what}: ${missing.why}`);
    this.inRow += 1;
    await this.check();
  }

  /** An attempt found nothing lacking. */
  passed(): void {
    this.inRow = 0;
    if (this.known.size === 0) this.wait = this.pauses.first;
  }

  stop(): void {
    this.isOver = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  /** What every job needs. */
  private get isGeneral(): boolean {
    return [...this.known.values()].some(({ lack: missing }) => missing.isOf(""));
  }

  private async check(): Promise<void> {
    this.schedule();
    const isEnough = this.isDraining || (!this.isGeneral && this.inRow < IN_ROW);
    await this.steps.changed(this.lacks, this.isDraining || !isEnough);
    if (isEnough) return;
    this.isDraining = true;
    const what = [...this.known.keys()].join(", ");
    this.steps.say(`It takes no jobs until it has ${what}; it looks again by itself.`);
    await this.steps.pause();
  }

  private schedule(): void {
    if (this.timer !== null || this.isOver || this.known.size === 0) return;
    const look = () => this.look().catch((error: Error) => this.steps.say(error.message));
    this.timer = setTimeout(() => void look().finally(() => this.schedule()), this.wait);
  }

  private async look(): Promise<void> {
    const jobs: string[] = [];
    for (const [what, one] of [...this.known]) {
      if (!(await one.lack.look())) continue;
      this.known.delete(what);
      jobs.push(...one.jobs);
      this.steps.say(`This worker has ${what} again.`);
    }
    this.timer = null;
    if (this.isOver) return;
    const isLess = this.known.size === 0;
    this.wait = Math.min(this.wait * 2, this.pauses.most);
    if (jobs.length > 0) await this.steps.back(jobs);
    if (this.isDraining && !this.isGeneral) {
      // One job shows whether others pass: the next lack has it drained again, for longer.
      this.inRow = isLess ? 0 : IN_ROW - 1;
      this.isDraining = false;
      this.steps.say("It takes jobs again.");
      await this.steps.resume();
    }
    await this.steps.changed(this.lacks, this.isDraining);
  }
}
