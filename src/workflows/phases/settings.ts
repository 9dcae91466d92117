import * as z from "zod/mini";
import { setting } from "../../settings.ts";

/** Settings of the phases. Who decides, how finely and on which branch stands in `config.json`. */

const phasesSettings = z.strictObject({
  skip: setting(z.array(z.enum(["research", "plan_check", "code_review", "commit"])), {
    description:
      "What is left out: the researchers, the plan-checker, the code review after execute-phase, or the commit of .planning/ at the end of each command.",
    otherwise: "nothing",
    power: "leaves out reviews",
    narrows: (value) => !value.some((one) => one === "plan_check" || one === "code_review"),
    examples: [["research", "code_review"]],
  }),
  tdd: setting(z.boolean(), {
    description: "True: each task with behaviour is test first.",
    otherwise: "the planner decides task by task",
    power: null,
  }),
});

declare module "../../settings.ts" {
  interface Settings {
    phases?: z.infer<typeof phasesSettings>;
  }
}

export const PHASES_SETTINGS = {
  phases: setting(phasesSettings, { description: "What its commands leave out, and insist on." }),
};
