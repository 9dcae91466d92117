// Runs: together.
import { describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UnsafeFile } from "../../src/store/files/disk.ts";
import { sha256 } from "../../src/store/journal.ts";
import { getObject, putObject } from "../../src/store/objects.ts";
import { disk, diskWith, onDisk, project } from "./counting-fold.ts";

describe("objects", () => {
  test("are the exact bytes under their hash", () => {
    using p = project();
    const bytes = new Uint8Array([0, 255, 10, 13, 195]);
    const hash = putObject(p.task, bytes);
    expect(hash).toBe(sha256(bytes));
    expect(new Uint8Array(readFileSync(join(p.task, "objects", hash)))).toEqual(bytes);
    expect(new Uint8Array(getObject(p.task, hash)!)).toEqual(bytes);
    expect(getObject(p.task, putObject(p.task, "ä\n"))!.toString()).toBe("ä\n");
    expect(getObject(p.task, putObject(p.task, ""))!.length).toBe(0);
    expect(readFileSync(join(p.task, ".gitignore"), "utf8")).toBe("*\n");
  });

  test("go into the next folder when a reset moves theirs away in between; a folder that stays away is said", () => {
    using p = project();
    let moved = 0;
    const io = diskWith({
      rename: (from, to) => {
        if (moved++ === 0) rmSync(join(p.task, "objects"), { recursive: true });
        disk.rename(from, to);
      },
    });
    const hash = onDisk(io, () => putObject(p.task, "kept"));
    expect(getObject(p.task, hash)!.toString()).toBe("kept");
    const gone = diskWith({
      rename: (from, to) => {
        rmSync(join(p.task, "objects"), { recursive: true });
        disk.rename(from, to);
      },
    });
    expect(() => onDisk(gone, () => putObject(p.task, "lost"))).toThrow(
      /could not be written: ENOENT.*Nothing is recorded/,
    );
  });

  test("that were spoilt are not given out, and are put anew", () => {
    using p = project();
    const hash = putObject(p.task, "the brief");
    const path = join(p.task, "objects", hash);
    for (const spoil of [
      () => writeFileSync(path, "the grief"),
      () => symlinkSync(join(p.task, ".gitignore"), path),
      () => Bun.spawnSync(["mkfifo", path]),
    ]) {
      rmSync(path);
      spoil();
      expect(getObject(p.task, hash)).toBeNull();
      expect(putObject(p.task, "the brief")).toBe(hash);
      expect(getObject(p.task, hash)!.toString()).toBe("the brief");
    }
  });

  test("names that are no hash, and hashes that are not there, give null", () => {
    using p = project();
    expect(getObject(p.task, sha256("never put"))).toBeNull();
    putObject(p.task, "x");
    expect(getObject(p.task, "../.gitignore")).toBeNull();
    expect(getObject(p.task, sha256("x").toUpperCase())).toBeNull();
  });

  test("are not put through a link to elsewhere", () => {
    using p = project();
    mkdirSync(p.task);
    mkdirSync(join(p.root, "elsewhere"));
    symlinkSync(join(p.root, "elsewhere"), join(p.task, "objects"));
    expect(() => putObject(p.task, "x")).toThrow(UnsafeFile);
    expect(readdirSync(join(p.root, "elsewhere"))).toEqual([]);
  });
});
