// As on macOS: all
import { afterAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { displacedIn } from "../../src/store/displaced.ts";
import { type Disk, ownFolder, readRegular, UnsafeFile } from "../../src/store/files/disk.ts";
import { readState } from "../../src/store/reader.ts";
import { asRoot } from "../harness/mount.ts";
import { bunForAnybody, cleanup } from "../harness/project.ts";
import { counting, disk, onDisk, project, record, transact } from "./counting-fold.ts";

afterAll(cleanup);

const inThePlaceOfTheJournal: [string, (path: string) => void, RegExp][] = [
  [
    "a link to a file",
    (path) => {
      writeFileSync(`${path}.target`, "");
      symlinkSync(`${path}.target`, path);
    },
    /symbolic link/,
  ],
  ["a dangling link", (path) => symlinkSync("nowhere", path), /symbolic link/],
  ["a folder", (path) => mkdirSync(path), /is a folder/],
  ["a pipe", (path) => Bun.spawnSync(["mkfifo", path]), /pipe, socket or device/],
];

describe("a journal that is no regular file of the user's own is refused, and nothing hangs", () => {
  test.each(inThePlaceOfTheJournal)("%s", (_, put, problem) => {
    using p = project();
    mkdirSync(p.task);
    put(join(p.task, "events.jsonl"));
    for (const work of [
      () => readState(p.task, counting),
      () => transact(p.task, counting, record(["a"])),
    ]) {
      expect(work).toThrow(UnsafeFile);
      expect(work).toThrow(problem);
    }
    expect(existsSync(join(p.task, "lock"))).toBe(false);
    expect(existsSync(join(p.task, "nowhere"))).toBe(false);
  });

  asRoot("somebody else's file, somebody else's folder", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    for (const path of [join(p.task, "events.jsonl"), p.task]) {
      chownSync(path, 12345, 12345);
      expect(() => readState(p.task, counting)).toThrow(/belongs to another user \(12345\)/);
      expect(() => transact(p.task, counting, record(["b"]))).toThrow(UnsafeFile);
      chownSync(path, 0, 0);
    }
    expect(readState(p.task, counting).seq).toBe(1);
  });

  const me = process.geteuid!();
  test.each([
    ["root's", 0, me, true],
    ["one's own, in another's folder", me, 12345, true],
    ["that of whoever has the project's folder", 12345, 12345, true],
    ["a third user's", 12345, 4321, false],
    ["another user's, in root's folder", 12345, 0, me === 12345],
  ])("%s counts, or not", (_, owner, ofFolder, counts) => {
    using p = project();
    mkdirSync(p.task);
    const file = join(p.task, "events.jsonl");
    writeFileSync(file, "{}");
    const as = <T extends object>(stats: T, uid: number): T => Object.assign(stats, { uid });
    const io: Disk = {
      ...disk,
      lstat: (path) => as(disk.lstat(path)!, path === p.root ? ofFolder : owner),
      fstat: (fd) => as(disk.fstat(fd), owner),
    };
    const looks = () => onDisk(io, () => [ownFolder(p.task), readRegular(file)?.toString()]);
    if (counts) expect(looks()).toEqual([true, "{}"]);
    else expect(looks).toThrow(UnsafeFile);
    // A file of the project itself: whoever pulled or copied it has made it.
    writeFileSync(join(p.root, "a.json"), "1");
    expect(onDisk(io, () => readRegular(join(p.root, "a.json"))?.toString())).toBe("1");
  });

  test("what stands in the place of a fold is moved aside, or named when it cannot be", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const put = (name: string, what: (path: string) => void) => {
      rmSync(join(p.task, name), { force: true });
      what(join(p.task, name));
    };
    writeFileSync(join(p.root, "outside"), "kept");
    put("state.json", (path) => symlinkSync(join(p.root, "outside"), path));
    put("snapshot.json", (path) => Bun.spawnSync(["mkfifo", path]));
    expect(transact(p.task, counting, record(["b"])).warning).toBeUndefined();
    expect(readFileSync(join(p.root, "outside"), "utf8")).toBe("kept");
    expect(readState(p.task, counting)).toMatchObject({ seq: 2, fresh: true });
    put("state.json", (path) => mkdirSync(path));
    expect(transact(p.task, counting, record(["c"])).warning).toBeUndefined();
    const aside = displacedIn(p.root, ".task").map((path) => join(p.root, path, "state.json"));
    const [link, folder] = aside.map((path) => lstatSync(path));
    expect([link!.isSymbolicLink(), folder!.isDirectory()]).toEqual([true, true]);
    rmSync(join(p.task, "before"), { recursive: true });
    put("before", (path) => writeFileSync(path, "a file"));
    put("state.json", (path) => mkdirSync(path));
    const { state, warning } = transact(p.task, counting, record(["d"]));
    expect(state!.events).toBe(4);
    expect(warning).toContain(".task/before is not a folder");
    expect(readdirSync(p.task).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("a folder that cannot be written", () => {
  const script = `
    import { readState } from "${join(import.meta.dir, "../../src/store/reader.ts")}";
    import { transact } from "${join(import.meta.dir, "../../src/store/transact.ts")}";
    import { asRoot } from "../harness/mount.ts";
import { counting, record } from "${join(import.meta.dir, "counting-fold.ts")}";
    const say = (work) => { try { return work(); } catch (error) { return error.message; } };
    console.log(JSON.stringify([
      say(() => readState(process.env.TASK, counting).seq),
      say(() => transact(process.env.TASK, counting, record([])).appended.length),
      say(() => transact(process.env.TASK, counting, record(["b"]))),
    ]));`;

  // Root may write everywhere, so the child gives up its rights.
  asRoot(
    "still reads, does nothing when nothing is to record, and says that it cannot be written",
    () => {
      using p = project();
      transact(p.task, counting, record(["a"]));
      writeFileSync(join(p.root, "run.ts"), script);
      Bun.spawnSync([
        process.execPath,
        "build",
        "--target=bun",
        "--outfile",
        join(p.root, "run.js"),
        join(p.root, "run.ts"),
      ]);
      for (const name of readdirSync(p.task)) {
        chownSync(join(p.task, name), 12345, 12345);
        chmodSync(join(p.task, name), 0o444);
      }
      for (const path of [p.root, p.task]) {
        chownSync(path, 12345, 12345);
        chmodSync(path, 0o555);
      }
      const child = Bun.spawnSync([bunForAnybody(), join(p.root, "run.js")], {
        cwd: p.root,
        env: { TASK: p.task, HOME: p.root },
        uid: 12345,
        gid: 12345,
      });
      expect(child.stderr.toString()).toBe("");
      const [seq, appended, message] = JSON.parse(child.stdout.toString());
      expect({ seq, appended }).toEqual({ seq: 1, appended: 0 });
      expect(message).toMatch(/events.jsonl could not be written: it is read-only/);
    },
  );
});
