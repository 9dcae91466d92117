import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { attempt } from "../process/attempt.ts";
import { runningHost } from "../process/table.ts";
import { ownTerminal } from "../process/terminal.ts";
import type { Project } from "../project/project.ts";
import { isScriptHere, TOKEN } from "../record/machine/scripts.ts";
import { readRun } from "../run/journal/change.ts";
import { clean } from "../text.ts";

/**
 * Whether a person stands behind a command that answers in their name. The program cannot see who
 * has typed it: a command line that a model has built, and that was started so that the host is not
 * among its ancestors, looks the same. So it shows a word on its own terminal, which has to be
 * typed.
 */

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/**
 * A word that nobody can know before it is shown, and that anybody can type: five letters, 68,600
 * of them.
 */
function newWord(): string {
  const bytes = crypto.getRandomValues(new Uint32Array(5));
  const letters = (at: number): string => (at % 2 === 0 ? CONSONANTS : VOWELS);
  return [...bytes].map((number, at) => letters(at)[number % letters(at).length]).join("");
}

const NOT_TYPED = "Nothing was done: you did not type the word.";

/** Why a command without a terminal counts for nobody. */
const noTerminal = (slash: string | null): string =>
  `Nothing was done: this acts in your name, so it asks you to confirm at a terminal, and there is none here. Type ${slash === null ? "" : `${slash} in Claude Code, or `}the same command in a terminal. For a script: set ${TOKEN} to a secret of at least 16 characters, for ${here("run")} and for this (docs/troubleshooting.md).`;

/** The same before there is a run, which a script could have started or a token could stand for. */
const hostAtWork = (slash: string, pid: number): string =>
  `Nothing was done: this acts in your name, so it asks you to confirm at a terminal. There is none here, and a Claude Code of the same user is running on this machine (process ${pid}), which could have started this command. Type it once in a terminal of this machine, or ${slash} in Claude Code: that counts here until it changes. In CI start the job as a separate user, or in a container.`;

/** Whether a run is live here, as far as can be told: one that cannot be read counts as live. */
function hasLiveRun(project: Project): boolean {
  const run = attempt(() => readRun(project), "unread");
  return run === "unread" || (run !== null && isLive(run));
}

/**
 * Asks whoever called the program for a word; null: they are the person, or a script of theirs.
 * `does`: what is about to be done, whole lines. `slash`: how the same is typed in the host; null:
 * it cannot be.
 */
export async function confirmed(
  place: { project: Project; env: NodeJS.ProcessEnv },
  { does, slash }: { does: string; slash: string | null },
  open: typeof ownTerminal = ownTerminal,
  host: () => number | null = runningHost,
): Promise<string | null> {
  if (isScriptHere(place.project, place.env)) return null;
  const terminal = open();
  if (terminal !== null) {
    const word = newWord();
    const answer = terminal.ask(clean(`${does}\nTo confirm, type ${word}: `));
    terminal.close();
    return answer?.trim().toLowerCase() === word ? null : NOT_TYPED;
  }
  // Before a run, as `multi-ai trust all` in CI: nothing of a host is at work that could have left
  // somebody behind. What cannot be typed there, as a pull request, always needs somebody's word.
  if (slash === null || hasLiveRun(place.project)) return noTerminal(slash);
  const pid = host();
  return pid === null ? null : hostAtWork(slash, pid);
}
