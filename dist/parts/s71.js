// @bun
import {
  PLUGIN,
  here
} from "./s12.js";
import {
  disk,
  UnsafeFile,
  openRegular,
  ownFolder,
  readRange,
  createFile,
  temporaryName,
  syncFile,
  makeFolders
} from "./s25.js";
import {
  oneLine2
} from "./s28.js";
import {
  readPlainText
} from "./s27.js";
import {
  isForeign
} from "./s189.js";
import {
  readRun
} from "./s200.js";
import {
  SETTINGS_FILE
} from "./s60.js";
import {
  runIn
} from "./s233.js";
import {
  commonOptions
} from "./s165.js";
import {
  readSettings
} from "./s153.js";
import {
  permissionRules,
  taskToolsAreOn
} from "./s223.js";
import {
  approvedCommands
} from "./s5.js";
import {
  doubledName
} from "./s26.js";
import {
  realPath,
  isInside
} from "./s172.js";

// src/checkup/setup/completion.ts
var MADE_BY = `# Made by ${PLUGIN} setup --completion`;
var shownVerbs = (verbs) => Object.entries(verbs).filter(([, verb]) => !verb.hidden);
var optionsOf = (verb) => Object.entries({ ...verb.options, ...commonOptions("terminal") }).map(([name, { about }]) => [`--${name}`, about]);
var quoted = (text) => `'${oneLine2(text).replaceAll(/['\\]/g, "\u2019")}'`;
function bash(verbs) {
  const cases = shownVerbs(verbs).map(([name, verb]) => `      ${name}) words='${optionsOf(verb).map(([option]) => option).join(" ")}' ;;`);
  return `${MADE_BY} bash
_multi_ai() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...shownVerbs(verbs).map(([name]) => name), "--help", "--version"].join(" ")}'
  else
    case \${COMP_WORDS[1]} in
${cases.join(`
`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _multi_ai ${PLUGIN}
`;
}
function zsh(verbs) {
  const entry = (name, about) => quoted(`${name}:${about.replaceAll(":", ",")}`);
  const names = shownVerbs(verbs).map(([name, { summary }]) => `    ${entry(name, summary)}`);
  const cases = shownVerbs(verbs).map(([name, verb]) => `      ${name}) options=(${optionsOf(verb).map(([option, about]) => entry(option, about)).join(" ")}) ;;`);
  return `#compdef ${PLUGIN}
${MADE_BY} zsh
_multi_ai() {
  local -a verbs options
  verbs=(
${names.join(`
`)}
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
  else
    case $words[2] in
${cases.join(`
`)}
    esac
    _describe option options
    _files
  fi
}
if [ "$funcstack[1]" = _multi-ai ]; then _multi_ai "$@"; else compdef _multi_ai ${PLUGIN}; fi
`;
}
function fish(verbs) {
  const lines = shownVerbs(verbs).flatMap(([name, verb]) => [
    `complete -c ${PLUGIN} -n __fish_use_subcommand -f -a ${name} -d ${quoted(verb.summary)}`,
    ...optionsOf(verb).map(([option, about]) => `complete -c ${PLUGIN} -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)} -d ${quoted(about)}`)
  ]);
  return `${MADE_BY} fish
${lines.join(`
`)}
`;
}
var COMPLETIONS = { bash, zsh, fish };

// src/checkup/setup/steps.ts
import { existsSync, lstatSync, readFileSync, readlinkSync, symlinkSync } from "fs";
import { basename, dirname as dirname2, join } from "path";

