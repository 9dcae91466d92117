import type { Who } from "../../engine/workflow.ts";

/** Who reviews. `who`: with the agent that the stage has for it. */
export interface Reviewer {
  name: string;
  title: string;
  who(agent: string): Who;
}

/** Three models, of which each looks for something else: see `own-work.ts`. */
export const REVIEWERS: Reviewer[] = [
  { name: "sonnet", title: "Sonnet", who: (agent) => ({ agent, model: "sonnet" }) },
  { name: "opus", title: "Opus", who: (agent) => ({ agent, model: "opus" }) },
  {
    name: "codex",
    title: "Codex",
    who: () => ({ provider: "codex", agent: "codex-reviewer", model: "haiku" }),
  },
];
