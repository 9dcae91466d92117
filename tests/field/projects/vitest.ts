import type { FieldProject } from "../project.ts";

const EUROS_TEST = `import { describe, expect, it } from 'vitest'
import { euros } from './euros'

describe('euros', () => {
  it.each([
    [0, '0,00 €'],
    [5, '0,05 €'],
    [1999, '19,99 €'],
  ])('shows %i cents as %s', (cents, text) => {
    expect(euros(cents)).toBe(text)
  })
`;

/** `npm create vite`, vanilla-ts, with vitest and its coverage added: the template's ignore file knows no coverage. */
export const vitest: FieldProject = {
  name: "vitest",
  what: "Vite's TypeScript template, vitest, coverage",
  programs: ["node", "npm"],
  files: {
    "package.json": `{
  "name": "vite-project",
  "private": true,
  "version": "0.0.0",
  "type": "module",
  "scripts": {
    "dev": "vite",
    "build": "tsc && vite build",
    "preview": "vite preview",
    "typecheck": "tsc --noEmit",
    "test": "vitest",
    "coverage": "vitest run --coverage"
  },
  "devDependencies": {
    "@vitest/coverage-v8": "^3.2.4",
    "typescript": "~5.8.3",
    "vite": "^7.0.0",
    "vitest": "^3.2.4"
  }
}
`,
    "tsconfig.json": `{
  "compilerOptions": {
    "target": "ES2022",
    "useDefineForClassFields": true,
    "module": "ESNext",
    "lib": ["ES2022", "DOM", "DOM.Iterable"],
    "skipLibCheck": true,

    /* Bundler mode */
    "moduleResolution": "bundler",
    "allowImportingTsExtensions": true,
    "verbatimModuleSyntax": true,
    "moduleDetection": "force",
    "noEmit": true,

    /* Linting */
    "strict": true,
    "noUnusedLocals": true,
    "noUnusedParameters": true,
    "noFallthroughCasesInSwitch": true
  },
  "include": ["src"]
}
`,
    ".gitignore": `# Logs
logs
*.log
npm-debug.log*
yarn-debug.log*
yarn-error.log*
pnpm-debug.log*
lerna-debug.log*

node_modules
dist
dist-ssr
*.local

# Editor directories and files
.vscode/*
!.vscode/extensions.json
.idea
.DS_Store
*.suo
*.ntvs*
*.njsproj
*.sln
*.sw?
`,
    "index.html": `<!doctype html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <title>Vite + TS</title>
  </head>
  <body>
    <div id="app"></div>
    <script type="module" src="/src/main.ts"></script>
  </body>
</html>
`,
    "src/main.ts": `import { euros } from './euros'

document.querySelector<HTMLDivElement>('#app')!.textContent = euros(1999)
`,
    "src/vite-env.d.ts": '/// <reference types="vite/client" />\n',
    "src/euros.ts": `/** Cents as a German price. */
export function euros(cents: number): string {
  return \`\${Math.floor(cents / 100)},\${String(cents % 100).padStart(2, '0')} €\`
}
`,
    "src/euros.test.ts": `${EUROS_TEST}})\n`,
  },
  request: "euros shows negative amounts with a minus sign and puts a dot between thousands",
  title: "Negative and large prices",
  tests: "npm test",
  criteria: [
    {
      text: "A negative amount begins with one minus sign",
      code: ["src/euros.ts", "cents < 0"],
      test: ["euros > shows a negative amount", "src/euros.test.ts"],
    },
    {
      text: "Thousands are separated by dots",
      code: ["src/euros.ts", "replace(/\\B(?=(\\d{3})+$)/g"],
      test: ["groups 1234567890 cents as 12.345.678,90 €", "src/euros.test.ts"],
    },
    {
      text: "What was shown right before stays as it was",
      code: ["src/euros.ts", "Math.floor(whole / 100)"],
      test: ["shows 1999 cents as 19,99 €", "src/euros.test.ts"],
    },
  ],
  outOfScope: ["Other currencies"],
  change: {
    "src/euros.ts": `/** Cents as a German price, with a minus sign and dots between thousands. */
export function euros(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const whole = Math.abs(cents)
  const front = String(Math.floor(whole / 100)).replace(/\\B(?=(\\d{3})+$)/g, '.')
  return \`\${sign}\${front},\${String(whole % 100).padStart(2, '0')} €\`
}
`,
  },
  testChange: {
    "src/euros.test.ts": `${EUROS_TEST}
  it('shows a negative amount', () => {
    expect(euros(-5)).toBe('-0,05 €')
  })

  it.each([
    [123456, '1.234,56 €'],
    [1234567890, '12.345.678,90 €'],
  ])('groups %i cents as %s', (cents, text) => {
    expect(euros(cents)).toBe(text)
  })
})
`,
  },
  tries: ["npm run coverage"],
  asks: {
    by: "opus",
    of: "code",
    code: ["src/euros.ts", "const front"],
    problem: "Fractions of a cent are cut off without a word.",
    fix: "Round them.",
    declined: "Amounts are whole cents everywhere; the story says nothing of fractions.",
  },
  council: {
    tasks: [
      {
        name: "The code",
        files: ["src/euros.ts"],
        criteria: ["npm run typecheck", "npx vitest run", "grep -q 'cents < 0' src/euros.ts"],
      },
      {
        name: "Its tests",
        files: ["src/euros.test.ts"],
        after: [1],
        criteria: ["npx vitest run src/euros.test.ts -t negative", "npm run coverage"],
      },
      {
        name: "Show a large price",
        files: ["src/main.ts"],
        after: [1],
        criteria: ["npm run build", "./node_modules/.bin/tsc --noEmit"],
        texts: {
          "src/main.ts": `import { euros } from './euros'

document.querySelector<HTMLDivElement>('#app')!.textContent = euros(199900)
`,
        },
      },
    ],
  },
  phases: {
    document: "docs/idea.md",
    roadmap: [
      {
        name: "Amounts as people read them",
        criteria: [0, 1, 2],
        plans: [
          {
            tasks: [
              {
                name: "Signs and thousands",
                tdd: true,
                files: ["src/euros.test.ts", "src/euros.ts"],
                criteria: ["npx vitest run src/euros.test.ts", "npm run typecheck"],
              },
              {
                name: "Show a large price",
                files: ["src/main.ts"],
                criteria: ["npm run build"],
                texts: {
                  "src/main.ts": `import { euros } from './euros'

document.querySelector<HTMLDivElement>('#app')!.textContent = euros(199900)
`,
                },
              },
            ],
          },
        ],
      },
    ],
  },
};
