// A hook of the host or a verb of the command line, played on a project in this very process.

import { VERBS } from "../../src/cli/verbs.ts";
import { hookCall } from "../../src/hooks/hook-call.ts";
import { handle } from "../../src/hooks/index.ts";
import { narrow } from "../../src/host/payload.ts";
import type { Project } from "../../src/project/project.ts";
import { type Context, callOf, Ends } from "../../src/run/commands/command.ts";

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
    return (await VERBS[raw.verb]!.run(callOf(contextOf(project), raw.args, raw.options))).text;
  } catch (error) {
    if (error instanceof Ends) return error.answer.text;
    throw error;
  }
}

const contextOf = (project: Project): Context => ({
  project,
  from: project.root,
  session: null,
  belowHost: () => false,
  confirm: async () => null,
  patience: 600_000,
  json: false,
  width: 120,
  paint: {} as Context["paint"],
  env: {},
  say: () => {},
  warn: (line) => {
    throw new Error(line);
  },
});
