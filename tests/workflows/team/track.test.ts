import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type BuiltChange, outgrown, proposeTrack, trackProblem } from "../../../src/workflows/team/track.ts";
import { TRACKS, type Track } from "../../../src/workflows/team/tracks.ts";
import { team } from "../../../src/workflows/team/workflow.ts";
import { PATHS } from "./triggers/paths.ts";
import { REQUESTS, UNSEEN_REQUESTS } from "./triggers/requests.ts";
import { outcomeOfRequests } from "./triggers/table.ts";
import { FRESH_REQUESTS } from "./triggers/unseen.ts";

const LIGHT: Track[] = ["quick", "nano", "config-only", "dep-update"];

test("each track has its stages, and the workflow has the same", () => {
  expect(team.entries.start!.variants!.of).toEqual(TRACKS);
  expect(Object.entries(TRACKS).map(([track, stages]) => `${track} ${stages.join(" ")}`)).toEqual([
    "full 01 02 03 04 05 06 07 08 09",
    "quick 01 04 06 07 08 09",
    "nano 04 07",
    "config-only 04 05 07 08",
    "dep-update 04 06 07 08",
    "hotfix 04 05 06 07 08 09",
  ]);
});

const PROPOSED: [request: string, files: string[], track: Track, reason: string][] = [
  ["Add password reset via email", [], "full", "password"],
  ["Add a dark mode", [], "full", "Add"],
  ["Rework the report", [], "full", "Rework"],
  ["fix a typo in the footer", [], "nano", "typo"],
  ["fix a typo on the login page", [], "full", "login"],
  ["fix a typo in the footer; does not touch login", [], "nano", "typo"],
  ["fix the wording", ["a.ts", "b.ts", "c.ts", "d.ts"], "full", "more than nano"],
  ["fix the sort order of the list", [], "quick", "fix"],
  ["raise the timeout to 30 seconds", [], "config-only", "timeout"],
  ["raise the timeout to 30 seconds", ["src/a.ts"], "full", "more than config-only"],
  ["raise the session timeout", [], "full", "session"],
  ["add a settings page", [], "full", "add"],
  ["bump lodash from 4.17.20 to 4.17.21", [], "dep-update", "bump lodash"],
  ["update all dependencies", [], "dep-update", "update all"],
  ["update the dependencies and add a new library", [], "full", "new library"],
  ["update dependencies", ["package.json", "package-lock.json"], "dep-update", "update dependencies"],
  // Files that lie about say nothing of a request: they make a track heavier alone.
  ["tidy", ["package.json"], "full", "new dependencies"],
  ["update dependencies", ["package.json", "src/a.ts"], "full", "more than dep-update"],
  ["hotfix: login fails", [], "hotfix", "hotfix"],
  ["production is down after the release", [], "hotfix", "production is down"],
  ["tidy", ["README.md", "docs/login.md"], "full", "nothing says"],
  ["tidy", ["config/a.yml", "b.json"], "full", "nothing says"],
  ["small change", ["src/auth.ts"], "full", "src/auth.ts"],
  ["small change", ["db/a.sql"], "full", "db/a.sql"],
  ["small change", ["src/a.ts", "package.json"], "full", "package.json"],
  ["small change", ["src/payments/a.ts"], "full", "payment data"],
  ["small change", ["src/featureFlags.ts"], "full", "feature flags"],
  ["fix the label of the button", ["src/roles.ts"], "full", "access"],
  ["", [], "full", "nothing says"],
];

test.each(PROPOSED)("%j with %j is proposed as %s: %s", (request, files, track, reason) => {
  const proposal = proposeTrack(request, files);
  expect(proposal.track).toBe(track);
  expect(proposal.reason).toContain(reason);
  // What is proposed is never refused at once.
  expect(trackProblem(proposal.track, request, files)).toBeNull();
});

test.each([...REQUESTS, ...UNSEEN_REQUESTS, ...FRESH_REQUESTS])(
  "%j, for which %s fits, is proposed as that",
  (request, right, got = right) => {
    expect(proposeTrack(request).track).toBe(got);
    expect(trackProblem(got, request)).toBeNull();
  },
);

test("no request that needs all stages is proposed lighter, and few small ones as full", () => {
  const of = (cases: typeof REQUESTS) => outcomeOfRequests(cases);
  expect([of(REQUESTS), of(UNSEEN_REQUESTS), of(FRESH_REQUESTS)]).toEqual([
    "101 for full, 0 proposed lighter; 36 small and honest, 4 proposed as full",
    "19 for full, 0 proposed lighter; 14 small and honest, 4 proposed as full",
    "14 for full, 0 proposed lighter; 10 small and honest, 1 proposed as full",
  ]);
});

