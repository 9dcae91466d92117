import type { FieldProject } from "../project.ts";

const API_TEST = `const { price } = require('./price');

describe('price', () => {
  test('formats', () => {
    expect(price(1250)).toEqual({ cents: 1250, text: '12.50' });
  });
`;
const WEB_TEST = `const { tag } = require('./tag');

describe('price', () => {
  test('formats', () => {
    expect(tag(1250)).toBe('<b>12.50</b>');
  });
`;

/** One Jest for two packages: each is a project of it, and both have a test of the same name. */
export const jestProjects: FieldProject = {
  name: "jest-projects",
  what: "two areas in one run of Jest with `projects`, tests of one name",
  programs: ["node", "npm"],
  files: {
    "package.json": `{
  "name": "shop",
  "private": true,
  "scripts": {
    "test": "jest --ci"
  },
  "devDependencies": {
    "jest": "^30.0.0"
  }
}
`,
    ".gitignore": "node_modules/\n",
    "jest.config.js": "module.exports = { projects: ['<rootDir>/packages/*'] };\n",
    "packages/api/jest.config.js": "module.exports = { displayName: 'api' };\n",
    "packages/api/price.js": `const price = (cents) => ({ cents, text: (cents / 100).toFixed(2) });

module.exports = { price };
`,
    "packages/api/price.test.js": `${API_TEST}});\n`,
    "packages/web/jest.config.js": "module.exports = { displayName: 'web' };\n",
    "packages/web/tag.js": `const { price } = require('../api/price');

const tag = (cents) => \`<b>\${price(cents).text}</b>\`;

module.exports = { tag };
`,
    "packages/web/tag.test.js": `${WEB_TEST}});\n`,
  },
  request: "Prices of nothing should read 'free', in the API and on the tag",
  title: "What costs nothing is free",
  tests: "npm test",
  criteria: [
    {
      text: "The API's text of 0 cents is free",
      code: ["packages/api/price.js", "'free'"],
      test: ["price > is free at nothing", "packages/api/price.test.js"],
    },
    {
      text: "The tag of what is free has a class of its own",
      code: ["packages/web/tag.js", 'class="free"'],
      test: ["packages/web/tag.test.js > price > is free at nothing", "packages/web/tag.test.js"],
    },
  ],
  outOfScope: ["Currencies"],
  change: {
    "packages/api/price.js": `const price = (cents) => ({ cents, text: cents === 0 ? 'free' : (cents / 100).toFixed(2) });

module.exports = { price };
`,
    "packages/web/tag.js": `const { price } = require('../api/price');

const tag = (cents) => \`<b\${cents === 0 ? ' class="free"' : ''}>\${price(cents).text}</b>\`;

module.exports = { tag };
`,
  },
  testChange: {
    "packages/api/price.test.js": `${API_TEST}
  test('is free at nothing', () => {
    expect(price(0).text).toBe('free');
  });
});
`,
    "packages/web/tag.test.js": `${WEB_TEST}
  test('is free at nothing', () => {
    expect(tag(0)).toBe('<b class="free">free</b>');
  });
});
`,
  },
  tries: ["npx jest --selectProjects web"],
  team: { areas: { api: ["packages/api/**"], web: ["packages/web/**"] } },
  council: {
    tasks: [
      {
        name: "The API",
        files: ["packages/api/price.js", "packages/api/price.test.js"],
        named: ["packages/api/*.js"],
        criteria: ["npx jest --selectProjects api", "node -e \"require('./packages/api/price')\""],
      },
      {
        name: "The tag",
        files: ["packages/web/tag.js", "packages/web/tag.test.js"],
        named: ["./packages/web/"],
        criteria: ["npx jest --ci packages/web", "grep -q free packages/web/tag.js"],
        texts: {
          "packages/web/tag.test.js": `${WEB_TEST}
  test('has a class of its own at nothing', () => {
    expect(tag(0)).toContain('class="free"');
  });
});
`,
        },
      },
      {
        name: "Both together",
        files: ["packages/web/tag.test.js"],
        after: [1, 2],
        criteria: ["npm test", "npx jest packages/web/tag.test.js"],
      },
    ],
  },
  phases: { document: "idea.md" },
};
