// One phase of a project, from its discussion to its verification, by whoever carries its commands
// out.

import { type Model, startModel } from "../harness/model.ts";
import { planningOf } from "../harness/phases/project.ts";
import { honestPhases } from "../harness/phases/whole.ts";
import { DEFAULT_FILES, type Files, makeProject } from "../harness/project.ts";
import { reading, team } from "../harness/team.ts";
import type { Course } from "./carried.ts";
import { type Seat, sitDown, untilLeft } from "./person.ts";
import { type Left, mainRequests, ofType } from "./scenario.ts";

const COMMANDS = ["discuss-phase", "plan-phase", "execute-phase", "verify-work"];

/**
 * A phase of so many plans, which do not wait for each other, in a project that has nothing else;
 * each function is a plan. `more`: files of the project.
 */
export function phaseCourse(functions: string[], more: Files = {}) {
  const ids = functions.map((_, at) => `WORD-0${at + 1}`);
  const criteria = functions.map(
    (fn) => `${fn} says its sentence by name, as \`bun test tests/${fn}.test.ts\` shows`,
  );
  const project = makeProject({
    files: {
      ...DEFAULT_FILES,
      ...planningOf(
        [{ number: "1", name: "Sentences", criteria, requirements: ids }],
        Object.fromEntries(
          functions.map((fn, at) => [ids[at]!, `\`${fn}(name)\` is a sentence for one person`]),
        ),
      ),
      ...more,
    },
  });
  const script = reading(team(honestPhases()));
  return {
    project,
    script,
    model: startModel({ script }),
    typed: COMMANDS.map((command): Course["typed"][number] => [command, "1", "--auto"]),
  };
}

/**
 * What a phase has asked of the main thread: requests, and bytes that its conversations have grown
 * by.
 */
export interface Price {
  requests: number;
  grown: number;
}

export function priceOf(model: Model): Price {
  const sessions = Map.groupBy(mainRequests(model), ({ sessionId }) => sessionId).values();
  const grown = [...sessions].map((all) => all.at(-1)!.bytes - all[0]!.bytes);
  return { requests: mainRequests(model).length, grown: grown.reduce((sum, one) => sum + one, 0) };
}

const createdIn = ({ events }: Left) => ofType(events, "run_created").at(-1);

/**
 * Takes the first answer that each dialog offers, until the run of this command is complete and its
 * report stands on the screen.
 */
async function answered({ terminal, project }: Seat, command: string): Promise<void> {
  const isAt = (now: Left, status: string): boolean =>
    createdIn(now)?.entry === command && now.state.status === status;
  for (;;) {
    const now = await untilLeft(
      project,
      (one) => isAt(one, "complete") || isAt(one, "waiting_for_user"),
      60_000,
    );
    if (isAt(now, "complete")) {
      await terminal.waitFor(new RegExp(`Report of ${createdIn(now)!.run}: complete`));
      return;
    }
    const { id } = now.state.question as { id: string };
    await terminal.waitFor(new RegExp(`${id} · [\\s\\S]*❯ 1\\. [\\s\\S]*Esc to cancel`));
    // Above it stands what leaves the question open.
    await terminal.press("down", /❯ 2\. /);
    await terminal.press("enter", (screen) => !screen.includes("Esc to cancel"));
    await untilLeft(project, ({ events }) =>
      ofType(events, "answered").some((one) => one.question === id),
    );
  }
}

/** A phase at a terminal in auto mode, in one session. Without `--auto` the person is asked. */
export async function atTerminal(
  { project, model, script }: ReturnType<typeof phaseCourse>,
  ...flags: string[]
) {
  const seat = await sitDown({ version: "new", project, model, script, permissionMode: "auto" });
  for (const command of COMMANDS) {
    await seat.terminal.submit([`/multi-ai:${command}`, ...flags, "1"].join(" "));
    await answered(seat, command);
  }
  return seat;
}
