// @bun
import {
  block
} from "./s8.js";
import {
  HOOK_PATIENCE_MS,
  isAlive
} from "./s225.js";
import {
  PLUGIN,
  TERMINAL_COMMANDS,
  inHost,
  calledAs
} from "./s12.js";
import {
  readCache,
  writeFileAtomic,
  createTaskFolder,
  removeFile
} from "./s25.js";
import {
  clean,
  HOST_TABLE,
  PLAIN_LAYOUT
} from "./s28.js";
import {
  allStarts,
  startOf,
  typedCommand
} from "./s70.js";
import {
  readRun,
  change2
} from "./s200.js";
import {
  runProcess
} from "./s236.js";
import {
  storeRequest,
  issueIn,
  readStart
} from "./s160.js";
import {
  COMMANDS,
  slipIn,
  asksForHelp,
  startHelp
} from "./s75.js";
import {
  proceed2,
  settingsOr2,
  begin2,
  replacedBy2
} from "./s111.js";
import {
  owns,
  takerOf,
  startFolder,
  nextFor,
  haltSoon,
  deliver
} from "./s64.js";
import {
  unheard2
} from "./s237.js";
import {
  parseLine,
  carryOut
} from "./s165.js";
import {
  liveStranger
} from "./s101.js";
import {
  failed
} from "./s162.js";
import {
  takeOverOf
} from "./s163.js";
import {
  hashOfWords
} from "./s239.js";
import {
  noteTaken
} from "./s222.js";
import {
  pluginRoot
} from "./s223.js";
import {
  isLive
} from "./s5.js";
import {
  startTime,
  alive
} from "./s203.js";

