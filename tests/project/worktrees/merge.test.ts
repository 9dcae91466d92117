// Merging workstreams and bringing the result into the checkout: what fits, what does not, and what
// is never overwritten.
// Runs: in full too.
// Not in npm test: ^a conflict (?:links|modes|the other|both added|a f.*|names that|is mended by)$
// Not in npm test: ^the person.s own changes.*(?:in that folder|a link now|commits, branches)
// Not in npm test: ^the person.s own changes.*then put back
// Not in npm test: ^a merge (?:line endings|two areas|again)
// Not in npm test: ^a conflict (?:binary|one deleted|the same change|names that|is mended)
// Not in npm test: ^a merge (?:only what|names of any|of an area)
// Not in npm test: (?:is bounded in size, in its sides|commits of which two change one file)
// Not in npm test: (?:a file may become a folder|merge drivers, rename detection)
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { takeCommits } from "../../../src/project/worktrees/branch.ts";
import { mergeWorkstreams } from "../../../src/project/worktrees/merge/merge.ts";
import { inFull } from "../../harness/in-full.ts";
import { withGitSettings } from "../../harness/project.ts";
import { workstreams } from "./projects.ts";
import { RUN, refused, worked } from "./results.ts";

const { at, built, commit, git, merge, path, persons, repository, text, write } = workstreams();
const BOTH = ["backend", "frontend"];

const mergedAt = (root: string) => git(root, "rev-parse", `refs/multi-ai/${RUN}-merged`).trim();

/** What a refused merge says of itself. */
function fails(root: string, areas = BOTH) {
  const result = merge(root, areas);
  if (result.ok) throw new Error("was merged");
  expect(result.remedy).not.toBe("");
  return result;
}

