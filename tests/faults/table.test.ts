// Runs: in full too.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fault, faults } from "./counted.ts";

// Plain JavaScript, because Node runs it before there is Bun.
const { faultsLine, faultsTable, readFaults } = await import(join(import.meta.dir, "table.mjs"));

const before = process.env.MULTI_AI_FAULTS_FILE;
const file = join(tmpdir(), `multi-ai-faults-${process.pid}.jsonl`);
afterEach(() => {
  rmSync(file, { force: true });
  process.env.MULTI_AI_FAULTS_FILE = before ?? "";
});

test("what throws was tried and not survived, and so is said", async () => {
  process.env.MULTI_AI_FAULTS_FILE = file;
  fault("others: a", () => 1);
  await fault("races: b", () => Promise.resolve(1));
  expect(faultsLine(readFaults(readFileSync(file, "utf8")))).toBe(
    "faults: 1 races, 1 others tried; all survived",
  );
  const fails = () => {
    throw new Error("no");
  };
  expect(() => fault("others: a", fails)).toThrow("no");
  expect(() => faults("kill points: store, at each call", 3, fails)).toThrow("no");
  await expect(fault("races: b", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  faults("races: b", 5, () => 1);
  fault("others: full disk, a real tmpfs", () => 1);
  const found = readFaults(readFileSync(file, "utf8"));
  expect(faultsLine(found)).toBe(
    "faults: 3 kill points, 7 races, 3 others (full disk: a real tmpfs) tried; 5 NOT survived",
  );
  expect(faultsTable(found)).toContain("| races: b | 7 | 6 |");
  expect(faultsTable(found)).toContain("| **all kill points** | 3 | 0 |");
});

test("without a runner that asks nothing is written; without a fault nothing is said", () => {
  process.env.MULTI_AI_FAULTS_FILE = "";
  fault("others: a", () => 1);
  expect(existsSync(file)).toBe(false);
  expect(faultsLine(readFaults(""))).toBe("");
});
