import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("bun");

/** What `bun init` writes, and a first module with its test. */
export const bun: FieldProject = {
  name: "bun",
  what: "`bun init`, bun test",
  programs: ["bun"],
  files: texts("files"),
  mode: "acceptEdits",
  request: "Say good evening from six o'clock on",
  title: "Good evening",
  tests: "bun test",
  criteria: [
    {
      text: "From 18 o'clock on the greeting is Good evening",
      code: ["greet.ts", "hour >= 18"],
      test: ["evening from 18 o'clock", "greet.test.ts"],
    },
    {
      text: "At 17 o'clock it is still Hello",
      code: ["greet.ts", "return `Hello, ${name}!`"],
      test: ["no evening at 17 o'clock", "greet.test.ts"],
    },
  ],
  outOfScope: ["Other languages"],
  change: {
    "greet.ts":
      "export function greet(name: string, hour: number): string {\n  if (hour < 12) return `Good morning, ${name}!`;\n  if (hour >= 18) return `Good evening, ${name}!`;\n  return `Hello, ${name}!`;\n}\n",
  },
  testChange: texts("testChange"),
  team: { names: "bun test" },
  council: {
    tasks: [
      {
        name: "The code",
        files: ["greet.ts"],
        criteria: ["bun test", "bun build --outdir out index.ts"],
      },
      {
        name: "Its tests",
        files: ["greet.test.ts"],
        after: [1],
        criteria: ["bun test greet.test.ts -t evening", "bun run index.ts Ada"],
      },
    ],
  },
  phases: {
    config: { mode: "yolo", workflow: { tdd_mode: true } },
    roadmap: [
      {
        name: "Good evening",
        criteria: [0, 1],
        plans: [
          {
            tasks: [
              {
                name: "Greet in the evening",
                tdd: true,
                files: ["greet.test.ts", "greet.ts"],
                criteria: ["bun test greet.test.ts", "bun build --outdir out index.ts"],
              },
            ],
          },
        ],
      },
    ],
  },
};
