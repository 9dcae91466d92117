// As on macOS: all
import { describe, expect, test } from "bun:test";
import {
  BrokenChain,
  compose,
  MAX_LINE_BYTES,
  type Position,
  START,
  scan,
  sha256,
} from "../../src/store/journal.ts";
import { events } from "./counting-fold.ts";

const NOW = "2030-01-01T00:00:00.000Z";

/** Text of decisions, one after the other, and the position behind them. */
function journal(...decisions: string[][]): {
  text: string;
  position: Position;
  after: Position[];
} {
  let text = "";
  let position = START;
  const after = [START];
  for (const keys of decisions) {
    text += compose(events(...keys), position, NOW).text;
    position = scan(Buffer.from(text), START, () => {}).position;
    after.push(position);
  }
  return { text, position, after };
}

function read(text: string | Buffer, from: Position = START) {
  const keys: string[][] = [];
  const { position, broken } = scan(
    Buffer.from(text as string).subarray(from.bytes),
    from,
    (batch) => {
      keys.push(batch.map((event) => String(event.key)));
    },
  );
  return { keys, position, broken };
}

describe("lines", () => {
  test("hold number, time, type, run, batch, the event's own fields and the hash of the line before", () => {
    const { text } = journal(["a"], ["b", "c"]);
    const lines = text.trimEnd().split("\n");
    expect(lines[0]).toBe(
      `{"seq":1,"at":"${NOW}","type":"counted","run":"multi-ai-1","key":"a","prev":""}`,
    );
    const first = sha256(lines[0]!);
    expect(lines[1]).toBe(
      `{"seq":2,"at":"${NOW}","type":"counted","run":"multi-ai-1","batch":[1,2],"key":"b","prev":"${first}"}`,
    );
    expect(JSON.parse(lines[2]!)).toMatchObject({ seq: 3, batch: [2, 2], prev: sha256(lines[1]!) });
  });

  test("a line of 16 kB is written, a longer one is refused with the event's type", () => {
    const long = (length: number) => [{ type: "dispatched", run: "r", text: "x".repeat(length) }];
    const spare = MAX_LINE_BYTES - compose(long(0), START, NOW).text.trimEnd().length;
    expect(compose(long(spare), START, NOW).text.length).toBe(MAX_LINE_BYTES + 1);
    expect(() => compose(long(spare + 1), START, NOW)).toThrow(
      /"dispatched" is 16385 bytes long.*at most 16384/,
    );
    expect(() =>
      compose(
        long(spare / 2).map((e) => ({ ...e, text: "é".repeat(spare) })),
        START,
        NOW,
      ),
    ).toThrow(/bytes long/);
  });

  test.each(["seq", "at", "batch", "prev", "unlocked"])(
    "an event must not set %s itself",
    (field) => {
      expect(() => compose([{ type: "counted", run: "r", [field]: 1 }], START, NOW)).toThrow(
        `sets "${field}"`,
      );
    },
  );
});

describe("reading", () => {
  test("gives decisions as wholes and the place of the last line", () => {
    const { text, position } = journal(["a"], ["b", "c"], ["d"]);
    expect(read(text)).toMatchObject({ keys: [["a"], ["b", "c"], ["d"]], broken: null });
    expect(position).toMatchObject({ bytes: text.length, seq: 4, at: NOW });
    const line = text.slice(position.headAt, position.headAt + position.headLength);
    expect(sha256(line)).toBe(position.head);
    expect(JSON.parse(line).key).toBe("d");
  });

  test("from any position gives what reading from the start gives behind it", () => {
    const { text, after } = journal(["a"], ["b", "c"], ["d"], ["e", "f", "g"]);
    const whole = read(text);
    after.forEach((from, index) => {
      expect(read(text, from)).toEqual({ ...whole, keys: whole.keys.slice(index) });
    });
  });

  test("a journal cut at any byte gives a prefix of its decisions, and goes on from there", () => {
    const { text } = journal(["a"], ["b", "c", "ä"], ["d"]);
    const bytes = Buffer.from(text);
    const whole = read(text).keys;
    for (let cut = 0; cut <= bytes.length; cut++) {
      const torn = bytes.subarray(0, cut);
      const keys: string[] = [];
      const { broken } = scan(torn, START, (batch) => keys.push(String(batch.map((e) => e.key))));
      expect(broken).toBeNull();
      expect(keys).toEqual(whole.slice(0, keys.length).map(String));
      const leading = cut === 0 || torn.at(-1) === 10 ? "" : "\n";
      // The newline may complete a line that lacked just that: then the next writer has to look
      // again.
      const completed = scan(Buffer.concat([torn, Buffer.from(leading)]), START, () => {}).position;
      const next = compose(events("x", "y"), completed, NOW).text;
      const again = read(Buffer.concat([torn, Buffer.from(leading + next)]));
      expect(again.keys.at(-1)).toEqual(["x", "y"]);
      expect(again.keys.slice(0, -1).map(String)).toEqual(
        whole.slice(0, again.keys.length - 1).map(String),
      );
      expect(again.broken).toBeNull();
    }
  });

  test("a batch whose first line was glued to a torn line is void", () => {
    const { text, after } = journal(["a"]);
    const glued = `${text}{"seq":2,${compose(events("x", "y", "z"), after[1]!, NOW).text}`;
    const next = compose(events("b"), after[1]!, NOW).text;
    expect(read(glued + next)).toMatchObject({ keys: [["a"], ["b"]], broken: null });
  });

  test("a line that lost a race is void, whatever it lost by", () => {
    const { text, after } = journal(["a"], ["b"], ["c"]);
    for (const from of after.slice(0, 3)) {
      const late = compose(events("late"), from, NOW).text;
      const next = compose(events("d"), after[3]!, NOW).text;
      expect(read(text + late + next)).toMatchObject({
        keys: [["a"], ["b"], ["c"], ["d"]],
        broken: null,
      });
      expect(read(text + late).position.bytes).toBe(text.length + late.length);
    }
  });

  test("a single event does not ride on a void batch", () => {
    const { text, after } = journal(["a"], ["b"]);
    const late = compose(events("x", "y"), after[1]!, NOW).text;
    const [x] = late.split("\n");
    const rider = JSON.stringify({ ...JSON.parse(x!), batch: undefined, prev: sha256(x!) });
    expect(read(`${text + x}\n${rider}\n`).broken).toMatchObject({ line: 4 });
  });

  test("a batch without its last line is void and stays undecided at the end", () => {
    const { text, after } = journal(["a"], ["b", "c", "d"]);
    const lines = text.split("\n");
    const partial = `${lines.slice(0, 3).join("\n")}\n`;
    expect(read(partial)).toMatchObject({
      keys: [["a"]],
      position: { bytes: lines[0]!.length + 1 },
      broken: null,
    });
    const next = compose(events("e", "f"), after[1]!, NOW).text;
    expect(read(partial + next)).toMatchObject({ keys: [["a"], ["e", "f"]], broken: null });
    expect(read(text).keys).toEqual([["a"], ["b", "c", "d"]]);
  });

  test("torn lines between are void when the chain goes on behind them", () => {
    const { text, after } = journal(["a"]);
    const torn = `${text}{"seq":2,"at":"20\n42\n{}\nnull\n`;
    expect(read(torn)).toMatchObject({
      keys: [["a"]],
      position: { bytes: text.length },
      broken: null,
    });
    expect(read(torn + compose(events("b"), after[1]!, NOW).text)).toMatchObject({
      keys: [["a"], ["b"]],
      broken: null,
    });
  });
});