// src/store/json-edit.ts
var TOKEN = /"(?:[^"\\]|\\[\s\S])*"|[{}[\],:]|[^\s"{}[\],:]+/g;
function treeOf(text) {
  const tokens = [...text.matchAll(TOKEN)];
  let at = 0;
  const value = () => {
    const { 0: first, index: from } = tokens[at++];
    const node = { from, to: from + first.length, members: null, items: null };
    if (first !== "{" && first !== "[")
      return node;
    const [members, items] = [[], []];
    while (tokens[at][0] !== "}" && tokens[at][0] !== "]") {
      if (tokens[at][0] === ",")
        at++;
      else if (first === "[")
        items.push(value());
      else {
        const name = JSON.parse(tokens[at][0]);
        at += 2;
        members.push([name, value()]);
      }
    }
    const to = tokens[at++].index + 1;
    return first === "{" ? { ...node, to, members } : { ...node, to, items };
  };
  return value();
}
var styleOf = (text) => ({
  unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ",
  eol: text.includes(`\r
`) ? `\r
` : `
`
});
function appended(text, node, depth, entries) {
  const { unit, eol } = styleOf(text);
  const last = node.members === null ? node.items.at(-1) : node.members.at(-1)?.[1];
  const isLong = last === undefined || text.slice(node.from, last.to).includes(`
`);
  const [inner, outer] = [eol + unit.repeat(depth + 1), eol + unit.repeat(depth)];
  const shown = entries.map(([name, value]) => {
    const json = isLong ? JSON.stringify(value, null, unit).replaceAll(`
`, inner) : JSON.stringify(value);
    return name === null ? json : `${JSON.stringify(name)}: ${json}`;
  });
  const [open, close] = [text[node.from], text[node.to - 1]];
  if (last === undefined)
    return `${text.slice(0, node.from)}${open}${inner}${shown.join(`,${inner}`)}${outer}${close}${text.slice(node.to)}`;
  const lead = isLong ? `,${inner}` : ", ";
  return `${text.slice(0, last.to)}${shown.map((one) => lead + one).join("")}${text.slice(last.to)}`;
}
function wanted(value, [name, ...rest], change) {
  if (name === undefined)
    return change(value);
  const known = value ?? {};
  return { ...known, [name]: wanted(Object.hasOwn(known, name) ? known[name] : undefined, rest, change) };
}
function editJson(before, path, value) {
  const mark = before.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = before.slice(mark.length);
  const text = body.trim() === "" ? `{}
` : body;
  let whole;
  try {
    whole = JSON.parse(text);
  } catch {
    return { ok: false, problem: "is not valid JSON" };
  }
  if (typeof whole !== "object" || whole === null || Array.isArray(whole))
    return { ok: false, problem: "is no JSON object" };
  const twice = doubledName(text);
  if (twice !== null)
    return { ok: false, problem: `has the name ${JSON.stringify(twice.name)} twice in one object` };
  let node = treeOf(text);
  let depth = 0;
  let rest = path;
  for (;rest.length > 0; depth++, rest = rest.slice(1)) {
    if (node.members === null)
      return { ok: false, problem: `has ${path.slice(0, depth).join(".")}, which is no object` };
    const next = node.members.find(([name]) => name === rest[0]);
    if (next === undefined)
      break;
    node = next[1];
  }
  const isList = Array.isArray(value);
  if (rest.length === 0 && isList && node.items === null)
    return { ok: false, problem: `has ${path.join(".")}, which is no list` };
  const made = rest.slice(1).reduceRight((inner, name) => ({ [name]: inner }), value);
  const { unit, eol } = styleOf(text);
  const after = rest.length > 0 ? appended(text, node, depth, [[rest[0], made]]) : isList ? appended(text, node, depth, value.map((one) => [null, one])) : text.slice(0, node.from) + JSON.stringify(value, null, unit).replaceAll(`
`, eol + unit.repeat(depth)) + text.slice(node.to);
  const is = wanted(whole, path, (old) => isList && Array.isArray(old) ? [...old, ...value] : value);
  if (!Bun.deepEquals(JSON.parse(after), is))
    return { ok: false, problem: "cannot be changed without other changes" };
  return { ok: true, text: mark + after };
}

// src/checkup/setup/files.ts
import { chmodSync, closeSync, constants, fstatSync } from "fs";
import { dirname } from "path";
var MAX_BYTES = 1e6;

