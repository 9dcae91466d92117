import { doubledName } from "./json.ts";

/** Changes one value in a text of JSON and leaves every other byte as it is. Pure. */

type Edited = { ok: true; text: string } | { ok: false; problem: string };
type Value = string | number | boolean | Value[] | { [name: string]: Value };

interface Node {
  from: number;
  to: number;
  /** Of an object, else null. */
  members: [name: string, value: Node][] | null;
  /** Of a list, else null. */
  items: Node[] | null;
}

const TOKEN = /"(?:[^"\\]|\\[\s\S])*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** The tree of a text that is JSON. */
function treeOf(text: string): Node {
  const tokens = [...text.matchAll(TOKEN)];
  let at = 0;
  const value = (): Node => {
    const { 0: first, index: from } = tokens[at++]!;
    const node: Node = { from, to: from + first.length, members: null, items: null };
    if (first !== "{" && first !== "[") return node;
    const [members, items]: [[string, Node][], Node[]] = [[], []];
    while (tokens[at]![0] !== "}" && tokens[at]![0] !== "]") {
      if (tokens[at]![0] === ",") at++;
      else if (first === "[") items.push(value());
      else {
        const name = JSON.parse(tokens[at]![0]) as string;
        at += 2;
        members.push([name, value()]);
      }
    }
    const to = tokens[at++]!.index + 1;
    return first === "{" ? { ...node, to, members } : { ...node, to, items };
  };
  return value();
}

/** How a text is laid out: by what its lines begin with on the first level, and how they end. */
const styleOf = (text: string): { unit: string; eol: string } => ({
  unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ",
  eol: text.includes("\r\n") ? "\r\n" : "\n",
});

/** The text with `entries` put at the end of an object or a list at a depth. */
function appended(text: string, node: Node, depth: number, entries: [name: string | null, value: Value][]): string {
  const { unit, eol } = styleOf(text);
  const last = node.members === null ? node.items!.at(-1) : node.members.at(-1)?.[1];
  const isLong = last === undefined || text.slice(node.from, last.to).includes("\n");
  const [inner, outer] = [eol + unit.repeat(depth + 1), eol + unit.repeat(depth)];
  const shown = entries.map(([name, value]) => {
    const json = isLong ? JSON.stringify(value, null, unit).replaceAll("\n", inner) : JSON.stringify(value);
    return name === null ? json : `${JSON.stringify(name)}: ${json}`;
  });
  const [open, close] = [text[node.from]!, text[node.to - 1]!];
  if (last === undefined)
    return `${text.slice(0, node.from)}${open}${inner}${shown.join(`,${inner}`)}${outer}${close}${text.slice(node.to)}`;
  const lead = isLong ? `,${inner}` : ", ";
  return `${text.slice(0, last.to)}${shown.map((one) => lead + one).join("")}${text.slice(last.to)}`;
}

/** The value that a change is to leave behind. */
function wanted(value: unknown, [name, ...rest]: string[], change: (old: unknown) => unknown): unknown {
  if (name === undefined) return change(value);
  const known = (value ?? {}) as Record<string, unknown>;
  return { ...known, [name]: wanted(Object.hasOwn(known, name) ? known[name] : undefined, rest, change) };
}

/**
 * A text of JSON with a value put at a path of names; objects on the way are made. A list is put behind what the list there
 * holds, anything else takes the place of what is there. A text that is blank counts as an empty object. Refused: a text that
 * is no JSON object or has a name twice, and a path through what is no object.
 */
export function editJson(before: string, path: string[], value: Value): Edited {
  const mark = before.startsWith("\ufeff") ? "\ufeff" : "";
  const body = before.slice(mark.length);
  const text = body.trim() === "" ? "{}\n" : body;
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    return { ok: false, problem: "is not valid JSON" };
  }
  if (typeof whole !== "object" || whole === null || Array.isArray(whole))
    return { ok: false, problem: "is no JSON object" };
  const twice = doubledName(text);
  if (twice !== null) return { ok: false, problem: `has the name ${JSON.stringify(twice.name)} twice in one object` };

  let node = treeOf(text);
  let depth = 0;
  let rest = path;
  for (; rest.length > 0; depth++, rest = rest.slice(1)) {
    if (node.members === null)
      return { ok: false, problem: `has ${path.slice(0, depth).join(".")}, which is no object` };
    const next = node.members.find(([name]) => name === rest[0]);
    if (next === undefined) break;
    node = next[1];
  }
  const isList = Array.isArray(value);
  if (rest.length === 0 && isList && node.items === null)
    return { ok: false, problem: `has ${path.join(".")}, which is no list` };
  const made = rest.slice(1).reduceRight<Value>((inner, name) => ({ [name]: inner }), value);
  const { unit, eol } = styleOf(text);
  const after =
    rest.length > 0
      ? appended(text, node, depth, [[rest[0]!, made]])
      : isList
        ? appended(
            text,
            node,
            depth,
            value.map((one): [null, Value] => [null, one]),
          )
        : text.slice(0, node.from) +
          JSON.stringify(value, null, unit).replaceAll("\n", eol + unit.repeat(depth)) +
          text.slice(node.to);
  const is = wanted(whole, path, (old) => (isList && Array.isArray(old) ? [...old, ...value] : value));
  // Whatever else a file holds is the person's: nothing is written that does not say exactly what was meant.
  if (!Bun.deepEquals(JSON.parse(after), is)) return { ok: false, problem: "cannot be changed without other changes" };
  return { ok: true, text: mark + after };
}