describe("a broken chain", () => {
  const three = () => journal(["a"], ["b"], ["c"]).text.trimEnd().split("\n");

  test("an altered line is named itself, and its event is the first that cannot be trusted", () => {
    const [a, b, c] = three();
    expect(read([a, b!.replace('"b"', '"x"'), c, ""].join("\n")).broken).toMatchObject({
      line: 2,
      seq: 2,
    });
  });

  test("the first decision is named only where it was altered for sure: nothing would be left without it", () => {
    const [a, b, c] = three();
    expect(read([a!.replace('"a"', '"x"'), b, c, ""].join("\n")).broken).toMatchObject({
      line: 1,
      seq: 1,
    });
    const broken = { line: 2, seq: 2, problem: "it does not continue any line before it" };
    expect(read([a, b!.replace(/"prev":"../, '"prev":"zz'), c, ""].join("\n")).broken).toEqual(
      broken,
    );
    const [d, e, f] = journal(["a", "b"], ["c"]).text.split("\n");
    const third = f!.replace(/"prev":"../, '"prev":"zz');
    expect(read([d, e, third, ""].join("\n")).broken).toEqual({ ...broken, line: 3, seq: 3 });
  });

  test("a line of garbage between events is named itself", () => {
    const [a, , c] = three();
    expect(read([a, "garbage", c, ""].join("\n")).broken).toEqual({
      line: 2,
      seq: 2,
      problem: "it is not an event",
    });
  });

  test("a file of garbage is broken, what a kill leaves of the first line is not", () => {
    expect(read("garbage\nmore\n").broken).toEqual({
      line: 1,
      seq: 1,
      problem: "it is not an event",
    });
    expect(read('{"seq":1,"at":"2030\n').broken).toBeNull();
    expect(read("garbage").broken).toBeNull();
    expect(read(`${"\0".repeat(200)}\n`).broken).toBeNull();
  });

  test("a removed line breaks", () => {
    const [a, , c] = three();
    expect(read([a, c, ""].join("\n"))).toMatchObject({ keys: [["a"]], broken: { line: 2 } });
  });

  test("the end of a batch without its beginning breaks", () => {
    const { text, position } = journal(["a"]);
    const [, second] = compose(events("b", "c"), { ...position, seq: 0 }, NOW).text.split("\n");
    const line = JSON.stringify({ ...JSON.parse(second!), prev: position.head });
    expect(read(`${text + line}\n`).broken).toEqual({
      line: 2,
      seq: 2,
      problem: "it is part 2 of a decision whose beginning is missing",
    });
  });

  test("says what to do", () => {
    const error = new BrokenChain(12, 9, "it does not continue any line before it");
    expect(error.message).toEndWith("broken at line 12: it does not continue any line before it.");
    expect(error.inWords((command) => `./ai ${command}`)).toStartWith(
      `${error.message} Run \`./ai resume --from 9\``,
    );
    expect(error.inWords((command) => `./ai ${command}`)).toContain("or `./ai cancel --force`");
  });
});
