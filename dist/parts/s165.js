// @bun
import {
  isInHost
} from "./s12.js";
import {
  BrokenChain
} from "./s68.js";
import {
  wrapWhole,
  didYouMean
} from "./s28.js";
import {
  unreadableStranger,
  liveStranger
} from "./s101.js";
import {
  done,
  no,
  wrongUsage,
  breakAt,
  doorOf,
  typed,
  usageIn
} from "./s162.js";

// src/run/commands/arguments.ts
import { parseArgs } from "util";
var commonOptions = (door) => ({
  ...door === "host" ? {} : { json: { about: "Print data instead of text" } },
  ...door === "host" || isInHost() ? {} : { project: { value: "<folder>", about: "Look for the project from this folder" } },
  help: { about: "Show this help" }
});
var wrong = (problem) => ({ ok: false, problem });
function optionMeant(word, { meant = {} }, known) {
  const small = word.toLowerCase();
  const name = Object.hasOwn(meant, small) ? meant[small] : small;
  return Object.hasOwn(known, name) ? `; did you mean --${name}?` : "";
}
function counted(name, command, door, parsed) {
  const [fewest, most] = command.args;
  if (parsed.given.help === true)
    return parsed;
  if (parsed.args.length < fewest)
    return wrong(`${name} needs ${usageIn(door, command.usage)}`);
  const text = /"<\w+>"/.exec(usageIn(door, command.usage));
  const quoted = text ? `; ${text} has to stand in quotation marks` : "";
  const unknown = parsed.args[most];
  if (unknown === undefined)
    return parsed;
  const known = { ...command.options, ...commonOptions(door) };
  const open = Object.keys(parsed.given).find((option) => known[option]?.optional && parsed.given[option] === true);
  const meant = open === undefined || quoted ? optionMeant(unknown, command, known) : `; did you mean --${open}=${unknown}?`;
  return wrong(`unknown argument "${unknown}"${quoted || meant}`);
}
function parseWords(name, command, words, door = "terminal") {
  const known = { ...command.options, ...commonOptions(door) };
  const { tokens } = parseArgs({
    args: words.map((word) => word === "-help" || word === "-?" ? "--help" : word),
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(Object.entries(known).map(([key, one]) => [
      key,
      { type: one.value && !one.optional ? "string" : "boolean" }
    ]))
  });
  const args = [];
  const given = {};
  for (const token of tokens) {
    if (token.kind === "positional")
      args.push(token.value);
    if (token.kind !== "option")
      continue;
    if (words[token.index].startsWith("-- ")) {
      args.push(words[token.index]);
      continue;
    }
    if (token.rawName === "-h") {
      given.help = true;
      continue;
    }
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!option || !token.rawName.startsWith("--")) {
      const isText = command.args[1] > 0 && /\s/.test(words[token.index] ?? "");
      const meant = isText ? "; a text that begins with a dash comes last, behind --" : optionMeant(token.name, command, known) || didYouMean(token.name, Object.keys(known), "--");
      return wrong(`unknown option ${token.rawName.trim().split(/\s/)[0]}${meant}`);
    }
    if (option.value === undefined && token.value !== undefined)
      return wrong(`--${token.name} takes no value, found "${token.value}"`);
    const forgotten = token.value === undefined || !token.inlineValue && isOption(token.value, known);
    if (option.optional && token.value === "")
      return wrong(`--${token.name}=: the value is missing, expected --${token.name}[=${option.value}]`);
    if (option.value !== undefined && !option.optional && forgotten)
      return wrong(`--${token.name} needs a value: --${token.name} ${option.value}`);
    if (Object.hasOwn(given, token.name))
      return wrong(`--${token.name} is given twice`);
    given[token.name] = token.value ?? true;
  }
  return counted(name, command, door, { ok: true, args, given });
}
function parseLine(name, command, line) {
  const words = line.split(/\s+/).filter((word) => word !== "");
  if (!command.text || words[0] === "--help")
    return parseWords(name, command, words, "host");
  let text = line;
  const given = {};
  const byRest = Object.entries(command.options).sort(([, a], [, b]) => Number(b.rest ?? 0) - Number(a.rest ?? 0));
  for (const [option, { rest }] of byRest) {
    const found = new RegExp(`(?:^|\\s)--${option}(?:\\s+|=${rest ? "|$" : ""})(${rest ? "[\\s\\S]*$" : "\\S+"})`).exec(text);
    if (!found)
      continue;
    text = text.replace(found[0], () => " ");
    given[option] = found[1].trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  }
  text = text.trim();
  for (const [, word = ""] of text.matchAll(/(?:^|\s)--([a-z]+)/g)) {
    const meant = didYouMean(word, Object.keys(command.options), "--");
    if (meant !== "")
      return wrong(`unknown option --${word}${meant}`);
  }
  return counted(name, command, "host", { ok: true, args: text === "" ? [] : [text], given });
}
var isOption = (text, known) => text.startsWith("--") && Object.hasOwn(known, text.slice(2));
async function carryOut(name, command, parsed, context) {
  const door = doorOf(context);
  if (!parsed.ok)
    return wrongUsage(`${parsed.problem}
${typed(door, name).trim()} --help shows how`);
  const { args, given } = parsed;
  if (given.help === true) {
    const text = commandHelp(name, command, door, Math.min(HELP_WIDTH, breakAt(context)));
    return done(text, { help: text });
  }
  const call = {
    ...context,
    args,
    has: (option) => given[option] === true,
    value: (option) => typeof given[option] === "string" ? given[option] : null
  };
  const slash = command.slash?.(call) ?? null;
  const unheard = slash === null ? null : context.session?.unheard() ?? null;
  if (unheard !== null)
    return no(unheard);
  if (slash !== null && context.session === null && context.belowHost())
    return no(`Inside Claude Code a person does this by typing ${slash}; this command is for a terminal of its own.`);
  try {
    return (command.foreign ? null : liveStranger(call)) ?? await command.run(call);
  } catch (error) {
    const stranger = error instanceof BrokenChain ? unreadableStranger(call) : null;
    if (stranger === null)
      throw error;
    return stranger;
  }
}
var MAX_LEFT = 44;
var MIN_RIGHT = 28;
var HELP_WIDTH = 80;
function columns(rows, most = Number.POSITIVE_INFINITY) {
  const width = Math.max(0, ...rows.map(([left]) => left.length).filter((length) => length <= MAX_LEFT));
  const isBeside = most - width - 4 >= MIN_RIGHT;
  const indent = " ".repeat(isBeside ? width + 4 : 6);
  return rows.flatMap(([left, right]) => {
    const lines = right === "" ? [] : wrapWhole(right, most - indent.length, 0).map((line) => indent + line);
    if (!isBeside || left.length > width)
      return [...wrapWhole(`  ${left}`, most), ...lines];
    return [`  ${left.padEnd(width)}  ${(lines[0] ?? "").slice(indent.length)}`.trimEnd(), ...lines.slice(1)];
  });
}
var optionName = (name, { value, optional }) => value === undefined ? `--${name}` : optional ? `--${name}[=${value}]` : `--${name} ${value}`;
var optionLines = (options, most) => columns(Object.entries(options).map(([name, option]) => [optionName(name, option), option.about]), most);
function commandHelp(name, command, door, most = Number.POSITIVE_INFINITY) {
  const { usage, summary, options } = command;
  const named = Object.entries(options).map(([option, one]) => `[${optionName(option, one)}]`);
  const line = `usage: ${[typed(door, name), usageIn(door, usage), ...named].filter((word) => word !== "").join(" ")}`;
  return [
    ...wrapWhole(line, most),
    "",
    ...wrapWhole(`${summary}.`, most, 0),
    "",
    ...command.about === undefined ? [] : [...command.about(most), ""],
    "Options:",
    ...optionLines({ ...options, ...commonOptions(door) }, most)
  ].join(`
`);
}

export { commonOptions, parseWords, parseLine, carryOut, HELP_WIDTH, columns, optionLines };
