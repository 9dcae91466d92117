import type { Dispatch } from "../../engine/run.ts";
import type { AgentHost } from "../../host/agent-host.ts";
import { workedBetween } from "../../host/transcript/transcript.ts";

/**
 * How long an agent may work whose dispatch has no limit; and what one with hooks has after its
 * limit, at which the policy ends it.
 */
const MAX_MINUTES = 120;
const GRACE_MINUTES = 3;
/** How long a host may have its brief before one of the plugin's hooks has run in it. */
const UNGUARDED_MS = 15_000;
/** How long a host may take until it has taken its brief. */
const START_MS = 300_000;
/**
 * The driver looks several times a second: between looks that are further apart the machine slept,
 * or the driver did.
 */
const SLEPT_MS = 10_000;

const hangs = (title: string) => `${title} did not start working within five minutes.`;
export const UNGUARDED =
  "This plugin's hooks do not run in the Claude Code that was started, so its rules would not apply.";

/** How long an agent may work for a dispatch, in milliseconds. */
export const mostFor = ({ bounds }: Pick<Dispatch, "bounds">): number =>
  (bounds === null ? MAX_MINUTES : bounds.minutes + GRACE_MINUTES) * 60_000;

/** How long the host of one agent has had, as its driver sees that. */
export class HostTime {
  private seen: number;
  private worked = 0;
  /** When it was first seen to ask its model. */
  private asks: number | null = null;

  constructor(
    private readonly host: Pick<AgentHost, "title" | "hasHooks">,
    private readonly now: () => number = Date.now,
  ) {
    this.seen = now();
  }

  /**
   * Whether its time is up, and what is wrong with it then: it does not begin, or it works without
   * rules. Null: it goes on.
   */
  look({ bounds, agent }: Dispatch, asksNow: () => boolean): { fault: string | null } | null {
    const now = this.now();
    this.worked += workedBetween(this.seen, now, SLEPT_MS);
    this.seen = now;
    const most =
      bounds === null || this.host.hasHooks ? mostFor({ bounds }) : bounds.minutes * 60_000;
    if (this.worked > most) return { fault: null };
    // A hook has run in it.
    if (agent !== null) return null;
    if (this.asks === null && asksNow()) this.asks = this.worked;
    if (this.asks !== null)
      return this.worked - this.asks > UNGUARDED_MS ? { fault: UNGUARDED } : null;
    return this.worked > START_MS ? { fault: hangs(this.host.title) } : null;
  }
}
