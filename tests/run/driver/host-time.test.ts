// A laptop that slept charges nobody: the driver's limits count the time in which it looked.
import { expect, test } from "bun:test";
import type { Dispatch } from "../../../src/engine/run.ts";
import { HostTime } from "../../../src/run/driver/host-time.ts";

const LOOK_MS = 250;
const MINUTE = 60_000;

/** A host that a driver looks at, by a clock of its own. */
function watched({
  agent = null as string | null,
  minutes = 10 as number | null,
  hasHooks = true,
} = {}) {
  let now = Date.parse("2030-01-01T00:00:00Z");
  const time = new HostTime({ title: "Claude Code", hasHooks }, () => now);
  const dispatch = {
    agent,
    bounds: minutes === null ? null : { minutes, tokens: 1, tool_calls: 1 },
  } as Dispatch;
  const look = (asks: boolean) => time.look(dispatch, () => asks);
  return {
    /** Looks for so long; what the first look said that was not null. */
    awake(ms: number, asks = false) {
      for (const end = now + ms; now < end; ) {
        now += LOOK_MS;
        const said = look(asks);
        if (said !== null) return said.fault ?? "over";
      }
      return null;
    },
    passes(ms: number) {
      now += ms;
    },
  };
}

test("a host that does not begin has five minutes in which the machine is awake", () => {
  const host = watched();
  expect(host.awake(4 * MINUTE)).toBeNull();
  for (const ms of [MINUTE, 10 * MINUTE, 480 * MINUTE]) {
    host.passes(ms);
    expect(host.awake(1_000)).toBeNull();
  }
  host.passes(-MINUTE);
  expect(host.awake(2 * MINUTE)).toContain("did not start working");
});

test("one in which no hook runs has a quarter of a minute behind its first request", () => {
  const host = watched();
  expect(host.awake(4 * MINUTE)).toBeNull();
  expect(host.awake(10_000, true)).toBeNull();
  host.passes(20_000);
  expect(host.awake(1_000, true)).toBeNull();
  expect(host.awake(10_000, true)).toContain("hooks do not run");
});

test.each([
  ["its bound and three minutes", 10, 13, true],
  ["its bound, where no hook ends it", 10, 10, false],
  ["two hours, where it has no bound", null, 120, true],
])(
  "an agent at work has %s, without the time in which the machine slept",
  (_, minutes, all, hasHooks) => {
    const host = watched({ agent: "a1", minutes, hasHooks });
    expect(host.awake((all - 1) * MINUTE, true)).toBeNull();
    host.passes(480 * MINUTE);
    expect(host.awake(MINUTE / 2, true)).toBeNull();
    expect(host.awake(MINUTE, true)).toBe("over");
  },
);
