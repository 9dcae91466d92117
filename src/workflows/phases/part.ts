import type { Run, Task } from "../../engine/run.ts";
import type { Bounds, Entry, Functions, Gate } from "../../engine/workflow.ts";
import type { Scene } from "../../record/scene.ts";
import type {
  ArtifactKind,
  Brief,
  Check,
  Dispatched,
  Flag,
  QuestionWords,
  StartCommand,
} from "../contract/contract.ts";
import type { Ground } from "../kit/ground.ts";

/** One command of the workflow: what starts it, its gates, and all that they name. */
export interface Part<F = unknown>
  extends Partial<Pick<Functions, "rules" | "selectors" | "shows" | "waves">> {
  /** What starts it. */
  start: Start;
  gates: Gate[];
  /** Where a changed request may go back to. */
  back?: Entry["back"];
  roles?: Record<string, { agent: string; model: string }>;
  bounds?: Record<string, Bounds>;
  limits?: Record<string, number>;
  artifacts?: Record<string, () => Promise<ArtifactKind<unknown, F>>>;
  /**
   * What its briefs and forms are made of, gathered once for a dispatch; left out: what the kit
   * gathers.
   */
  facts?(scene: Scene, task: Task, dispatched: Dispatched): F;
  /** What its artifacts tell the kit; left out: nothing. Loaded on use. */
  ground?(): Ground;
  /** Loaded on use. */
  briefs?(): Record<string, Brief<F>>;
  /** What the program does itself, by names that no other part has. Loaded on use. */
  checks(): Promise<Record<string, Check>>;
  questions?: Record<string, QuestionWords>;
  skipReasons?: Record<string, string>;
  /** Commands that its checks run, beside those of tests. */
  commands?(run: Run): string[];
}

type Start = Pick<StartCommand, "request" | "resolves"> & Partial<StartCommand>;

/**
 * What starts a command about one phase of the roadmap; what stands after its number is what the
 * person wants to say of it.
 */
export const startOfPhase = (entry: string, flags: Record<string, Flag> = {}): Start => ({
  ...{ request: "<phase>", flags, strict: true },
  resolves: () => (root, request) =>
    (require("./routes/phase-found.ts") as typeof import("./routes/phase-found.ts")).requestedPhase(
      root,
      request,
      entry,
    ),
});

type Agents = Pick<Part, "roles" | "bounds">;

/**
 * The agents of a part: the model of each, and what its normal work stays below. `shared`: those
 * that other parts have, too.
 */
export function agents(
  all: Record<string, Bounds & { model: string }>,
  shared: Agents = {},
): Agents {
  const own = Object.entries(all);
  return {
    roles: {
      ...shared.roles,
      ...Object.fromEntries(own.map(([agent, { model }]) => [agent, { agent, model }])),
    },
    bounds: {
      ...shared.bounds,
      ...Object.fromEntries(own.map(([agent, { model: _, ...bounds }]) => [agent, bounds])),
    },
  };
}

/** What an agent that looks and writes a document normally needs. */
export const USUAL = { model: "sonnet", tool_calls: 200, minutes: 40, tokens: 4_000_000 };

/** Maps code: of a whole project before it begins, of a phase before it is planned. */
export const MAPPER = agents({
  "pattern-mapper": { model: "haiku", tool_calls: 250, minutes: 40, tokens: 4_000_000 },
});