describe("a merge", () => {
  test("brings the work of all areas into the checkout, and leaves HEAD, index and branches alone", () => {
    const root = repository({
      "a.txt": "1\n",
      "b/gone.txt": "x\n",
      "same.txt": "1\n",
      "staged.txt": "1\n",
    });
    write(root, { "staged.txt": "2\n", "mine.txt": "untracked" });
    git(root, "add", "staged.txt");
    const one = path(root, "backend");
    write(one, { "a.txt": "2\n", "new/one.txt": "1" });
    rmSync(join(one, "b"), { recursive: true });
    worked(commit(root, "backend"));
    built(root, "frontend", { "two.txt": "2" });
    write(root, { "same.txt": "the person's" });
    const before = persons(root);
    worked(merge(root, BOTH));
    const made = mergedAt(root);
    expect(
      ["a.txt", "new/one.txt", "two.txt", "same.txt", "mine.txt"].map((file) => text(root, file)),
    ).toEqual(["2\n", "1", "2", "the person's", "untracked"]);
    expect(existsSync(join(root, "b"))).toBe(false);
    expect(persons(root)).toEqual(before);
    const tips = BOTH.map((area) => git(root, "rev-parse", `feature/build-${area}`).trim());
    expect(git(root, "log", "-1", "--format=%P", made).trim().split(" ").slice(1)).toEqual(tips);
    worked(merge(root, BOTH));
    expect(mergedAt(root)).toBe(made);
  });

  test("again, after an owner went on, brings only what is new", () => {
    const root = repository({ "a.txt": "1\n", "b.txt": "1\n" });
    const place = built(root, "backend", { "a.txt": "2\n", "extra.txt": "x" });
    worked(merge(root, ["backend"]));
    write(place, { "b.txt": "2\n" });
    rmSync(join(place, "extra.txt"));
    worked(commit(root, "backend"));
    worked(merge(root, ["backend"]));
    expect([text(root, "b.txt"), text(root, "extra.txt")]).toEqual(["2\n", null]);
  });

  test("two areas in one file fit together where they touch different lines", () => {
    const lines = (change: Record<number, string>) =>
      Array.from({ length: 20 }, (_, i) => `${change[i] ?? `line ${i}`}\n`).join("");
    const root = repository({ "a.txt": lines({}) });
    built(root, "backend", { "a.txt": lines({ 2: "one" }) });
    const place = built(root, "frontend", { "a.txt": lines({ 15: "two" }) });
    chmodSync(join(place, "a.txt"), 0o755);
    worked(commit(root, "frontend"));
    worked(merge(root, BOTH));
    expect(text(root, "a.txt")).toBe(lines({ 2: "one", 15: "two" }));
    expect(statSync(join(root, "a.txt")).mode & 0o111).toBe(0o111);
  });

  test("names of any bytes, links, executable files and empty ones come over as they are", () => {
    const root = repository({ "a.txt": "1\n" });
    const place = path(root, "backend");
    const odd = Buffer.concat([
      Buffer.from(`${place}/caf`),
      Buffer.from([0xe9]),
      Buffer.from(' "\\\n\r$(x);*'),
    ]);
    writeFileSync(odd, "odd");
    writeFileSync(join(place, "run.sh"), "#!/bin/sh\n", { mode: 0o755 });
    writeFileSync(join(place, "empty"), "");
    symlinkSync("../elsewhere", join(place, "link"));
    worked(commit(root, "backend"));
    worked(merge(root, ["backend"]));
    const there = Buffer.concat([Buffer.from(`${root}/`), odd.subarray(place.length + 1)]);
    expect(readFileSync(there).toString()).toBe("odd");
    expect(statSync(join(root, "run.sh")).mode & 0o111).toBe(0o111);
    expect(readlinkSync(join(root, "link"))).toBe("../elsewhere");
    expect(text(root, "empty")).toBe("");
  });

  test("a file may become a folder, a folder a file, and a file a link", () => {
    const root = repository({ one: "1", "two/a": "2", "two/b": "2", three: "3" });
    const place = path(root, "backend");
    rmSync(join(place, "one"));
    rmSync(join(place, "two"), { recursive: true });
    unlinkSync(join(place, "three"));
    write(place, { "one/a": "1", two: "2" });
    symlinkSync("two", join(place, "three"));
    worked(commit(root, "backend"));
    worked(merge(root, ["backend"]));
    expect([text(root, "one/a"), text(root, "two"), readlinkSync(join(root, "three"))]).toEqual([
      "1",
      "2",
      "two",
    ]);
  });

  test("line endings and filters are those of a checkout", () => {
    const root = repository({
      ".gitattributes": "*.crlf text eol=crlf\n*.up filter=up\n",
      "a.crlf": "1\r\n",
    });
    const place = path(root, "backend");
    write(place, {
      "a.crlf": "1\r\n2\r\n",
      "b.up": "ABC\n",
      "deep/.gitattributes": "*.lf text eol=crlf\n",
      "deep/x.lf": "1\n",
    });
    withGitSettings({ "filter.up.clean": "tr A-Z a-z", "filter.up.smudge": "tr a-z A-Z" }, () => {
      const { commit: made } = worked(commit(root, "backend"));
      expect(git(root, "cat-file", "blob", `${made}:b.up`)).toBe("abc\n");
      worked(merge(root, ["backend"]));
    });
    expect([text(root, "a.crlf"), text(root, "b.up"), text(root, "deep/x.lf")]).toEqual([
      "1\r\n2\r\n",
      "ABC\n",
      "1\r\n",
    ]);
  });

  test("merge drivers, rename detection and styles of conflicts of the person's play no part", () => {
    const root = repository({
      "a.txt": "1\n2\n3\n4\n5\n6\n7\n8\n",
      ".gitattributes": "*.txt merge=mine\n",
      "dir/x": "some\nlines\n",
    });
    git(root, "config", "merge.mine.driver", `touch "${root}/.task/ran"; false`);
    git(root, "config", "merge.conflictStyle", "diff3");
    git(root, "config", "merge.directoryRenames", "true");
    const one = path(root, "backend");
    git(one, "mv", "dir", "moved");
    write(one, { "a.txt": "one\n2\n3\n4\n5\n6\n7\n8\n" });
    worked(commit(root, "backend"));
    built(root, "frontend", { "a.txt": "1\n2\n3\n4\n5\n6\n7\ntwo\n", "dir/y": "new" });
    worked(merge(root, BOTH));
    expect(text(root, "a.txt")).toBe("one\n2\n3\n4\n5\n6\n7\ntwo\n");
    expect([text(root, "moved/x"), text(root, "dir/y"), text(root, "dir/x")]).toEqual([
      "some\nlines\n",
      "new",
      null,
    ]);
    expect(existsSync(join(root, ".task/ran"))).toBe(false);
  });

  test("only what is committed is merged, and a worktree that is gone is merged by its branch", () => {
    const root = repository();
    const place = built(root, "backend", { "b.txt": "b" });
    write(place, { "more.txt": "m" });
    expect(fails(root, ["backend"]).problem).toContain("uncommitted");
    expect(text(root, "b.txt")).toBeNull();
    rmSync(place, { recursive: true });
    worked(merge(root, ["backend"]));
    expect(text(root, "b.txt")).toBe("b");
  });

  test("of an area that was never opened is refused by its name", () => {
    const root = repository();
    expect(fails(root).problem).toContain("no workstream");
    built(root, "backend", { "b.txt": "b" });
    expect(fails(root).problem).toContain("The worktree of frontend is not there");
    expect(text(root, "b.txt")).toBeNull();
  });
});

