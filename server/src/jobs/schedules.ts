import { z } from "zod";
import { type Client, holding, type Pool, transaction } from "../database/connection.ts";
import type { Queue, Schedule } from "../queue.ts";
import { type Job, JobRequest } from "./job.ts";
import { holdToken, type Store, writeAudit } from "./store.ts";

/** Jobs that start on a schedule at certain times. pg-boss keeps them, and says when one is due. */

/** Each comes after the one before by itself. */
export const ScheduleJob = JobRequest.omit({ after: true });
export type ScheduleJob = z.infer<typeof ScheduleJob>;

export const ScheduleRequest = z.strictObject({
  cron: z
    .string()
    .min(1)
    .max(200)
    .describe("When it is due: minute, hour, day of the month, month, day of the week."),
  timezone: z.string().min(1).max(60).default("UTC").describe("The time zone of that."),
  job: ScheduleJob.describe("What is queued then."),
});
export type ScheduleRequest = z.infer<typeof ScheduleRequest>;

const Kept = z.object({ job: ScheduleJob, who: z.string() });
/** A schedule with what it starts, and who has made it. */
type JobSchedule = Omit<Schedule, "data"> & z.infer<typeof Kept>;

/** Whether who is bound to a project sees a schedule; null: bound to none. */
export const sees = (project: string | null, { job }: JobSchedule): boolean =>
  project === null || job.project === project;

export class Schedules {
  constructor(
    private readonly pool: Pool,
    private readonly queue: Queue,
  ) {}

  async list(): Promise<JobSchedule[]> {
    const all = await this.queue.schedules();
    return all
      .map(({ data, ...one }) => ({ ...one, ...Kept.parse(data) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async find(name: string): Promise<JobSchedule | null> {
    return (await this.list()).find((one) => one.name === name) ?? null;
  }

  /**
   * Makes a schedule, or replaces the one of that name. Null: that one is of another project than
   * `of`. @throws NoSchedule, NoToken
   */
  async put(
    name: string,
    wanted: ScheduleRequest,
    who: string,
    of: string | null = null,
  ): Promise<JobSchedule | null> {
    const { cron, timezone, job } = wanted;
    const isPut = await this.alone(name, async (client, before) => {
      if (before !== null && !sees(of, before)) return false;
      await holdToken(client, who);
      await this.queue.schedule(client, { name, cron, timezone, data: { job, who } });
      await writeAudit(client, null, who, "schedule", {
        name,
        cron,
        timezone,
        project: job.project,
      });
      return true;
    });
    return isPut ? this.find(name) : null;
  }

  /** Whether there was one of that name, of the project `of`. */
  remove(name: string, who: string, of: string | null = null): Promise<boolean> {
    return this.alone(name, async (client, before) => {
      if (before === null || !sees(of, before)) return false;
      await this.queue.unschedule(client, name);
      await writeAudit(client, null, who, "unschedule", { name });
      return true;
    });
  }

  /** Works on the schedule of a name while nobody else does. */
  private alone<T>(
    name: string,
    work: (client: Client, before: JobSchedule | null) => Promise<T>,
  ): Promise<T> {
    return transaction(this.pool, async (client) => {
      await holding(client, `schedule ${name}`);
      return work(client, await this.find(name));
    });
  }

  /** Has jobs queued as they are due. */
  follow(store: Store): Promise<void> {
    return this.queue.whenDue(async (name, minute) => {
      await this.due(store, name, minute);
    });
  }

  /**
   * Queues the job of a schedule that is due. Null: it was removed meanwhile, or its last job has
   * not ended.
   */
  async due(store: Store, name: string, minute: string): Promise<Job | null> {
    const schedule = await this.find(name);
    return (
      schedule &&
      store.createDue(schedule.job, { by: "schedule", name, person: schedule.who }, minute)
    );
  }
}
