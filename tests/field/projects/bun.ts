import type { FieldProject } from "../project.ts";

/** What `bun init` writes, and a first module with its test. */
export const bun: FieldProject = {
  name: "bun",
  what: "`bun init`, bun test",
  programs: ["bun"],
  files: {
    "package.json": `{
  "name": "greeter",
  "module": "index.ts",
  "type": "module",
  "private": true
}
`,
    "tsconfig.json": `{
  "compilerOptions": {
    // Environment setup & latest features
    "lib": ["ESNext"],
    "target": "ESNext",
    "module": "Preserve",
    "moduleDetection": "force",
    "jsx": "react-jsx",
    "allowJs": true,

    // Bundler mode
    "moduleResolution": "bundler",
    "allowImportingTsExtensions": true,
    "verbatimModuleSyntax": true,
    "noEmit": true,

    // Best practices
    "strict": true,
    "skipLibCheck": true,
    "noFallthroughCasesInSwitch": true,
    "noUncheckedIndexedAccess": true,
    "noImplicitOverride": true
  }
}
`,
    ".gitignore": `# dependencies (bun install)
node_modules

# output
out
dist
*.tgz

# code coverage
coverage
*.lcov

# logs
logs
_.log
report.[0-9]_.[0-9]_.[0-9]_.[0-9]_.json

# dotenv environment variable files
.env
.env.development.local
.env.test.local
.env.production.local
.env.local

# caches
.eslintcache
.cache
*.tsbuildinfo
`,
    "README.md":
      "# greeter\n\nTo install dependencies:\n\n```bash\nbun install\n```\n\nTo run:\n\n```bash\nbun run index.ts\n```\n",
    "index.ts":
      'import { greet } from "./greet";\n\nconsole.log(greet(process.argv[2] ?? "world", new Date().getHours()));\n',
    "greet.ts":
      "export function greet(name: string, hour: number): string {\n  return hour < 12 ? `Good morning, ${name}!` : `Hello, ${name}!`;\n}\n",
    "greet.test.ts": `import { expect, test } from "bun:test";
import { greet } from "./greet";

test("morning", () => {
  expect(greet("Ada", 8)).toBe("Good morning, Ada!");
});

test("any other time", () => {
  expect(greet("Ada", 15)).toBe("Hello, Ada!");
});
`,
  },
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
  testChange: {
    "greet.test.ts": `import { expect, test } from "bun:test";
import { greet } from "./greet";

test("morning", () => {
  expect(greet("Ada", 8)).toBe("Good morning, Ada!");
});

test("any other time", () => {
  expect(greet("Ada", 15)).toBe("Hello, Ada!");
});

test("evening from 18 o'clock", () => {
  expect(greet("Ada", 18)).toBe("Good evening, Ada!");
});

test("no evening at 17 o'clock", () => {
  expect(greet("Ada", 17)).toBe("Hello, Ada!");
});
`,
  },
  team: { names: "bun test" },
  council: {
    tasks: [
      { name: "The code", files: ["greet.ts"], criteria: ["bun test", "bun build --outdir out index.ts"] },
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
