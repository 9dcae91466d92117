import { clip } from "./clip.ts";
import { type CommandOf, Refused } from "./commands.ts";
import { Decision } from "./decision.ts";
import type { EventBody } from "./events.ts";
import { evolve } from "./evolve.ts";
import { gatesOf } from "./gates.ts";
import { isLive, type Request, type Run } from "./run.ts";
import { settleIdle } from "./settle.ts";
import { chain } from "./tasks.ts";
import type { Workflow } from "./workflow.ts";

/** A request's excerpt as one event can hold it; the whole is the object that `sha` names. */
export const excerpt = (request: Request): Request => ({ ...request, text: clip(request.text, 12_000, "") });

/** A new run with its chain of tasks. @throws Refused while another one is live */
export function start(workflow: Workflow, run: Run | null, command: CommandOf<"start">): EventBody[] {
  if (run !== null && isLive(run)) throw new Refused("live_run", `run ${run.run} is live`);
  const { settings, session, host, options } = command;
  const chosen = { run: command.run, entry: command.entry, settings, options: options ?? {} };
  const events: EventBody[] = [
    {
      type: "run_created",
      run: command.run,
      version: command.version,
      workflow: workflow.name,
      entry: command.entry,
      request: excerpt(command.request),
      auto: command.auto,
      settings,
      ...(options ? { options } : {}),
      session,
      host,
      void_calls: command.voidCalls,
    },
    ...chain(workflow, chosen, gatesOf(workflow, chosen), null),
    ...(settings.tests.run && settings.tests.commands.length > 0
      ? [
          {
            type: "tests_decided" as const,
            run: command.run,
            task: null,
            commands: settings.tests.commands,
            approved: true,
            by: "settings" as const,
          },
        ]
      : []),
  ];
  const begun = evolve(
    null,
    events.map((event) => ({ ...event, seq: 0, at: "", prev: "" })),
  );
  // Its first task may have nothing to do.
  const decision = new Decision(workflow, begun!);
  settleIdle(decision);
  return [...events, ...decision.events];
}
