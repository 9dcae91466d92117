import { standsInTheWay } from "../checkup/index.ts";
import { COMPLETIONS, type Verbs } from "../checkup/setup/completion.ts";
import { namedIn } from "../checkup/setup/named.ts";
import { placeOf } from "../checkup/setup/place.ts";
import { dataOf, resultLines, stepsOf, yours } from "../checkup/setup/results.ts";
import type { Place } from "../checkup/setup/steps.ts";
import { type Person, setUpNamed, through } from "../checkup/setup/through.ts";
import { here, inHost } from "../plugin.ts";
import { ownTerminal } from "../process/terminal.ts";
import { type Answer, breakAt, type Call, no, projectLine, wrongUsage } from "../run/commands/command.ts";
import { wrapWhole } from "../text.ts";

/** The person at the terminal; null: nobody can be asked there. */
function personAt(call: Call): (Person & { close(): void }) | null {
  const terminal = call.json ? null : ownTerminal();
  return terminal === null ? null : { ...terminal, most: breakAt(call) };
}

/** `setup` with names behind it. */
async function named(call: Call, place: Place): Promise<Answer> {
  const chosen = namedIn(call.args, await stepsOf(place));
  if (typeof chosen === "string") return wrongUsage(`Nothing was changed: ${chosen}`);
  if (call.belowHost()) return no(BELOW());
  const terminal = personAt(call);
  const answer = await setUpNamed(call, chosen, place, terminal, LEFT());
  terminal?.close();
  return answer;
}

const LEFT = (): string => `Left as it is, as you said; ${here("setup")} offers it again:`;
const BELOW = (): string =>
  `Nothing was changed: a person does this by typing ${inHost("setup")} in Claude Code, or ${here("setup")} in a terminal of their own.`;

/** Looks at what a run needs, and does what the person says yes to. `verbs`: all of the program, for the scripts of shells. */
export async function setUp(call: Call, verbs: Verbs): Promise<Answer> {
  const place = placeOf(call, call.value("claude"), async (shell) => COMPLETIONS[shell]!(verbs));
  if (call.args.length > 0) return named(call, place);
  const findings = await place.findings();
  // Settings of the host are the person's: what it has started itself may look at them, no more.
  const isBelow = call.belowHost();
  const all = call.has("yes") && !isBelow;
  const terminal = isBelow || all ? null : personAt(call);
  const note = isBelow
    ? BELOW()
    : terminal === null && !all
      ? `Nothing was changed: ${here("setup")} asks in a terminal, ${here("setup --yes")} does all that is offered.`
      : null;
  const results = await through(place, terminal, all);
  terminal?.close();
  const ok = !standsInTheWay(findings);
  const most = breakAt(call);
  const lines = resultLines(results, findings, {
    ...{ paint: call.paint, most, offers: "Offered:" },
    left: LEFT(),
  });
  const end = ok
    ? "A run can start."
    : `Something that a run needs is missing; ${here("dry-run")} shows all that was looked at.`;
  const last = [...(note === null ? [] : [note]), end].flatMap((line) => wrapWhole(line, most, 0));
  return {
    exit: ok ? 0 : 1,
    text: `${projectLine(call)}${[...lines, ...last].join("\n")}`,
    data: { ok, ...dataOf(results), yours: yours(findings, results) },
    isReport: true,
  };
}
