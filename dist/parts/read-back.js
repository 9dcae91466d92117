// @bun
import {
  shown
} from "./s28.js";
import {
  PLAN_TEXT2,
  CRITERIA3,
  OUT2,
  ASSUMED2,
  STEPS2,
  RISKS2,
  TESTS3,
  NOTE2,
  flat2,
  commandKey2
} from "./s271.js";
import {
  readJson
} from "./s26.js";

// src/workflows/multi-ai/read-back.ts
var isBlank = ({ text }) => text.trim() === "";
function keeper(originals = [], key = flat2) {
  const left = originals.map((one) => ({ read: key(one), one }));
  return (read) => {
    const at = left.findIndex((one) => one.read === read);
    return at < 0 ? read : left.splice(at, 1)[0].one;
  };
}
function partsOf(text, headings, complain) {
  const all = text.split(/\r\n?|\n/).map((line, index) => ({ at: index + 1, text: line }));
  const parts = new Map;
  const known = headings.map((one) => `## ${one}`).join(", ");
  const top = [];
  let here = top;
  let title = null;
  for (const line of all) {
    const first = /^#(?:\s+(.*))?$/.exec(line.text);
    const heading = flat2(/^##\s+(.*)$/.exec(line.text)?.[1] ?? "");
    if (first !== null && title === null)
      title = flat2(first[1] ?? "");
    else if (/^#/.test(line.text)) {
      here = [];
      if (!headings.includes(heading))
        complain(line, `one of ${known}`);
      else if (parts.has(heading))
        complain(line, "this heading once");
      else
        parts.set(heading, here);
    } else
      here.push(line);
  }
  if (title === null)
    complain(all[0], "the title, as # <title>");
  return { title: title ?? "", about: aboutOf(top, complain), under: (heading) => parts.get(heading) ?? [] };
}
function aboutOf(top, complain) {
  const notes = top.filter(({ text }) => text.startsWith(">"));
  if (notes.length > 0 && flat2(notes.map(({ text }) => text.slice(1)).join(" ")) !== NOTE2)
    complain(notes[0], "text without > before it, or the note on editing as it was");
  const about = top.filter(({ text }) => !text.startsWith(">")).map(({ text }) => text);
  return flat2(about.join(`
`)).replace(/^\\(?=[\\#>*+-])/, "");
}
function entriesOf(lines, hasBelow, complain) {
  const entries = [];
  for (const line of lines) {
    if (isBlank(line))
      continue;
    const [, inset, mark, rest] = /^(\s*)([-*+](?=\s|$))?(.*)$/s.exec(line.text);
    const isFurther = /^(?:\t| {2})/.test(inset);
    const entry = entries.at(-1);
    const text = flat2(rest);
    if (mark !== undefined && !isFurther)
      entries.push({ at: line.at, text, below: [] });
    else if (entry === undefined || !isFurther || mark !== undefined && !hasBelow)
      complain(line, 'an entry, as "- <text>"');
    else if (mark !== undefined)
      entry.below.push({ at: line.at, text });
    else
      (entry.below.at(-1) ?? entry).text += ` ${text}`;
  }
  for (const one of entries.flatMap((entry) => [entry, ...entry.below]))
    one.text = flat2(one.text);
  return entries;
}
function withId({ at, text }, kind, complain) {
  const [, bold, plain, said] = new RegExp(`^(?:\\*\\*(${kind}\\d{1,3})\\*\\*|(${kind}\\d{1,3})(?:[:.]|(?=\\s)))\\s*(.*)$`, "s").exec(text) ?? [];
  if (said === undefined)
    complain({ at, text: `- ${text}` }, `"- **${kind}1** <text>" with a number of its own`);
  return { id: bold ?? plain ?? "", said: said ?? "" };
}
function namesIn(text) {
  const names = [];
  for (const [, ticks, code, plain] of text.matchAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)|([^,`]+)/gs)) {
    if (ticks !== undefined)
      names.push(code.trim());
    else if (plain.trim() !== "")
      names.push(plain.trim());
  }
  return names;
}
var field = (base, name, list) => list.length === 0 && !Object.hasOwn(base, name) ? {} : { [name]: list };
function listUnder(parts, heading, originals, complain) {
  const keep = keeper(originals);
  return entriesOf(parts.under(heading), false, complain).map(({ text }) => keep(text));
}
function commandsUnder({ under }, originals = [], complain) {
  const keep = keeper(originals, commandKey2);
  const known = new Set(originals.map(commandKey2));
  const lines = under(TESTS3).filter((line) => !isBlank(line));
  return lines.map((line) => {
    const said = line.text.trim();
    if (!known.has(said) && /^(?:[-*+>]|\d+[.)])\s|^[`~]/.test(said))
      complain(line, 'a command alone, as "    <command>"');
    return keep(said);
  });
}
function takenOut(left, id) {
  const at = left.findIndex((one) => one.id === id);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}
function storyOf(text, base, complain) {
  const parts = partsOf(text, [CRITERIA3, OUT2, ASSUMED2, TESTS3], complain);
  const keep = keeper(base.acceptance_criteria.map((one) => one.text));
  const left = [...base.acceptance_criteria];
  const criteria = entriesOf(parts.under(CRITERIA3), false, complain).map((entry) => {
    const { id, said } = withId(entry, "AC", complain);
    return { ...takenOut(left, id), id, text: keep(said) };
  });
  return {
    ...base,
    title: keeper([base.title])(parts.title),
    summary: keeper([base.summary])(parts.about),
    acceptance_criteria: criteria,
    ...field(base, "out_of_scope", listUnder(parts, OUT2, base.out_of_scope, complain)),
    ...field(base, "assumptions", listUnder(parts, ASSUMED2, base.assumptions, complain)),
    ...field(base, "test_commands", commandsUnder(parts, base.test_commands, complain))
  };
}
function belowStep({ below }, complain) {
  const said = { files: "", for: "", after: "" };
  const seen = new Set;
  for (const line of below) {
    const [, name, rest] = /^(files(?=:)|for\b|after\b):?\s*(.*)$/s.exec(line.text) ?? [];
    if (name === undefined || seen.has(name))
      complain({ at: line.at, text: `- ${line.text}` }, '"- files: \u2026", "- for AC1" or "- after S1", each once');
    else
      said[name] = rest;
    seen.add(name ?? "");
  }
  return said;
}
var idsIn = (text) => text.split(/[,\s]+/).filter(Boolean);
function planOf(text, base, complain) {
  const parts = partsOf(text, [STEPS2, RISKS2, TESTS3], complain);
  const keep = keeper(base.steps.map((one) => one.title));
  const left = [...base.steps];
  const steps = entriesOf(parts.under(STEPS2), true, complain).map((entry) => {
    const { id, said } = withId(entry, "S", complain);
    const was = takenOut(left, id);
    const below = belowStep(entry, complain);
    const lists = {
      files: namesIn(below.files).map(keeper(was?.files)),
      covers: idsIn(below.for),
      depends_on: idsIn(below.after)
    };
    const fields = Object.entries(lists).map(([name, list]) => field(was ?? {}, name, list));
    return Object.assign({ ...was, id, title: keep(said) }, ...fields);
  });
  return {
    ...base,
    title: keeper([base.title])(parts.title),
    approach: keeper([base.approach])(parts.about),
    steps,
    ...field(base, "risks", listUnder(parts, RISKS2, base.risks, complain)),
    ...field(base, "test_commands", commandsUnder(parts, base.test_commands, complain))
  };
}
function readBack(path, text, artifact) {
  const problems = [];
  const complain = ({ at, text: found }, expected) => problems.push(`${path}:${at}: found ${shown(found)}, expected ${expected}`);
  const json = readJson(artifact);
  const base = json.ok ? json.value : null;
  if (base === null)
    return { ok: false, problems: [`${path}: what it was made from cannot be read`] };
  const value = (path === PLAN_TEXT2 ? planOf : storyOf)(text.replace(/^\ufeff/, ""), base, complain);
  if (problems.length > 0)
    return { ok: false, problems };
  const isSame = JSON.stringify(value) === JSON.stringify(base);
  return { ok: true, artifact: isSame ? artifact : `${JSON.stringify(value, null, 2)}
` };
}
export {
  readBack
};