class Refusal extends Error {
}
function readOwn(path) {
  if (!ownFolder(dirname(path)))
    return { text: null, mode: 438 & ~process.umask() };
  const fd = openRegular(path, constants.O_RDONLY);
  if (fd === null)
    return { text: null, mode: 438 & ~process.umask() };
  try {
    const { size, mode } = fstatSync(fd);
    if (size > MAX_BYTES)
      throw new Refusal(`has ${size} bytes, and at most ${MAX_BYTES} are read`);
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readRange(fd, 0, size));
      return { text, mode: mode & 511 };
    } catch {
      throw new Refusal("is not valid UTF-8");
    }
  } finally {
    closeSync(fd);
  }
}
function replaceOwn(path, before, after) {
  const { text, mode } = readOwn(path);
  if (text !== before)
    throw new Refusal("has changed just now");
  if (text !== null && (mode & 146) === 0)
    throw new Refusal("may only be read");
  const temporary = temporaryName(path);
  const mask = process.umask(63);
  try {
    createFile(temporary, Buffer.from(after));
  } finally {
    process.umask(mask);
  }
  try {
    chmodSync(temporary, mode);
    syncFile(temporary);
    if (before === null)
      disk.link(temporary, path);
    else
      disk.rename(temporary, path);
  } finally {
    if (disk.lstat(temporary) !== undefined)
      disk.unlink(temporary);
  }
}