describe("a conflict", () => {
  test("goes to the owner with both sides; the checkout is untouched; mended, the same call merges", () => {
    const root = repository({ "a.txt": "base\n", "c.txt": "1\n" });
    const before = persons(root);
    built(root, "backend", { "a.txt": "one\n", "b.txt": "b" });
    const place = built(root, "frontend", { "a.txt": "two\n" });
    const conflict = { path: "a.txt", area: "frontend", against: "backend" };
    const sides = { theirs: "one\n", ours: "two\n" };
    for (let again = 0; again < 2; again++) {
      const refusal = fails(root);
      expect(refusal.conflicts).toEqual([{ ...conflict, ...sides }]);
      expect(refusal.problem).toContain("1 file");
      expect(refusal.remedy).toContain("frontend");
    }
    expect([text(root, "a.txt"), text(root, "b.txt")]).toEqual(["base\n", null]);
    expect(persons(root)).toEqual(before);
    write(place, { "a.txt": "one and two\n" });
    worked(commit(root, "frontend"));
    worked(merge(root, BOTH));
    expect([text(root, "a.txt"), text(root, "b.txt")]).toEqual(["one and two\n", "b"]);
    // The mended side holds what backend had then: what backend does later is merged with it, or
    // shown again.
    write(join(root, ".task/worktrees", RUN, "backend"), { "a.txt": "other\n" });
    worked(commit(root, "backend"));
    expect(fails(root).conflicts).toEqual([
      { ...conflict, theirs: "other\n", ours: "one and two\n" },
    ]);
    expect(text(root, "a.txt")).toBe("one and two\n");
    // Back to what was shown first, nothing is left to mend.
    write(join(root, ".task/worktrees", RUN, "backend"), { "a.txt": "one\n" });
    worked(commit(root, "backend"));
    worked(merge(root, BOTH));
  });

  test("is mended by taking the other's side too, or by the other owner", () => {
    const root = repository({ "a.txt": "base\n" });
    const one = built(root, "backend", { "a.txt": "one\n" });
    const two = built(root, "frontend", { "a.txt": "two\n" });
    fails(root);
    write(two, { "a.txt": "one\n" });
    worked(commit(root, "frontend"));
    worked(merge(root, BOTH));
    expect(text(root, "a.txt")).toBe("one\n");
    write(two, { "a.txt": "two\n" });
    worked(commit(root, "frontend"));
    fails(root);
    write(one, { "a.txt": "base\n" });
    worked(commit(root, "backend"));
    worked(merge(root, BOTH));
    expect(text(root, "a.txt")).toBe("two\n");
  });

  inFull(
    "a note of what was shown that is spoilt or gone only means that it is shown again",
    () => {
      for (const spoilt of [
        "",
        "{",
        "[1,null,{}]",
        '[{"path":"a.txt","area":"frontend","theirs":{"mode":"1","hash":"x"},"ours":null}]',
      ]) {
        const root = repository({ "a.txt": "base\n" });
        built(root, "backend", { "a.txt": "one\n" });
        const place = built(root, "frontend", { "a.txt": "two\n" });
        fails(root);
        write(root, { [`.task/worktrees/${RUN}.conflicts.json`]: spoilt });
        write(place, { "a.txt": "both\n" });
        worked(commit(root, "frontend"));
        expect(fails(root).conflicts.length).toBe(1);
        write(place, { "a.txt": "both!\n" });
        worked(commit(root, "frontend"));
        worked(merge(root, BOTH));
      }
    },
  );

  const kinds: [
    string,
    Record<string, string | Buffer>,
    (one: string, two: string) => void,
    object,
  ][] = [
    [
      "both added",
      {},
      (one, two) => {
        write(one, { n: "1" });
        write(two, { n: "2" });
      },
      { path: "n", theirs: "1", ours: "2" },
    ],
    [
      "one deleted",
      { n: "0\n" },
      (one, two) => {
        rmSync(join(one, "n"));
        write(two, { n: "2" });
      },
      { theirs: null, ours: "2" },
    ],
    [
      "the other deleted",
      { n: "0\n" },
      (one, two) => {
        write(one, { n: "1" });
        rmSync(join(two, "n"));
      },
      { theirs: "1", ours: null },
    ],
    [
      "binary",
      { n: "\0a" },
      (one, two) => {
        write(one, { n: "\0b" });
        write(two, { n: "\0c" });
      },
      { theirs: null, ours: null },
    ],
    [
      "links",
      { n: "0\n" },
      (one, two) => {
        rmSync(join(one, "n"));
        symlinkSync("x", join(one, "n"));
        write(two, { n: "2" });
      },
      { theirs: "x", ours: "2" },
    ],
    [
      "modes",
      {},
      (one, two) => {
        write(one, { n: "1" });
        write(two, { n: "1" });
        chmodSync(join(two, "n"), 0o755);
      },
      { theirs: "1", ours: "1" },
    ],
    [
      "a folder where a file is",
      {},
      (one, two) => {
        write(one, { n: "1" });
        write(two, { "n/x": "2" });
      },
      { path: "n/x", area: "frontend", against: "backend", theirs: "1", ours: "2" },
    ],
    [
      "a file where a folder is",
      {},
      (one, two) => {
        write(one, { "n/x": "1" });
        write(two, { n: "2" });
      },
      { path: "n/x", area: "backend", against: "frontend", theirs: "2", ours: "1" },
    ],
    [
      "a file in the place of a folder",
      { "n/x": "0" },
      (one, two) => {
        write(one, { "n/y": "1" });
        rmSync(join(two, "n"), { recursive: true });
        write(two, { n: "2" });
      },
      { path: "n/y", area: "backend", against: "frontend" },
    ],
  ];
  test.each(kinds)("%s", (_, files, how, conflict) => {
    const root = repository({ "keep.txt": "k", ...files });
    how(path(root, "backend"), path(root, "frontend"));
    for (const area of BOTH) worked(commit(root, area));
    const { conflicts } = fails(root);
    expect(conflicts).toMatchObject([
      { path: "n", area: "frontend", against: "backend", ...conflict },
    ]);
  });

  test("the same change of both is none", () => {
    const root = repository({ "n/x": "0" });
    for (const area of BOTH) {
      rmSync(join(built(root, area, { "new.txt": "1", m: "2" }), "n"), { recursive: true });
      worked(commit(root, area));
    }
    worked(merge(root, BOTH));
    expect(["m", "n/x", "new.txt"].map((file) => text(root, file))).toEqual(["2", null, "1"]);
  });

  test("names that differ in case alone are one where the disk says so", () => {
    const root = repository({ "Doc.md": "d" });
    built(root, "backend", { "ReadMe.md": "1" });
    built(root, "frontend", { "readme.md": "2", "doc.MD": "3" });
    git(root, "config", "core.ignorecase", "true");
    expect(fails(root).conflicts).toMatchObject([
      { path: "doc.MD", area: "frontend", against: "base", ours: "3" },
      { path: "readme.md", area: "frontend", against: "backend", theirs: "1" },
    ]);
    git(root, "config", "core.ignorecase", "false");
    worked(merge(root, BOTH));
  });

  test("is bounded in size, in its sides and in their number, and shows no secrets", () => {
    const many = Array.from({ length: 60 }, (_, i) => [`f${i}.txt`, "x\n"]);
    const root = repository(Object.fromEntries([...many, [".env", "A=1\n"], ["big.txt", "b\n"]]));
    const big = (letter: string) =>
      Object.fromEntries([
        ...many.map(([name]) => [name, letter.repeat(30_000)]),
        [".env", letter],
        ["big.txt", letter],
      ]);
    built(root, "backend", big("ü"));
    built(root, "frontend", big("ö"));
    const found = mergeWorkstreams(at(root), {
      run: RUN,
      areas: BOTH,
      isSecret: (name) => name === ".env",
    });
    const { conflicts, problem } = refused(found) as ReturnType<typeof fails>;
    expect(problem).toContain("62 files (the first 50 are named)");
    expect(conflicts.length).toBe(50);
    expect(Buffer.byteLength(JSON.stringify(conflicts))).toBeLessThan(250_000);
    expect(conflicts[0]).toMatchObject({ path: ".env", theirs: null, ours: null });
    expect(conflicts.some((one) => (one.ours?.length ?? 0) < 30_000)).toBe(true);
    expect(JSON.stringify(conflicts)).not.toContain("\uFFFD");
  });
});