// src/hooks/program-commands.ts
import { openSync } from "fs";
import { join } from "path";
var PROGRAM_COMMANDS = ["report", "explain", "runs", "log", "verify", "dry-run", "park"];
var PATIENCE_MS = 50000;
var VERIFY_PATIENCE_MS = 40000;
var POLL_MS = 100;
var RUNNING = "verify.json";
var OUTPUT = "verify.txt";
var wordsOf = (line) => line.split(/\s+/).filter((word) => word !== "");
function commandOf(hook, name, args) {
  const from = hook.env.MULTI_AI_PROJECT_START ?? hook.env.CLAUDE_PROJECT_DIR ?? hook.project.root;
  const bun = ["--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  const line = [...bun, "dist/orchestrator.js", name, ...wordsOf(args)];
  const env = { ...hook.env, MULTI_AI_DOOR: "host", MULTI_AI_FROM: from, MULTI_AI_CWD: undefined };
  return { line, env, cwd: pluginRoot() };
}
async function programCommand(hook, name, args) {
  if (name === "verify" && wordsOf(args).length === 0)
    return verify(hook);
  const { line, env, cwd } = commandOf(hook, name, args);
  const ran = await runProcess({ command: process.execPath, args: line, cwd, env, timeoutMs: PATIENCE_MS });
  if (ran.outcome === "timeout")
    return "It takes too long here: type it in a terminal.";
  return `${ran.stdout}${ran.stderr}`.trim();
}
async function verify(hook, patience = VERIFY_PATIENCE_MS) {
  const { task } = hook.project;
  const at = (file) => join(task, file);
  const before = running(at(RUNNING));
  if (before !== null) {
    const until = Date.now() + patience;
    while (alive(before.pid, before.start)) {
      if (Date.now() >= until)
        return still(before);
      await Bun.sleep(POLL_MS);
    }
    return `The tests that were begun at ${clock(before)} have ended; ${inHost("verify")} runs them anew.
${ended(at)}`;
  }
  createTaskFolder(task);
  removeFile(at(OUTPUT));
  const { line, env, cwd } = commandOf(hook, "verify", "");
  const out = openSync(at(OUTPUT), "wx", 384);
  const child = Bun.spawn([process.execPath, ...line], { cwd, env, stdio: ["ignore", out, out], detached: true });
  const begun = { pid: child.pid, start: startTime(child.pid), at: new Date().toISOString() };
  writeFileAtomic(at(RUNNING), JSON.stringify(begun));
  const { promise: late, resolve } = Promise.withResolvers();
  const timer = setTimeout(() => resolve(false), patience);
  const inTime = await Promise.race([child.exited.then(() => true), late]);
  clearTimeout(timer);
  if (inTime)
    return ended(at);
  child.unref();
  return still(begun);
}
var clock = ({ at }) => `${at.slice(11, 16)} UTC`;
var still = (one) => `The tests, begun at ${clock(one)}, are still running, and Claude Code tells nothing of their end. Type ${inHost("verify")} again: it waits for them and shows what came of them.`;
function running(path) {
  try {
    const { pid, start, at } = JSON.parse(readCache(path).toString());
    return Number.isSafeInteger(pid) ? { pid, start: typeof start === "string" ? start : null, at: typeof at === "string" ? at : "" } : null;
  } catch {
    return null;
  }
}
function ended(at) {
  const text = readCache(at(OUTPUT))?.toString().trim() || "The tests said nothing.";
  removeFile(at(RUNNING));
  removeFile(at(OUTPUT));
  return text;
}

// src/hooks/slash-commands.ts
function standsStill(hook) {
  const run = readRun(hook.project);
  if (run === null || !isLive(run) || run.paused !== null || liveStranger(contextOf(hook, [])) !== null)
    return false;
  return owns(run, hook.payload.session) ? nextFor(hook, run).do === "dispatch" : !isAlive(run.owner?.host ?? null);
}
function startsBare({ project }, name) {
  const run = readRun(project);
  return startOf(name).bare === true && (run === null || !isLive(run));
}
async function start(hook, name, args) {
  if (args.trim() === "" && !startsBare(hook, name)) {
    const next = standsStill(hook) ? "resume" : "status";
    return given(hook, next, COMMANDS[next], "");
  }
  if (asksForHelp(args))
    return block(name === PLUGIN ? `${startHelp(name)}

${clean(await programCommand(hook, "help", ""))}` : startHelp(name));
  const slip = slipIn("host", name, args);
  if (slip !== null)
    return block(clean(slip));
  const stranger = liveStranger(contextOf(hook, []));
  if (stranger !== null)
    return block(`Nothing was started. ${stranger.text}`);
  const settings = await settingsOr2(hook);
  if ("refusal" in settings)
    return settings.refusal;
  const named = issueIn(name, args);
  const issue = named === null ? null : await (await import("./issue.js")).readIssue(hook.project, named, hook.env);
  if (issue?.ok === false)
    return block(`Nothing was started. ${clean(issue.problem)}
In your own words: ${typedCommand(name)} ${startOf(name).request}`);
  const read = readStart(name, args, settings.settings, hook.project.root, issue);
  if (!read.ok)
    return block(`Nothing was started. ${read.problem}`);
  const { request, start } = read.value;
  if (request === "")
    return block(`Nothing was started: ${clean(args.trim())} says how, and not what. Type it behind: ${typedCommand(name)} ${startOf(name).request} ${clean(args.trim())}`);
  const run = readRun(hook.project);
  if (run !== null && isLive(run))
    return second(hook, run, request, start);
  if (hook.payload.permissionMode === "plan")
    return block("Plan mode lets no agent write its result: leave it (shift+tab), then type the command again.");
  return begin2(hook, request, start);
}
function second(hook, run, request, start) {
  const takeOver = takeOverOf(run, hook.payload.session, hook.host);
  if (takeOver !== null)
    return block(`Run ${run.run} is live here and belongs to another session. ${inHost(takeOver)} takes it over; ${inHost("cancel")} ends it.`);
  const stored = storeRequest(hook.project, request);
  return proceed2(hook, change2(hook.project, () => [
    { do: "go_on" },
    { do: "second_request", request: stored, start },
    deliver(hook, "always")
  ]));
}
var contextOf = (hook, warnings) => ({
  project: hook.project,
  from: startFolder(hook.env) ?? hook.project.root,
  session: {
    id: hook.payload.session,
    host: hook.host,
    prompt: hook.payload.promptId,
    said: hashOfWords(typedText(hook)),
    deliver: (mode) => deliver(hook, mode),
    takes: (run) => noteTaken(hook.project, run, takerOf(hook), hook.env),
    unheard: () => unheard2(hook, typedText(hook))
  },
  belowHost: () => true,
  confirm: async () => null,
  patience: HOOK_PATIENCE_MS,
  json: false,
  ...PLAIN_LAYOUT,
  width: HOST_TABLE,
  table: HOST_TABLE,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  env: hook.env,
  say: () => {},
  warn: (line) => warnings.push(`multi-ai: ${line}`)
});
var typedText = ({ payload }) => payload.prompt === "" ? `/${payload.commandName} ${payload.commandArgs}`.trim() : payload.prompt;
async function given(hook, name, command, args) {
  const warnings = [];
  const answer = await carryOut(name, command, parseLine(name, command, args), contextOf(hook, warnings));
  const text = clean([answer.text, ...warnings].join(`
`));
  return answer.goesOn ? goOn(hook, answer.goesOn, text) : block(text);
}
async function goOn(hook, { before, changed, lead }, text) {
  const output = await replacedBy2(hook, before, changed) ?? proceed2(hook, changed, lead);
  const told = typeof output?.systemMessage === "string" ? `${text}
${output.systemMessage}` : text;
  return { ...output, systemMessage: told };
}
async function noteStopped(hook) {
  let run = null;
  try {
    run = readRun(hook.project);
  } catch {}
  const halt = await haltSoon(hook, run);
  if (halt !== null)
    change2(hook.project, () => [halt]);
}
var inTerminal = (name) => [
  `/${PLUGIN}:${name} is a verb of the terminal: type ${calledAs(PLUGIN)(name)} in one, in the folder of this project.`,
  `Here: ${inHost(TERMINAL_COMMANDS[name])}`,
  `If your terminal does not find ${PLUGIN}: ${inHost("setup --program")}`
].join(`
`);
async function slashCommand(hook) {
  const name = hook.payload.commandName.replace(/^multi-ai:/, "");
  const args = hook.payload.commandArgs;
  try {
    if (!(name === "cancel" && /(?:^|\s)--force(?:\s|$)/.test(args)))
      await noteStopped(hook);
    if (Object.hasOwn(TERMINAL_COMMANDS, name))
      return block(inTerminal(name));
    if (PROGRAM_COMMANDS.includes(name))
      return block(clean(await programCommand(hook, name, args)));
    if (Object.hasOwn(allStarts(), name))
      return await start(hook, name, args);
    if (name === "setup")
      return await given(hook, name, (await import("./setup-1.js")).setup(hook), args);
    return Object.hasOwn(COMMANDS, name) ? await given(hook, name, COMMANDS[name], args) : null;
  } catch (error) {
    if (hook.env.MULTI_AI_DEBUG)
      console.error(error);
    return block(clean(failed(error, "host").text));
  }
}
export {
  slashCommand
};
