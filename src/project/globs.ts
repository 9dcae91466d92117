/** Longest glob, in characters; a longer one matches nothing (`globProblem` says so before it comes to that). */
export const LONGEST_GLOB = 200;

/**
 * A path as globs see it: NFC, forward slashes, no `.` or empty segment, no slash at either end, `..` resolved. What leaves
 * the repository keeps its leading `..`, and then no glob matches it.
 */
export function projectPath(path: string): string {
  const out: string[] = [];
  for (const part of path.normalize("NFC").replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && out.length > 0 && out.at(-1) !== "..") out.pop();
    else out.push(part);
  }
  return out.join("/");
}

/** What an edge of the automaton takes: one character, any but a slash, or any at all; null takes none. */
type Takes = string | typeof NAME | typeof ALL | null;
const NAME = 0;
const ALL = 1;
type Edges = { takes: Takes; to: number }[];

/** Where each brace that has a partner ends; one without is an ordinary character. */
function bracePairs(chars: readonly string[]): Map<number, number> {
  const open: number[] = [];
  const pairs = new Map<number, number>();
  chars.forEach((char, index) => {
    if (char === "{") open.push(index);
    else if (char === "}" && open.length > 0) pairs.set(open.pop()!, index);
  });
  return pairs;
}

/** A glob as a nondeterministic automaton: state 0 is the start, the last state the end. */
function automaton(chars: readonly string[]): Edges[] {
  const states: Edges[] = [[]];
  const pairs = bracePairs(chars);
  const fresh = (): number => states.push([]) - 1;
  const edge = (from: number, takes: Takes, to: number): void => void states[from]!.push({ takes, to });
  const step = (from: number, takes: Takes): number => {
    const to = fresh();
    edge(from, takes, to);
    return to;
  };

  const part = (from: number, until: number, start: number, atBoundary: boolean): number => {
    let at = start;
    let boundary = atBoundary;
    for (let index = from; index < until; index++) {
      const char = chars[index]!;
      const close = pairs.get(index);
      if (char === "{" && close !== undefined) {
        const ends: number[] = [];
        let begin = index + 1;
        for (let here = begin; here <= close; here++) {
          const inner = pairs.get(here);
          if (inner !== undefined) here = inner;
          else if (here === close || chars[here] === ",") {
            ends.push(part(begin, here, step(at, null), boundary));
            begin = here + 1;
          }
        }
        at = fresh();
        for (const end of ends) edge(end, null, at);
        index = close;
      } else if (char === "*") {
        let last = index;
        while (last + 1 < until && chars[last + 1] === "*") last++;
        const next = last + 1 < until ? chars[last + 1] : undefined;
        const loop = step(at, null);
        if (last > index && boundary && (next === undefined || next === "/")) {
          edge(loop, ALL, loop);
          if (next === "/") {
            const behind = step(loop, "/");
            edge(at, null, behind);
            at = behind;
            last++;
          } else at = loop;
        } else {
          edge(loop, NAME, loop);
          at = loop;
        }
        index = last;
      } else at = step(at, char === "?" ? NAME : char);
      boundary = chars[index] === "/";
    }
    return at;
  };
  step(part(0, chars.length, 0, true), null);
  return states;
}

/** Runs all of the automaton's ways at once: time is the path's length times the glob's. */
function runs(states: readonly Edges[], path: string): boolean {
  const reached = new Int32Array(states.length).fill(-1);
  let round = 0;
  let now: number[] = [];
  const enter = (into: number[], first: number): void => {
    const todo = [first];
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      if (reached[state] === round) continue;
      reached[state] = round;
      into.push(state);
      for (const { takes, to } of states[state]!) if (takes === null) todo.push(to);
    }
  };
  enter(now, 0);
  for (const char of path) {
    round++;
    const next: number[] = [];
    for (const state of now)
      for (const { takes, to } of states[state]!)
        if (takes === char || takes === ALL || (takes === NAME && char !== "/")) enter(next, to);
    if (next.length === 0) return false;
    now = next;
  }
  return reached[states.length - 1] === round;
}

/**
 * One glob against the whole path: `*` and `?` stay within a segment, `**` as a whole segment is any number of them,
 * `{a,b}` is either; all else, `[` too, is itself. Names with a leading dot match as others do; case counts.
 */
export function wholeGlob(glob: string): (path: string) => boolean {
  const chars = [...glob.normalize("NFC")];
  if (chars.length > LONGEST_GLOB) return () => false;
  const states = automaton(chars);
  return (path) => runs(states, path);
}

/** The forms under which one glob of a setting is looked for. */
function forms(glob: string): string[] {
  const text = glob.normalize("NFC").replaceAll("\\", "/");
  const rooted = /^\.?\//.test(text) || /\/./.test(text);
  const body = text.replace(/^(?:\.?\/)+/, "");
  const folder = body.endsWith("/");
  const path = folder ? body.replace(/\/+$/, "") : body;
  if (path === "") return [];
  const at = rooted || path === "**" ? path : `**/${path}`;
  // A last segment without a wildcard may be a file or a folder; `src/*` is what lies in src itself.
  const named = !/[*?]/.test(path.slice(path.lastIndexOf("/") + 1));
  return folder ? [`${at}/**`] : named ? [at, `${at}/**`] : [at];
}

/**
 * Globs of a setting, against paths relative to the repository in either kind of slash. One without a slash before its end
 * names a file or a folder anywhere, one with a slash (a leading `/` or `./` will do) a path from the repository's root;
 * `name/` is a folder with all that it holds, and so is a plain name.
 */
export function globSet(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap(forms).map(wholeGlob);
  return (path) => {
    const whole = projectPath(path);
    return whole !== "" && whole !== ".." && !whole.startsWith("../") && matchers.some((matches) => matches(whole));
  };
}

/** What is wrong with a glob of a setting, in words for the person; null: nothing. */
export function globProblem(glob: string): string | null {
  if (glob.trim() === "") return "is empty, expected a glob such as src/backend/**";
  if ([...glob].length > LONGEST_GLOB) return `has ${[...glob].length} characters, expected at most ${LONGEST_GLOB}`;
  if (glob.startsWith("!")) return "begins with !, but globs only add files; name the files that it should match";
  if (/^[A-Za-z]:/.test(glob)) return "names a drive, expected a path from the repository's root";
  if (/[\p{Cc}]/u.test(glob)) return "has a control character";
  if (glob.split(/[/\\]/).includes("..")) return "has a .. segment, expected a path inside the repository";
  const chars = [...glob];
  const braces = chars.filter((char) => char === "{" || char === "}").length;
  if (braces !== bracePairs(chars).size * 2) return "has a brace without its partner, expected {a,b}";
  return forms(glob).length === 0 ? "names no file, expected a glob such as ** or src/**" : null;
}