describe("the person's own changes", () => {
  const cases: [string, (root: string) => void, string[]][] = [
    ["a changed file", (root) => write(root, { "a.txt": "mine" }), ["a.txt"]],
    ["a deleted file", (root) => rmSync(join(root, "a.txt")), ["a.txt"]],
    ["a new file", (root) => write(root, { "new.txt": "mine" }), ["new.txt"]],
    ["an ignored file", (root) => write(root, { "new.log": "mine" }), ["new.log"]],
    ["a file where a folder comes", (root) => write(root, { folder: "mine" }), ["folder"]],
    [
      "a folder where a file comes",
      (root) => write(root, { "new.txt/mine": "mine" }),
      ["new.txt/mine"],
    ],
    [
      "an ignored file in that folder",
      (root) => write(root, { "new.txt/mine.log": "mine" }),
      ["new.txt/mine.log"],
    ],
    ["another mode", (root) => chmodSync(join(root, "a.txt"), 0o755), ["a.txt"]],
    [
      "a link in its place",
      (root) => {
        rmSync(join(root, "a.txt"));
        symlinkSync("b.txt", join(root, "a.txt"));
      },
      ["a.txt"],
    ],
    [
      "a folder that is a link now",
      (root) => {
        mkdirSync(join(root, "other"));
        symlinkSync("other", join(root, "folder"));
      },
      ["folder"],
    ],
  ];
  test.each(cases)("%s: refused by name, and nothing is written", (_, how, names) => {
    const root = repository({ "a.txt": "1\n", "b.txt": "1\n", ".gitignore": "*.log\n" });
    const place = path(root, "backend");
    write(place, {
      "a.txt": "2\n",
      "b.txt": "2\n",
      "new.txt": "theirs",
      "new.log": "theirs",
      "folder/x": "theirs",
    });
    git(place, "add", "-f", "new.log");
    worked(commit(root, "backend"));
    how(root);
    // Git's own status may rewrite the index: it is asked first here, and last below.
    const status = git(root, "status", "--porcelain", "--ignored");
    const before = [text(root, "a.txt"), persons(root)];
    const refusal = fails(root, ["backend"]);
    expect(refusal.changed).toEqual(names);
    expect(refusal.problem).toContain(JSON.stringify(names[0]));
    expect([text(root, "a.txt"), persons(root)]).toEqual(before);
    expect(git(root, "status", "--porcelain", "--ignored")).toBe(status);
    expect([text(root, "b.txt"), text(root, "folder/x")]).toEqual(["1\n", null]);
  });

  test("a file that was merged and then put back by the person is not merged over", () => {
    const root = repository({ "a.txt": "1\n" });
    const place = built(root, "backend", { "a.txt": "2\n" });
    worked(merge(root, ["backend"]));
    write(root, { "a.txt": "1\n" });
    worked(merge(root, ["backend"]));
    expect(text(root, "a.txt")).toBe("1\n");
    write(place, { "a.txt": "3\n" });
    worked(commit(root, "backend"));
    expect(fails(root, ["backend"]).changed).toEqual(["a.txt"]);
    expect(text(root, "a.txt")).toBe("1\n");
  });

  test("a file that already is as the build has it is no hindrance, and a folder of empty folders neither", () => {
    const root = repository({ "a.txt": "1\n" });
    built(root, "backend", { "a.txt": "2\n", new: "n" });
    write(root, { "a.txt": "2\n" });
    mkdirSync(join(root, "new/empty"), { recursive: true });
    worked(merge(root, ["backend"]));
    expect([text(root, "a.txt"), text(root, "new")]).toEqual(["2\n", "n"]);
  });

  test("commits, branches and staged files of the person between build and merge do not matter", () => {
    const root = repository({ "a.txt": "1\n", "b.txt": "1\n" });
    built(root, "backend", { "a.txt": "2\n" });
    write(root, { "b.txt": "2\n" });
    git(root, "commit", "-qam", "mine");
    git(root, "checkout", "-qb", "elsewhere");
    const before = persons(root);
    worked(merge(root, ["backend"]));
    expect(persons(root)).toEqual(before);
    expect(git(root, "status", "--porcelain")).toBe(" M a.txt\n");
  });

  test("who may read a file stays as it was", () => {
    const root = repository({ "a.txt": "1\n" });
    chmodSync(join(root, "a.txt"), 0o600);
    built(root, "backend", { "a.txt": "2\n" });
    worked(merge(root, ["backend"]));
    expect(lstatSync(join(root, "a.txt")).mode & 0o777).toBe(0o600);
  });
});

test("commits of which two change one file are taken once, on the branch that is there and on a new one", () => {
  const root = repository({ "a.txt": "1\n" });
  git(root, "switch", "-qc", "work");
  const commits = ["2\n", "3\n"].map((content) => {
    write(root, { "a.txt": content });
    git(root, "commit", "-qam", content.trim());
    return git(root, "rev-parse", "HEAD").trim();
  });
  git(root, "switch", "-q", "-");
  write(root, { "a.txt": "3\n", "other.txt": "mine\n" });
  git(root, "add", "other.txt");
  git(root, "commit", "-qm", "other", "--", "other.txt");
  const take = (branch: string | null) =>
    takeCommits(
      { root, task: join(root, ".task"), found: "git" },
      { run: RUN },
      { commits, branch },
    );
  const on = git(root, "branch", "--show-current").trim();
  expect(take(null)).toEqual({ ok: true, on, made: 2 });
  expect([take(null), take("later")]).toEqual([
    { ok: true, on, made: 0 },
    { ok: true, on, made: 0 },
  ]);
  expect(git(root, "status", "--porcelain", "a.txt", "other.txt")).toBe("");
});
