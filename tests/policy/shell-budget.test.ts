// What a few letters can cost: text that doubles, globs and repetitions are read in a bounded number of steps, then asked about.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { checkCall } from "../../src/host/check-call.ts";
import { readPayload } from "../../src/host/payload.ts";
import { judgeBash } from "../../src/policy/bash.ts";
import { settingsAct } from "../../src/policy/settings-files.ts";
import { MAX_STEPS, stepsTaken } from "../../src/policy/shell/budget.ts";
import { judgeCommand, type Scene } from "../../src/policy/shell/judge.ts";
import { matches } from "../../src/policy/shell/paths.ts";
import { MAX_COMMAND_CHARS } from "../../src/policy/shell/reader.ts";
import { fence } from "../../src/text.ts";
import { IS_FULL } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { HONEST } from "./bash-honest.ts";

afterAll(cleanup);

let scene: Scene;
beforeAll(() => {
  const root = makeProject();
  for (const folder of [".task", "src"]) mkdirSync(join(root, folder), { recursive: true });
  const project = { root, task: join(root, ".task"), found: "journal" as const };
  const env = { HOME: "/home/somebody" };
  scene = {
    root,
    task: project.task,
    folder: root,
    env,
    frozen: () => null,
    settings: (path, touch, content) => settingsAct(project, env, true, path, { touch, content }),
  };
});

/** One step may count for many letters, so the last one may go beyond. */
const BOUND = 2.5 * MAX_STEPS;
const judged = (command: string) => {
  const found = judgeCommand(command, scene);
  return { rule: found === null ? null : `${found.act} ${found.rule}`, steps: stepsTaken() };
};
const many = (part: string, letters: number): string => part.repeat(Math.max(1, Math.floor(letters / part.length)));

/** Each for a number of letters. */
const GROWING: Record<string, (letters: number) => string> = {
  "a variable with itself": (n) => `a=x;${many("a=$a$a;", n)}`,
  "the same quoted": (n) => `a=x;${many('a="$a$a";', n)}`,
  "what echo prints of it": (n) => `a=x;${many("a=$(echo $a $a);", n)}`,
  "what printf puts into it": (n) => `a=x;${many("printf -v a %s%s $a $a;", n)}`,
  "what printf prints of it": (n) => `a=x;${many('a=$(printf "%s%s" "$a" "$a");', n)}`,
  "an array with itself": (n) => `a=(x);${many('a=("${a[@]}" "${a[@]}");', n)}`,
  "parameters with themselves": (n) => `set x;${many('set "$@" "$@";', n)}`,
  "eval of what doubles": (n) => `a='rm x;';${many('a="$a$a"; eval "$a";', n)}`,
  "a here-document of what doubles": (n) => `a=x;${many('a="$a$a"; cat <<E\n$a$a\nE\n', n)}`,
  "the words behind :-": (n) => `a=x;${many("a=${a:-$a}${a:-$a};", n)}`,
  braces: (n) => `rm ${many("{a,b}", n)}`,
  "braces in braces": (n) => `rm ${many("{a,", n / 2)}${many("}", n / 2)}`,
  "stars between letters": (n) => `rm ${many("*a", n)}b`,
  "any number of folders": (n) => `rm ${many("**/", n)}x`,
  "brackets that do not close": (n) => `rm ${many("[", n)}`,
  "a long set of letters": (n) => `rm .${many("[t", n)}]ask`,
  "substitutions in substitutions": (n) => `${many("$(echo ", n / 2)}${many(")", n / 2)}`,
  substitutions: (n) => `rm ${many("$(echo a)", n)}`,
  "arithmetic that is none": (n) => `echo ${many("$((a) ) ", n)}`,
  parentheses: (n) => many("(", n),
  "a wrapper with many programs": (n) => `env ${many("rm ", n)}`,
  "a path of many names": (n) => `rm ${many("a/", n)}`,
  "a path up and down": (n) => `rm ${many("src/../", n)}`,
  "the folder of a process again and again": (n) => `rm ${many("/proc/self/cwd", n)}`,
  "find in find": (n) => `${many("find . -exec ", n)}rm {} ;`,
  sudo: (n) => `${many("sudo ", n)}rm x`,
  "a long pipe": (n) => `${many("tee x|", n)}cat`,
  "many words": (n) => `rm ${many("x ", n)}`,
  "many files": (n) => `rm -rf ${Array.from({ length: n / 8 }, (_, at) => `src/f${at}`).join(" ")}`,
  "many folders": (n) => `${many("cd a||cd b;", n)}rm x`,
  "links on links": (n) => `${Array.from({ length: n / 12 }, (_, at) => `ln -s l${at} l${at + 1};`).join("")}rm l1/x`,
  escapes: (n) => `rm ${many("\\a", n)}`,
  "here-documents": (n) => many("cat <<E\nx\nE\n", n),
  "our name": (n) => many("multi-ai ", n),
  terminals: (n) => many("tmux send-keys 'a b';", n),
};
const SIZES = IS_FULL ? [350, 700, 1_400, 16_000, 64_000, 128_000, MAX_COMMAND_CHARS] : [350, 700, 8_000];