test("changed files make a proposal heavier, never lighter, and a text behind a request never takes a doubt away", () => {
  const request = fc.constantFrom(...[...REQUESTS, ...UNSEEN_REQUESTS, ...FRESH_REQUESTS].map(([text]) => text));
  const files = fc.array(fc.constantFrom(...PATHS.map(([path]) => path)), { maxLength: 5 });
  fc.assert(
    fc.property(request, files, (text, changed) => {
      const { track } = proposeTrack(text);
      expect([track, "full"]).toContain(proposeTrack(text, changed).track);
    }),
  );
  const heavy = fc.constantFrom(
    ...REQUESTS.flatMap(([text, right]) => (right === "full" && text !== "" ? [text] : [])),
  );
  fc.assert(
    fc.property(heavy, (text) => {
      expect(proposeTrack(`Fix a typo in the footer.\n${text}`).track).toBe("full");
    }),
  );
});

describe("a light track", () => {
  test.each(LIGHT)("%s is refused with the words that were found", (track) => {
    const problem = trackProblem(track, "Fix the login and the credit card form", ["src/crypto/a.ts"]);
    expect(problem).toContain(
      `track ${track}: found authentication ("login"), cryptography ("src/crypto/a.ts"), payment data ("credit card")`,
    );
    expect(trackProblem(track, "Fix the footer; does not touch login", ["src/footer.ts"])).toBeNull();
    expect(trackProblem(track, "add a new dependency")).toContain(
      'new dependencies ("add dependency", "new dependency")',
    );
    expect(trackProblem(track, "put it behind a feature flag")).toContain("feature flags");
  });

  test("may have manifests when it is there for them", () => {
    expect(trackProblem("dep-update", "update lodash", ["package.json", "bun.lock"])).toBeNull();
    expect(trackProblem("quick", "small fix", ["package.json"])).toBe(
      'track quick: found new dependencies ("package.json"), which need all stages; take --track full',
    );
    expect(trackProblem("quick", "fix the login")).toEndWith(
      'or say that they are left alone ("does not touch login")',
    );
  });

  test.each<Track>(["full", "hotfix"])("%s is none and takes all", (track) => {
    expect(trackProblem(track, "fix the login", ["src/auth.ts"])).toBeNull();
  });

  test("tells three words of a topic, and how many more", () => {
    expect(trackProblem("nano", "login logout signin signup")).toContain('("login", "logout", "signin" and 1 more)');
  });
});

describe("a diff", () => {
  const change = (over: Partial<BuiltChange>): BuiltChange => ({
    files: ["src/a.ts"],
    lines: 3,
    areas: ["a"],
    rules: [],
    ...over,
  });
  test.each<[Track, Partial<BuiltChange>, Track | null, string]>([
    ["nano", {}, null, ""],
    ["nano", { files: ["a.ts", "b.ts", "c.ts"], lines: 40 }, null, ""],
    ["nano", { files: ["a.ts", "b.ts", "c.ts", "d.ts"] }, "quick", "4 files, at most 3"],
    ["nano", { lines: 41 }, "quick", "41 changed lines, at most 40"],
    ["nano", { areas: ["a", "b"] }, "quick", "2 areas (a, b), at most 1"],
    ["nano", { rules: ["diff:eval"] }, "full", "fires diff:eval"],
    ["nano", { files: ["src/auth.ts"] }, "full", 'authentication ("src/auth.ts")'],
    ["nano", { files: [], lines: 0, areas: [] }, null, ""],
    ["quick", { lines: 4_000, areas: ["a", "b"] }, null, ""],
    ["quick", { files: ["db/001.sql"] }, "full", 'migrations ("db/001.sql")'],
    ["dep-update", { files: ["package.json"] }, null, ""],
    ["dep-update", { files: ["package.json", "src/login.ts"] }, "full", "authentication"],
    ["hotfix", { files: ["src/auth.ts"], rules: ["path:auth"] }, null, ""],
    ["full", { files: ["src/auth.ts"], lines: 9_999 }, null, ""],
  ])("of %s with %j moves to %p: %s", (track, over, to, reason) => {
    const moved = outgrown(track, change(over));
    expect(moved?.to ?? null).toBe(to);
    expect(moved?.reason ?? "").toContain(reason);
  });
});
