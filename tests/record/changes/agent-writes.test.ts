import { describe, expect, test } from "bun:test";
import { contentHash, numbered } from "../../../src/record/changes/agent-writes.ts";

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const idsOf = (written: Uint8Array): unknown =>
  JSON.parse(new TextDecoder().decode(written)).findings;

describe("the numbers of findings", () => {
  test("are given in the order of the list, whatever its writer gave", () => {
    const given = {
      task: "T1",
      findings: [{ id: "F2", at: "a" }, { id: "F2", at: "b" }, { at: "c" }, { id: "SEC-1" }],
    };
    expect(idsOf(numbered(bytes(given), 3))).toEqual([
      { id: "F3", at: "a" },
      { id: "F4", at: "b" },
      { at: "c", id: "F5" },
      { id: "F6" },
    ]);
  });
  test("stay, to the byte, where they are right", () => {
    const right = new TextEncoder().encode('{ "findings" : [ {"id":"F3"} ] }\n');
    expect(numbered(right, 3)).toBe(right);
  });
  test("are none of an artifact without findings, nor of what is no list of them", () => {
    for (const value of [{ task: "T1" }, { findings: "none" }, { findings: ["a", null] }, null, 3])
      expect(numbered(bytes(value), 3)).toEqual(bytes(value));
    const markdown = new TextEncoder().encode("# Plan\n");
    expect(numbered(markdown, 1)).toBe(markdown);
  });
  test("say nothing: with others the file says the same, with other words it does not", () => {
    const written = bytes({ findings: [{ id: "F2", problem: "p" }] });
    expect(contentHash(numbered(written, 7))).toBe(contentHash(written));
    expect(contentHash(bytes({ findings: [{ id: "F2", problem: "q" }] }))).not.toBe(
      contentHash(written),
    );
  });
});
