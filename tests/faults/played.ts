// A hook of the host or a verb of the command line, played on a project in this very process.

import { VERBS } from "../../src/cli/verbs.ts";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { narrow } from "../../src/host/payload.ts";
import type { Project } from "../../src/project/project.ts";
import { type Call, Ends } from "../../src/run/commands/command.ts";

/** What the host sends, or a verb with its arguments and options. */
export type Raw = { hook_event_name: string; [field: string]: unknown } | VerbCall;
type VerbCall = { verb: string; args: string[]; options: Record<string, string> };

/** What came of it, as text: the answer to the host, or that of the verb. */
export async function played(project: Project, raw: Raw): Promise<string> {
  if ("verb" in raw) return verbText(project, raw as VerbCall);
  return JSON.stringify(await handle(hookCall(narrow(raw), project, {})));
}

async function verbText(project: Project, raw: VerbCall): Promise<string> {
  try {
    return (await VERBS[raw.verb]!.run(callOf(project, raw))).text;
  } catch (error) {
    if (error instanceof Ends) return error.answer.text;
    throw error;
  }
}

const callOf = (project: Project, { args, options }: VerbCall): Call => ({
  project,
  from: project.root,
  args,
  has: (name) => name in options,
  value: (name) => options[name] ?? null,
  session: null,
  belowHost: () => false,
  confirm: async () => null,
  patience: 600_000,
  json: false,
  width: 120,
  paint: {} as Call["paint"],
  env: {},
  say: () => {},
  warn: (line) => {
    throw new Error(line);
  },
});
