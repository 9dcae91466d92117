import type { FieldProject } from "../project.ts";

const TEST = `const Inventory = require('./inventory');

describe('Inventory', () => {
  let inventory;

  beforeEach(() => {
    inventory = new Inventory();
  });

  test('adds and counts', () => {
    inventory.add('apple', 3);
    expect(inventory.count('apple')).toBe(3);
  });

  test('knows nothing of what was never added', () => {
    expect(inventory.count('pear')).toBe(0);
  });
`;

/** CommonJS with Jest, whose script collects coverage at every run; the ignore file names node_modules alone. */
export const jest: FieldProject = {
  name: "jest",
  what: "CommonJS, `jest --coverage`, coverage/ not ignored, a snapshot",
  programs: ["node", "npm"],
  files: {
    "package.json": `{
  "name": "inventory",
  "version": "0.3.1",
  "main": "src/inventory.js",
  "scripts": {
    "test": "jest --coverage"
  },
  "devDependencies": {
    "jest": "^30.0.0"
  }
}
`,
    ".gitignore": "node_modules\n",
    "src/inventory.js": `class Inventory {
  constructor() {
    this.items = new Map();
  }

  add(name, count) {
    this.items.set(name, this.count(name) + count);
  }

  count(name) {
    return this.items.get(name) ?? 0;
  }
}

module.exports = Inventory;
`,
    "src/inventory.test.js": `${TEST}});\n`,
  },
  request: "Inventory needs remove(name, count), which throws when there are not enough",
  title: "Take things out of the inventory",
  tests: "npx jest --coverage",
  paths: "absolute",
  criteria: [
    {
      text: "remove(name, count) lowers the count",
      code: ["src/inventory.js", "left - count"],
      test: ["Inventory remove takes things out", "src/inventory.test.js"],
    },
    {
      text: "Removing more than there are throws an error that names the item",
      code: ["src/inventory.js", "throw new RangeError"],
      test: ["remove refuses more than there are", "src/inventory.test.js"],
    },
  ],
  outOfScope: ["Reservations"],
  change: {
    "src/inventory.js": `class Inventory {
  constructor() {
    this.items = new Map();
  }

  add(name, count) {
    this.items.set(name, this.count(name) + count);
  }

  remove(name, count) {
    const left = this.count(name);
    if (count > left) throw new RangeError(\`only \${left} of "\${name}" left\`);
    this.items.set(name, left - count);
  }

  count(name) {
    return this.items.get(name) ?? 0;
  }
}

module.exports = Inventory;
`,
  },
  testChange: {
    "src/inventory.test.js": `${TEST}
  describe('remove', () => {
    test('takes things out', () => {
      inventory.add('apple', 3);
      inventory.remove('apple', 2);
      expect(inventory.count('apple')).toBe(1);
      expect(inventory).toMatchSnapshot();
    });

    test('refuses more than there are', () => {
      inventory.add('apple', 3);
      expect(() => inventory.remove('apple', 4)).toThrow('only 3 of "apple" left');
    });
  });
});
`,
  },
  tries: ["npx jest src/inventory.test.js"],
  asks: {
    by: "sonnet",
    of: "code",
    code: ["src/inventory.js", "remove(name, count)"],
    problem: "A negative count adds things.",
    fix: "Refuse a count below zero.",
    mended: {
      "src/inventory.js": `class Inventory {
  constructor() {
    this.items = new Map();
  }

  add(name, count) {
    this.items.set(name, this.count(name) + count);
  }

  remove(name, count) {
    if (count < 0) throw new RangeError('a count is not negative');
    const left = this.count(name);
    if (count > left) throw new RangeError(\`only \${left} of "\${name}" left\`);
    this.items.set(name, left - count);
  }

  count(name) {
    return this.items.get(name) ?? 0;
  }
}

module.exports = Inventory;
`,
    },
  },
  team: { openPoints: { app: "Nothing stops a negative count in `add`; the story does not ask for it" } },
  council: {
    tasks: [
      {
        name: "The code",
        files: ["src/inventory.js"],
        criteria: ["npx jest --coverage", "grep -q RangeError src/inventory.js"],
      },
      {
        name: "Its tests",
        files: ["src/inventory.test.js", "src/__snapshots__/inventory.test.js.snap"],
        named: ["src/inventory.test.js", "src/__snapshots__/"],
        after: [1],
        criteria: ["npm test -- src/inventory.test.js"],
        texts: {
          "src/__snapshots__/inventory.test.js.snap": `// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing

exports[\`Inventory remove takes things out 1\`] = \`
Inventory {
  "items": Map {
    "apple" => 1,
  },
}
\`;
`,
        },
      },
    ],
  },
};