describe("text of which there is ever more", () => {
  test.each(Object.keys(GROWING))("%s", (name) => {
    for (const letters of SIZES) {
      const { rule, steps } = judged(GROWING[name]!(letters).slice(0, MAX_COMMAND_CHARS));
      expect(steps).toBeLessThan(BOUND);
      // What was not read to its end is asked about, whatever it says.
      if (steps > MAX_STEPS) expect(rule).toMatch(/^ask effort$|^deny /);
    }
  });

  test("350 letters that double a variable are asked about", () => {
    expect(judged("a=x;".concat(many("a=$(echo $a $a);", 346))).rule).toBe("ask effort");
  });

  test("a longer text than is read is asked about, and denied where it was denied before that", () => {
    const padding = `: '${"x".repeat(MAX_COMMAND_CHARS)}'`;
    expect(judged(`a=.ta; b=sk; rm $a$b/live; ${padding}`).rule).toBe("ask effort");
    expect(judged(`rm .task/live;${many("a=$(echo $a $a);", 400)}`).rule).toBe("deny folder");
  });

  test("mixed at random", () => {
    const part = fc.constantFrom(...Object.values(GROWING));
    fc.assert(
      fc.property(fc.array(fc.tuple(part, fc.nat(400)), { minLength: 1, maxLength: 5 }), (parts) => {
        const line = parts.map(([make, letters]) => make(letters)).join(";");
        expect(judged(line).steps).toBeLessThan(BOUND);
      }),
      { numRuns: IS_FULL ? 1_000 : 60 },
    );
  });

  test("honest commands take less than a twentieth of the budget, and a long file is read whole", () => {
    expect(HONEST.filter((command) => judged(command).steps > MAX_STEPS / 20)).toEqual([]);
    const file = `cat > src/data.ts <<'E'\n${many("export const value = [1, 2, 3]; // $a `b`\n", 200_000)}E\n`;
    expect(judged(file).rule).toBeNull();
    expect(judged(file.replace("'E'", "E").replaceAll("`b`", "")).rule).toBeNull();
  });
});

test("in a project of many files a search goes on to its end, and nobody is asked", () => {
  const root = makeProject();
  for (let folder = 0; folder < 60; folder++) {
    mkdirSync(join(root, "src", `f${folder}`), { recursive: true });
    for (let file = 0; file < 60; file++) writeFileSync(join(root, "src", `f${folder}`, `${file}.ts`), "");
  }
  const large = { ...scene, root, task: join(root, ".task"), folder: root };
  for (const line of ["find . -name '*.ts' -exec sed -i s/a/b/ {} +", "rm -f **/*.js", "prettier --write src/**/*.ts"])
    expect([line, judgeCommand(line, large), stepsTaken() < MAX_STEPS / 2]).toEqual([line, null, true]);
});

test("commands before one that is not understood are judged all the same, as a shell runs them", () => {
  for (const line of [
    "a=.ta; b=sk; rm $a$b/live\necho 'not closed",
    "declare -a x=(a b); a=.ta; b=sk; rm $a$b/live",
    'sh -c "\'"; a=.ta; b=sk; rm $a$b/live',
    "touch {1..9}{1..9}; a=.ta; b=sk; rm $a$b/live",
  ])
    expect([line, judged(line).rule]).toEqual([line, "deny folder"]);
});

describe("a glob is matched letter by letter", () => {
  test("also one of many stars", () => {
    expect(matches(`${"*a".repeat(100)}b`, "a".repeat(255), true)).toBe(false);
    expect(matches(`${"*a".repeat(100)}*`, "a".repeat(255), true)).toBe(true);
  });
  test("as the slow way does", () => {
    const glob = fc.array(fc.constantFrom("*", "?", "a", "b", "[ab]"), { maxLength: 8 }).map((one) => one.join(""));
    const name = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 }).map((one) => one.join(""));
    fc.assert(
      fc.property(glob, name, (pattern, text) => {
        const slow = new RegExp(`^${pattern.replaceAll(/\[ab\]|\?/g, ".").replaceAll("*", ".*")}$`);
        expect(matches(pattern, text, true)).toBe(slow.test(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

test("a command of ten megabytes is read, and asked about", async () => {
  for (const letter of ["x", " ", "`"]) {
    const call = {
      hook_event_name: "PreToolUse",
      tool_name: "Bash",
      tool_input: { command: letter.repeat(10_000_000) },
    };
    const payload = await readPayload(new Blob([JSON.stringify(call)]).stream());
    const project = { root: scene.root, task: scene.task, found: "journal" as const };
    expect(judgeBash(payload, project, null)).toEqual({ act: "ask", rule: "effort" });
  }
});

test("what reads a check's line, or fences a text, does not try again what it tried", () => {
  // Each of these took time that doubles with one more, or squares.
  expect(checkCall(`multi-ai check T1 ${">11".repeat(600)}!`)).toBeNull();
  expect(checkCall("multi-ai check T1 > out.log 2>&1")).toBe("T1");
  expect(checkCall("multi-ai check T1 >>out1 2>err2")).toBe("T1");
  const ticks = "`".repeat(400_000);
  expect(fence(ticks).startsWith(`${ticks}\``)).toBe(true);
  expect(fence("a ```` b").split("\n")[0]).toBe("`````");
});
