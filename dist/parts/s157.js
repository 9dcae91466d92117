// @bun
import {
  here
} from "./s12.js";
import {
  runningHost
} from "./s16.js";
import {
  ownTerminal
} from "./s257.js";
import {
  beginningOf
} from "./s189.js";
import {
  readRun
} from "./s200.js";
import {
  clean
} from "./s28.js";
import {
  TOKEN,
  scriptOf
} from "./s238.js";
import {
  isLive
} from "./s5.js";

// src/cli/confirm.ts
var CONSONANTS = "bdfgklmnprstvz";
var VOWELS = "aeiou";
function newWord() {
  const bytes = crypto.getRandomValues(new Uint32Array(5));
  return [...bytes].map((number, at) => of(at % 2 === 0 ? CONSONANTS : VOWELS, number)).join("");
}
var of = (letters, number) => letters[number % letters.length];
var NOT_TYPED = "Nothing was done: the word was not typed.";
var noTerminal = (slash) => `Nothing was done: this answers in your name, so it asks for a word at a terminal, and there is none here. Type ${slash === null ? "" : `${slash} in Claude Code, or `}the same command in a terminal. For a script: start the run with ${here("run")} in the same script, or set ${TOKEN} to a secret of at least 16 characters for both (docs/troubleshooting.md).`;
var hostAtWork = (slash, pid) => `Nothing was done: this answers in your name, so it asks for a word at a terminal. There is none here, and a Claude Code of the same user is at work on this machine (process ${pid}), which could have started this command. ${slash === null ? "Type it in a terminal of this machine." : `Type it once in a terminal of this machine, or ${slash} in Claude Code: that counts here until it changes.`} In CI start the job as a user of its own, or in a container.`;
function hasLiveRun(project) {
  try {
    const run = readRun(project);
    return run !== null && isLive(run);
  } catch {
    return true;
  }
}
async function confirmed2(place, { does, slash, when = "script" }, open = ownTerminal, host = runningHost) {
  const { project, env } = place;
  const run = beginningOf(project.task)?.run ?? null;
  const script = run === null ? null : scriptOf(project, run, env);
  if (script === "token" && when !== "always")
    return null;
  if (when === "host" && (script === "session" || host() === null))
    return null;
  const terminal = open();
  if (terminal !== null) {
    const word = newWord();
    const said = await terminal.ask(clean(`${does}
To confirm, type ${word}: `));
    terminal.close();
    return said?.trim().toLowerCase() === word ? null : NOT_TYPED;
  }
  if (script === "session")
    return null;
  if (when === "host")
    return hostAtWork(slash, host() ?? 0);
  if (hasLiveRun(project))
    return noTerminal(slash);
  const pid = host();
  return pid === null ? null : hostAtWork(slash, pid);
}

export { confirmed2 };