// src/checkup/setup/steps.ts
var refused = (file, error) => {
  const problem = error instanceof UnsafeFile ? error.problem : error instanceof Error ? error.message : String(error);
  const at = error instanceof UnsafeFile ? error.path : file;
  return { state: "refused", file: at, text: `${at} ${problem}; it stays as it is` };
};
function jsonStep(file, text, path, value) {
  try {
    const { text: before } = readOwn(file);
    const edited = editJson(before ?? "", path, value);
    if (!edited.ok)
      throw new Refusal(edited.problem);
    const shown = JSON.stringify(value);
    return {
      state: "offered",
      file,
      text,
      change: [`${Array.isArray(value) ? `${path.join(".")} gets also` : `${path.join(".")} becomes`} ${shown}`],
      apply: () => {
        makeFolders(dirname2(dirname2(file)), basename(dirname2(file)));
        replaceOwn(file, before, edited.text);
      }
    };
  } catch (error) {
    return refused(file, error);
  }
}
var localSettings = ({ call }) => join(call.project.root, ".claude", "settings.local.json");
var ignore = {
  name: "gitignore",
  inProject: true,
  tells: "Ignored",
  async look({ call, plugin }) {
    const { root, task } = call.project;
    const file = join(root, ".gitignore");
    const input = { project: root, task, plugin, env: call.env, claude: null };
    const inside = await runIn(input, "git", "rev-parse", "--is-inside-work-tree");
    if (inside.stdout.trim() !== "true")
      return { state: "not_here", file, text: "the project is no git repository" };
    const checked = await runIn(input, "git", "check-ignore", "-q", "--no-index", ".task/events.jsonl");
    if (checked.exitCode === 0)
      return { state: "done", file, text: "git ignores .task/" };
    if (checked.exitCode !== 1)
      return refused(file, new Refusal("cannot be asked for: git does not say what it ignores"));
    try {
      const { text: before } = readOwn(file);
      const eol = before?.includes(`\r
`) ? `\r
` : `
`;
      const lead = before === null || before === "" || before.endsWith(`
`) ? "" : eol;
      return {
        state: "offered",
        file,
        text: "Have git ignore what a run keeps",
        change: ["a line more: .task/"],
        apply: () => replaceOwn(file, before, `${before ?? ""}${lead}.task/${eol}`)
      };
    } catch (error) {
      return refused(file, error);
    }
  }
};
var MAX_CEILING = 10000000000;
function tokensIn(text) {
  const [, digits = "", unit = ""] = /^(\d+(?:[_, ]\d{3})*(?:\.\d+)?)\s*([km]?)$/i.exec(text.trim()) ?? [];
  const count = Number(`${digits.replaceAll(/[_, ]/g, "")}e${{ k: 3, m: 6 }[unit.toLowerCase()] ?? 0}`);
  return digits !== "" && Number.isInteger(count) && count > 0 && count <= MAX_CEILING ? count : null;
}
var SCHEMA_FILE = "multi-ai.schema.json";
var $schema = `./${SCHEMA_FILE}`;
function schemaCopy({ call, plugin }) {
  const text = readFileSync(join(plugin, "schemas", "settings.schema.json"), "utf8");
  const file = join(call.project.root, dirname2(SETTINGS_FILE), SCHEMA_FILE);
  const { text: before } = readOwn(file);
  if (before !== null && titleOf(before) !== titleOf(text))
    throw new Refusal(`stands beside ${SCHEMA_FILE}, which is no schema of this program`);
  return { text, before, write: () => before !== text && replaceOwn(file, before, text) };
}
var titleOf = (json) => {
  try {
    return fieldOf(JSON.parse(json), "title");
  } catch {
    return null;
  }
};
var schemaOf = (json) => {
  try {
    return fieldOf(JSON.parse(json.replace(/^\ufeff/, "")), "$schema") ?? null;
  } catch {
    return null;
  }
};
var IN_PLUGIN = /^file:\/\/.*\/schemas\/settings\.schema\.json$/;
var COPY = `a copy of the plugin's schema beside it, ${SCHEMA_FILE}`;
var CEILING = {
  about: "how many tokens a run may take before you are asked",
  ask: "Tokens that all agents of a run may take before you are asked, such as 40M; Enter for the usual 30M",
  expected: `a number of tokens up to ${MAX_CEILING}, such as 40M or 800k`,
  parse: tokensIn,
  says: (tokens) => `ceiling_tokens becomes ${tokens}`
};
var settings = {
  name: "settings",
  inProject: true,
  takes: {
    value: CEILING,
    set: ({ call }, tokens) => jsonStep(join(call.project.root, SETTINGS_FILE), "Have you asked at another number of tokens", ["ceiling_tokens"], tokens)
  },
  look(place) {
    const { root } = place.call.project;
    const file = join(root, SETTINGS_FILE);
    try {
      const { text: before } = readOwn(file);
      const named = before === null ? null : schemaOf(before);
      const isOld = typeof named === "string" && IN_PLUGIN.test(named);
      if (before !== null && named !== $schema && !isOld)
        return { state: "done", file, text: `${SETTINGS_FILE} is there` };
      const copy = schemaCopy(place);
      if (before === null)
        return {
          state: "offered",
          file,
          text: "Write a settings file, which an editor can check and complete",
          change: [JSON.stringify({ $schema }), COPY],
          value: CEILING,
          apply: (ceiling) => {
            makeFolders(root, dirname2(SETTINGS_FILE));
            copy.write();
            const all = { $schema, ...ceiling === null ? {} : { ceiling_tokens: ceiling } };
            replaceOwn(file, null, `${JSON.stringify(all, null, 2)}
`);
          }
        };
      if (!isOld && copy.before === copy.text)
        return { state: "done", file, text: `${SETTINGS_FILE} and its schema are there` };
      const edited = isOld ? editJson(before, ["$schema"], $schema) : { ok: true, text: before };
      if (!edited.ok)
        throw new Refusal(edited.problem);
      return {
        state: "offered",
        file,
        text: isOld ? "Have the settings name a schema in the project, in place of one on this machine" : "Bring the schema of the settings up to date, by which an editor checks them",
        change: [...isOld ? [`$schema becomes ${JSON.stringify($schema)}`] : [], COPY],
        apply: () => {
          copy.write();
          if (isOld)
            replaceOwn(file, before, edited.text);
        }
      };
    } catch (error) {
      return refused(file, error);
    }
  }
};
var PROGRAMS = ".local/bin";
var isOnPath = (folder, { PATH = "" }) => PATH.split(":").some((one) => one.startsWith("/") && realPath(one) === realPath(folder));
function ownPrograms({ call }) {
  const { HOME } = call.env;
  if (!HOME?.startsWith("/"))
    return null;
  const folder = join(HOME, PROGRAMS);
  return existsSync(folder) && isOnPath(folder, call.env) ? join(folder, PLUGIN) : null;
}
var launcherOf = ({ plugin }) => join(plugin, "bin", PLUGIN);
var isOldLink = (target) => target.endsWith(`/bin/${PLUGIN}`);
var link = {
  name: "link",
  inProject: false,
  look(place) {
    const file = ownPrograms(place);
    return file === null ? {
      state: "not_here",
      file: `~/${PROGRAMS}`,
      text: `~/${PROGRAMS} is not on your PATH; ${here("setup --program")} puts ${PLUGIN} there, and says how to reach it`
    } : linkAt(file, launcherOf(place));
  }
};
function linkAt(file, launcher) {
  const there = lstatSync(file, { throwIfNoEntry: false });
  const target = there?.isSymbolicLink() ? readlinkSync(file) : null;
  if (there && realPath(file) === realPath(launcher))
    return { state: "done", file, text: `${file} is the program` };
  if (there && (target === null || !isOldLink(target)))
    return refused(file, new Refusal("is something else"));
  return {
    state: "offered",
    file,
    text: `Have ${PLUGIN} found in your terminal`,
    change: [`a link to ${launcher}${target === null ? "" : `, in place of ${target}`}`],
    apply: () => {
      if (target === null)
        return symlinkSync(launcher, file);
      if (readlinkSync(file) !== target)
        throw new Refusal("has changed just now");
      const temporary = temporaryName(file);
      symlinkSync(launcher, temporary);
      disk.rename(temporary, file);
    }
  };
}
var TASK_TOOLS = "CLAUDE_CODE_ENABLE_TODO_TOOLS";
var taskTools = {
  name: "task_tools",
  inProject: true,
  tells: "Task tools",
  async look(place) {
    const file = localSettings(place);
    const { env, project } = place.call;
    const isOff = (await place.findings()).some(({ name, state }) => name === "Task tools" && state !== "ok");
    if (!isOff || taskToolsAreOn(env, project.root))
      return { state: "done", file, text: "Claude Code's own task list is on, or its version cannot be told" };
    const own = settingsValues(place, (all) => fieldOf(fieldOf(all, "env"), TASK_TOOLS));
    if (env[TASK_TOOLS] !== undefined || own.length > 0)
      return {
        state: "done",
        file,
        text: `you have set ${TASK_TOOLS} yourself, in ${own[0]?.file ?? "your environment"}`
      };
    return jsonStep(file, "Have Claude Code's own task list show the run", ["env", TASK_TOOLS], "1");
  }
};
var PLAIN = /^[\w@%+=,./:-]+(?: [\w@%+=,./:-]+)*$/;
async function approved({ call }) {
  const { project, env } = call;
  const read = await readSettings(project.root, env);
  if (!read.ok || !read.settings.tests.run)
    return [];
  const run = isForeign(project, env) ? null : readRun(project);
  const ofRun = run === null ? [] : approvedCommands(run).filter(({ by }) => by === "person");
  return [...new Set([...read.settings.tests.commands, ...ofRun.map(({ text }) => text)])];
}
var permissions = {
  name: "permissions",
  inProject: true,
  async look(place) {
    const file = localSettings(place);
    const { env, project } = place.call;
    let commands;
    try {
      commands = (await approved(place)).filter((one) => PLAIN.test(one));
    } catch (error) {
      return { state: "refused", file, text: error instanceof Error ? error.message : String(error) };
    }
    if (commands.length === 0)
      return { state: "not_here", file, text: "no test command is approved yet" };
    const { allow } = permissionRules(env, project.root);
    const missing = commands.map((one) => `Bash(${one})`).filter((rule) => !allow.includes(rule));
    if (missing.length === 0)
      return { state: "done", file, text: "Claude Code runs the approved test commands unasked" };
    return jsonStep(file, "Let Claude Code run the test commands that you approved, word for word, without asking", ["permissions", "allow"], missing);
  }
};
var fieldOf = (value, name) => typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
function settingsValues({ call }, get) {
  const { env, project } = call;
  const config = env.CLAUDE_CONFIG_DIR || join(env.HOME ?? "/", ".claude");
  const files = [
    join(config, "settings.json"),
    ...["settings.json", "settings.local.json"].map((name) => join(project.root, ".claude", name))
  ];
  return files.flatMap((file) => {
    try {
      const value = get(JSON.parse((readPlainText(file) ?? "null").replace(/^\ufeff/, "")));
      return value === undefined ? [] : [{ file, value }];
    } catch {
      return [];
    }
  });
}
var word = (path) => /^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
var REFRESH_SECONDS = 10;
var lineStep = (name, key, text, what, more = {}) => ({
  name,
  inProject: true,
  look(place) {
    const file = localSettings(place);
    const [own] = settingsValues(place, (all) => fieldOf(all, key));
    const launcher = launcherOf(place);
    const linked = ownPrograms(place);
    const program = linked !== null && realPath(linked) === realPath(launcher) ? linked : launcher;
    const command = `${word(program)} statusline`;
    if (own !== undefined) {
      const said = fieldOf(own.value, "command");
      const isOurs = typeof said === "string" && said.endsWith(" statusline") && said.includes(PLUGIN);
      const stands = isOurs ? `the ${what} shows the run (${own.file})` : `your own ${what} stays (${own.file})`;
      return { state: "done", file: own.file, text: stands };
    }
    return jsonStep(file, text, [key], { type: "command", command, ...more });
  }
});
var statusLine = lineStep("status_line", "statusLine", "Show the run in Claude Code's status line", "status line", {
  refreshInterval: REFRESH_SECONDS
});
var agentLines = lineStep("agent_lines", "subagentStatusLine", "Show task, last step and tokens in Claude Code's list of agents, by a setting that it calls deprecated", "line of agents");
var COMPLETION_FILES = {
  bash: `.local/share/bash-completion/completions/${PLUGIN}`,
  fish: `.config/fish/completions/${PLUGIN}.fish`
};
var completion = {
  name: "completion",
  inProject: false,
  async look({ call, script }) {
    const { HOME, SHELL } = call.env;
    const shell = basename(SHELL ?? "");
    const path = Object.hasOwn(COMPLETION_FILES, shell) ? COMPLETION_FILES[shell] : null;
    if (path === null || !HOME?.startsWith("/"))
      return {
        state: "not_here",
        file: "",
        text: `your shell has no folder of its own for completions: ${PLUGIN} setup --completion ${Object.keys(COMPLETIONS).join("|")} prints the script`
      };
    const file = join(HOME, path);
    try {
      const text = await script(shell);
      const { text: before } = readOwn(file);
      if (before === text)
        return { state: "done", file, text: `${shell} completes verbs and options` };
      if (before !== null && !before.startsWith(MADE_BY))
        throw new Refusal("is not one of this program's");
      return {
        state: "offered",
        file,
        text: `Have ${shell} complete verbs and options`,
        change: [`${before === null ? "a new file, with" : "becomes"} what setup --completion ${shell} prints`],
        apply: () => {
          makeFolders(HOME, dirname2(path));
          replaceOwn(file, before, text);
        }
      };
    } catch (error) {
      return refused(file, error);
    }
  }
};
var STEPS3 = [ignore, settings, link, taskTools, permissions, statusLine, agentLines, completion];
function noProject({ call, plugin }) {
  const root = realPath(call.project.root);
  if (root === "/" || root === realPath(call.env.HOME || "/"))
    return `${root} is no project`;
  return isInside(root, plugin) && root !== realPath(plugin) ? "this is a folder of the plugin" : null;
}
async function lookAt(step, place, held) {
  const nowhere = step.inProject ? noProject(place) : null;
  if (nowhere !== null)
    return { state: "not_here", file: place.call.project.root, text: nowhere };
  const look = await step.look(place);
  if (!step.inProject || held === null || look.state !== "offered")
    return look;
  return { state: "refused", file: look.file, text: held };
}

export { COMPLETIONS, refused, PROGRAMS, isOnPath, linkAt, STEPS3, lookAt };
