// Tests in a worktree run the worktree's code, whatever package manager installed the checkout's.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { inCopy } from "../../../src/project/worktrees/copy/in-copy.ts";
import { relocation } from "../../../src/project/worktrees/copy/relocate.ts";
import { addWorktree } from "../../../src/project/worktrees/linked-worktrees.ts";
import { inFull } from "../../harness/in-full.ts";
import { workstreams } from "./projects.ts";
import { worked } from "./results.ts";

const { at, folder, git, path, repository, write } = workstreams();

/** A project whose package says "old", as a package manager leaves it. */
interface Installed {
  name: string;
  /** What runs the tests; without it on this machine, only the files are looked at. */
  program: string;
  files: Record<string, string>;
  /** The file that says it. */
  code: string;
  install: (root: string) => void;
  /** Each prints what the package says. */
  asks: string[];
}

function run(root: string, command: string): string {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PYTHONDONTWRITEBYTECODE: "1", npm_config_cache: join(HOME!, "npm") };
  const done = Bun.spawnSync(["sh", "-c", command], { cwd: root, env });
  if (done.exitCode !== 0) throw new Error(`${command}: ${done.stdout}${done.stderr}`);
  return done.stdout.toString().trim();
}

const link = (root: string, file: string, to: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  symlinkSync(to, join(root, file));
};
const programs = (root: string, files: Record<string, string>): void => {
  write(root, files);
  for (const file of Object.keys(files)) chmodSync(join(root, file), 0o755);
};

// Node: a package of the project, one of others that needs it, and one that needs that.

const NODE = {
  ".gitignore": "node_modules/\n.yarnrc\npackage-lock.json\n",
  "package.json": '{"name":"root","private":true,"workspaces":["packages/*"]}\n',
  "packages/core/package.json": '{"name":"@me/core","version":"1.0.0","bin":{"core":"bin.js"}}\n',
  "packages/core/bin.js": '#!/usr/bin/env node\nconsole.log(require("./index.js"));\n',
  "packages/core/index.js": 'module.exports = "old";\n',
  "packages/app/package.json":
    '{"name":"@me/app","version":"1.0.0","dependencies":{"@me/core":"1.0.0"}}\n',
};
const PLUG = {
  "package.json": '{"name":"plug","version":"1.0.0","peerDependencies":{"@me/core":"*"}}\n',
  "index.js": 'module.exports = require("./lib/plug.js");\n',
  "lib/plug.js": 'module.exports = require("@me/core");\n',
};
const DEEP = {
  "package.json": '{"name":"deep","version":"1.0.0","dependencies":{"plug":"*"}}\n',
  "index.js": 'module.exports = require("plug");\n',
};
const PAD = { "package.json": '{"name":"pad","version":"1.0.0"}\n', "index.js": "pad\n" };
const ASKS_NODE = ["@me/core", "plug", "deep"].map(
  (name) => `cd packages/app && node -p 'require("${name}")'`,
);

/** As `pnpm install` writes a program, shortened. */
const shim = (root: string): string => `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")
if [ -z "$NODE_PATH" ]; then
  export NODE_PATH="${root}/node_modules/.pnpm/node_modules"
else
  export NODE_PATH="${root}/node_modules/.pnpm/node_modules:$NODE_PATH"
fi
exec node  "$basedir/../@me/core/bin.js" "$@"
`;

// Python: environments made by python itself, without pip, and in them what installers write.

const PYTHON = {
  ".gitignore": ".venv/\n__pycache__/\n",
  "src/greet/__init__.py": 'SAYS = "old"\ndef main():\n    print(SAYS)\n',
};
const ASK_PYTHON = ".venv/bin/python -c 'import greet; greet.main()'";

/** Makes the environment; returns the folder of its packages. */
function environment(root: string, script: string): string {
  if (Bun.which("python3") !== null) run(root, "python3 -m venv --without-pip .venv");
  else write(root, { ".venv/pyvenv.cfg": `home = /usr/bin\ncommand = venv ${root}/.venv\n` });
  const lib = join(root, ".venv/lib");
  mkdirSync(join(lib, "python3"), { recursive: existsSync(lib) === false });
  const version = readdirSync(lib).find((name) => name !== "python3") ?? "python3";
  programs(root, { ".venv/bin/greet": script });
  const packages = `.venv/lib/${version}/site-packages`;
  write(root, { [`${packages}/six/__init__.py`]: "six\n", [`${packages}/six.py`]: "six\n" });
  return packages;
}
const script = (root: string): string =>
  `#!${root}/.venv/bin/python\nimport sys\nfrom greet import main\n\nif __name__ == '__main__':\n    sys.exit(main())\n`;
const direct = (root: string): string =>
  `{"dir_info": {"editable": true}, "url": "file://${root}"}`;

/** As setuptools writes it, without its namespaces. */
const finder = (root: string): string => `import sys
from importlib.machinery import ModuleSpec
from importlib.machinery import all_suffixes as module_suffixes
from importlib.util import spec_from_file_location
from itertools import chain
from pathlib import Path

MAPPING = {'greet': '${root}/src/greet'}
NAMESPACES = {}


class _EditableFinder:  # MetaPathFinder
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        for pkg, pkg_path in reversed(list(MAPPING.items())):
            if fullname == pkg or fullname.startswith(f"{pkg}."):
                rest = fullname.replace(pkg, "", 1).strip(".").split(".")
                return cls._find_spec(fullname, Path(pkg_path, *rest))

        return None

    @classmethod
    def _find_spec(cls, fullname, candidate_path):
        init = candidate_path / "__init__.py"
        candidates = (candidate_path.with_suffix(x) for x in module_suffixes())
        for candidate in chain([init], candidates):
            if candidate.exists():
                return spec_from_file_location(fullname, candidate)


def install():
    if not any(finder == _EditableFinder for finder in sys.meta_path):
        sys.meta_path.append(_EditableFinder)
`;

const PHP = {
  ".gitignore": "vendor/\n",
  "src/Greet.php": '<?php namespace Me; class Greet { const SAYS = "old"; }\n',
  "packages/core/src/Core.php": "<?php namespace Me\\Core; class Core extends \\Me\\Greet {}\n",
};

const C = {
  ".gitignore": "build/\n",
  "CMakeLists.txt": `cmake_minimum_required(VERSION 3.16)
project(greet C)
add_library(greet src/greet.c)
target_include_directories(greet PUBLIC include)
add_executable(says tests/says.c)
target_link_libraries(says greet)
`,
  "src/greet.c": '#include "greet.h"\nconst char *greet(void) { return SAYS; }\n',
  "include/greet.h": 'const char *greet(void);\n#define SAYS "old"\n',
  "tests/says.c": '#include <stdio.h>\n#include "greet.h"\nint main(void) { puts(greet()); }\n',
};

const CASES: Installed[] = [
  {
    name: "an npm workspace",
    program: "npm",
    files: NODE,
    code: "packages/core/index.js",
    install: (root) => {
      run(root, "npm install --offline --no-audit --no-fund");
      for (const [name, files] of Object.entries({ plug: PLUG, deep: DEEP, pad: PAD }))
        write(join(root, "node_modules", name), files);
    },
    asks: [...ASKS_NODE, "node_modules/.bin/core"],
  },
  {
    name: "a pnpm workspace",
    program: "node",
    files: NODE,
    code: "packages/core/index.js",
    install: (root) => {
      const store = "node_modules/.pnpm";
      write(join(root, store, "pad@1.0.0/node_modules/pad"), PAD);
      write(join(root, store, "plug@1.0.0_@me+core@packages+core/node_modules/plug"), PLUG);
      write(join(root, store, "deep@1.0.0/node_modules/deep"), DEEP);
      const plug = "plug@1.0.0_@me+core@packages+core/node_modules/plug";
      link(root, `${store}/deep@1.0.0/node_modules/plug`, `../../${plug}`);
      link(root, `${store}/${dirname(plug)}/@me/core`, "../../../../../packages/core");
      link(root, `${store}/node_modules/plug`, `../${plug}`);
      link(root, `${store}/node_modules/@me/core`, "../../../../packages/core");
      const app = "packages/app/node_modules";
      link(root, `${app}/@me/core`, "../../../core");
      link(root, `${app}/pad`, `../../../${store}/pad@1.0.0/node_modules/pad`);
      link(root, `${app}/plug`, `../../../${store}/${plug}`);
      link(root, `${app}/deep`, `../../../${store}/deep@1.0.0/node_modules/deep`);
      programs(root, { [`${app}/.bin/core`]: shim(root) });
    },
    asks: [...ASKS_NODE, "packages/app/node_modules/.bin/core"],
  },
  {
    name: "a Yarn workspace with a store",
    program: "node",
    files: NODE,
    code: "packages/core/index.js",
    install: (root) => {
      write(root, { ".yarnrc": `yarn-path "${root}/packages/core/bin.js"\n` });
      const store = "node_modules/.store";
      write(join(root, store, "plug-virtual-56f61e1760/package"), PLUG);
      write(join(root, store, "deep-virtual-8a811cbb0c/package"), DEEP);
      const [plug, deep] = ["plug-virtual-56f61e1760", "deep-virtual-8a811cbb0c"];
      link(root, `${store}/${plug}/node_modules/@me/core`, "../../../../../packages/core");
      link(root, `${store}/${plug}/node_modules/plug`, "../package");
      link(root, `${store}/${deep}/node_modules/plug`, `../../${plug}/package`);
      const app = "packages/app/node_modules";
      link(root, `${app}/@me/core`, "../../../core");
      link(root, `${app}/plug`, `../../../${store}/${plug}/package`);
      link(root, `${app}/deep`, `../../../${store}/${deep}/package`);
    },
    asks: [...ASKS_NODE, `node "$(sed 's/yarn-path "\\(.*\\)"/\\1/' .yarnrc)"`],
  },
  {
    name: "pip install -e, by a finder",
    program: "python3",
    files: PYTHON,
    code: "src/greet/__init__.py",
    install: (root) => {
      const packages = environment(root, script(root));
      write(join(root, packages), {
        "__editable__.greet-1.pth":
          "import __editable___greet_1_finder; __editable___greet_1_finder.install()",
        "__editable___greet_1_finder.py": finder(root),
        "greet-1.dist-info/direct_url.json": direct(root),
      });
    },
    asks: [ASK_PYTHON, ".venv/bin/greet"],
  },
  {
    name: "pip install -e, by a path",
    program: "python3",
    files: PYTHON,
    code: "src/greet/__init__.py",
    install: (root) => {
      const packages = environment(root, script(root));
      write(join(root, packages), {
        "__editable__.greet-1.pth": `${root}/src`,
        "greet-1.dist-info/direct_url.json": direct(root),
      });
    },
    asks: [ASK_PYTHON, ".venv/bin/greet"],
  },
  {
    name: "setup.py develop",
    program: "python3",
    files: PYTHON,
    code: "src/greet/__init__.py",
    install: (root) => {
      const packages = environment(root, script(root));
      const paths = { "easy-install.pth": `${root}/src\n`, "greet.egg-link": `${root}/src\n../` };
      write(join(root, packages), paths);
    },
    asks: [ASK_PYTHON, ".venv/bin/greet"],
  },
  {
    name: "uv sync",
    program: "python3",
    files: PYTHON,
    code: "src/greet/__init__.py",
    install: (root) => {
      // Where paths are long or have spaces.
      const start = `#!/bin/sh\n'''exec' '${root}/.venv/bin/python' "$0" "$@"\n' '''\n`;
      const packages = environment(root, `${start}${script(root).split("\n").slice(1).join("\n")}`);
      write(join(root, packages), {
        "_greet.pth": `${root}/src`,
        "greet-0.1.0.dist-info/direct_url.json": `{"url":"file://${root}","dir_info":{"editable":true}}`,
      });
      // Of Jupyter, below what is installed.
      const kernel = `{"argv": ["${root}/.venv/bin/python", "-m", "ipykernel_launcher"]}\n`;
      write(root, { ".venv/share/jupyter/kernels/python3/kernel.json": kernel });
    },
    asks: [
      ASK_PYTHON,
      ".venv/bin/greet",
      `"$(sed 's/.*"\\(.*python\\)".*/\\1/' .venv/share/jupyter/kernels/python3/kernel.json)" -c 'import greet; greet.main()'`,
    ],
  },
  {
    name: "poetry install, of a package at the top",
    program: "python3",
    files: { ".gitignore": ".venv/\n", "greet/__init__.py": PYTHON["src/greet/__init__.py"] },
    code: "greet/__init__.py",
    install: (root) => {
      const packages = environment(root, script(root));
      write(join(root, packages), {
        "greet.pth": `${root}\n`,
        "greet-0.1.0.dist-info/direct_url.json": direct(root),
      });
    },
    asks: ["cd / && $OLDPWD/.venv/bin/python -c 'import greet; greet.main()'", ".venv/bin/greet"],
  },
  {
    name: "composer install, with a package by its path",
    program: "php",
    files: PHP,
    code: "src/Greet.php",
    install: (root) => {
      write(root, {
        "vendor/autoload.php":
          "<?php\n\n// autoload.php @generated by Composer\n\nreturn require_once __DIR__ . '/composer/autoload_real.php';\n",
        "vendor/composer/autoload_real.php": `<?php

// autoload_real.php @generated by Composer

require __DIR__ . '/autoload_static.php';
spl_autoload_register(function ($class) {
    foreach ($GLOBALS['prefixDirsPsr4'] as $prefix => $dir)
        if (strpos($class, $prefix) === 0 && is_file($file = $dir . '/' . substr($class, strlen($prefix)) . '.php'))
            return require $file;
});
`,
        "vendor/composer/autoload_static.php": `<?php

// autoload_static.php @generated by Composer

$prefixDirsPsr4 = array('Me\\\\Core\\\\' => __DIR__ . '/..' . '/me/core/src', 'Me\\\\' => __DIR__ . '/../..' . '/src');
`,
        "vendor/composer/semver/Semver.php": "<?php\n",
        "vendor/acme/thing/thing": `<?php
require $GLOBALS['_composer_autoload_path'];
echo Me\\Core\\Core::SAYS;
`,
      });
      programs(root, {
        "vendor/bin/thing": `#!/usr/bin/env php
<?php

/**
 * Proxy PHP file generated by Composer
 */
$GLOBALS['_composer_autoload_path'] = __DIR__ . '/..'.'/autoload.php';

include __DIR__ . '/..'.'/acme/thing/thing';
`,
      });
      link(root, "vendor/me/core", "../../packages/core/");
    },
    asks: [
      "php -r 'require \"vendor/autoload.php\"; echo Me\\Greet::SAYS;'",
      "vendor/bin/thing | tail -1",
    ],
  },
  {
    name: "bundle install --standalone, with a gem by its path",
    program: "ruby",
    files: {
      ".gitignore": "vendor/\n.bundle/\n",
      "gems/greet/lib/greet.rb": 'module Greet; SAYS = "old"; end\n',
    },
    code: "gems/greet/lib/greet.rb",
    install: (root) =>
      write(root, {
        ".bundle/config": `---\nBUNDLE_PATH: "vendor/bundle"\nBUNDLE_LOCAL__GREET: "${root}/gems/greet"\n`,
        "vendor/bundle/bundler/setup.rb": `require 'rbconfig'\n$:.unshift "${root}/gems/greet/lib"\n`,
        "vendor/bundle/ruby/3.1.0/gems/rack-3.0.0/lib/rack.rb": "module Rack; end\n",
      }),
    asks: ["ruby -r ./vendor/bundle/bundler/setup -e 'require %(greet); puts Greet::SAYS'"],
  },
  {
    name: "a replace in go.mod",
    program: "go",
    files: {
      "go.mod": "module me/app\n\nreplace me/core => ./core\n\nrequire me/core v0.0.0\n",
      "main.go":
        'package main\n\nimport (\n\t"fmt"\n\t"me/core"\n)\n\nfunc main() { fmt.Println(core.Says) }\n',
      "core/go.mod": "module me/core\n",
      "core/core.go": 'package core\n\nconst Says = "old"\n',
    },
    code: "core/core.go",
    install: () => {},
    asks: ["go run ."],
  },
  {
    name: "a folder that CMake has configured and built",
    program: "cmake",
    files: C,
    code: "include/greet.h",
    install: (root) => {
      if (Bun.which("cmake") !== null) run(root, "cmake -S . -B build && cmake --build build");
      else write(root, { "build/CMakeCache.txt": `CMAKE_HOME_DIRECTORY:INTERNAL=${root}\n` });
    },
    asks: ["cmake --build build >build/log && build/says"],
  },
  {
    name: "a path in an ignored file of settings",
    program: "python3",
    files: { ...PYTHON, ".gitignore": ".env\n" },
    code: "src/greet/__init__.py",
    install: (root) => write(root, { ".env": `PYTHONPATH=${root}/src:/other\n` }),
    asks: [". ./.env && export PYTHONPATH && python3 -c 'import greet; greet.main()'"],
  },
];

/** What in a worktree leads to the checkout, save packages that are none of the project's. */
function leading(root: string, place: string, among = place): string[] {
  return readdirSync(among, { withFileTypes: true }).flatMap((entry) => {
    const file = join(among, entry.name);
    if (entry.isDirectory()) return leading(root, place, file);
    if (entry.name === ".git" || existsSync(file) === false) return [];
    const end = realpathSync(file);
    const isOthers = /\/(?:node_modules|\.venv|vendor)\//.test(end.slice(root.length));
    const isBack =
      entry.isSymbolicLink() && end.startsWith(`${root}/`) && !end.startsWith(`${place}/`);
    if (isBack && !isOthers) return [relative(place, file)];
    if (!lstatSync(file).isFile()) return [];
    const text = readFileSync(file, "latin1").replaceAll(place, "");
    return text.includes(`${root}/`) || text.includes(`${root}\n`) ? [relative(place, file)] : [];
  });
}

describe.each(CASES)("$name", ({ name, program, files, code, install, asks }) => {
  // The other places are made by the same code: one case is tried there.
  const isFirst = CASES[0]!.name === name;
  const elsewhere = isFirst ? test : inFull;
  const isHere = Bun.which(program) !== null;
  const made = () => {
    const root = repository(files);
    install(root);
    git(root, "add", "--all");
    git(root, "commit", "--allow-empty", "-qm", "installed");
    return root;
  };
  /** Also where its code says old, and the checkout's new. */
  function runsItsOwn(root: string, place: string): void {
    if (!isHere) return;
    const old = readFileSync(join(place, code), "utf8");
    for (const says of ["old", "new"]) {
      write(place, { [code]: old.replace("old", says) });
      write(root, { [code]: old.replace("old", says === "old" ? "new" : "old") });
      for (const ask of asks) expect([ask, run(place, ask)]).toEqual([ask, says]);
    }
    write(root, { [code]: old });
  }

  test("a worktree beside the checkout", () => {
    const root = made();
    const one = { name: "one", commit: "HEAD", branch: null };
    const place = worked(addWorktree({ root }, folder("data"), one)).worktree.root;
    expect(leading(root, place)).toEqual([]);
    expect(git(place, "status", "--porcelain")).toBe("");
    runsItsOwn(root, place);
  });

  elsewhere("a worktree of a wave", () => {
    const root = made();
    const place = path(root, "app");
    expect(leading(root, place)).toEqual([]);
    runsItsOwn(root, place);
  });

  elsewhere("a copy", async () => {
    const root = made();
    const work = async (copy: { root: string }) => {
      expect(leading(root, copy.root)).toEqual([]);
      runsItsOwn(root, copy.root);
      return "worked";
    };
    expect(await inCopy(at(root), work)).toBe("worked");
  });
});

describe("a text names the checkout", () => {
  const named = (root: string, text: string): string =>
    relocation(root, "/moved", ["src", ".venv", "my dir"]).text(Buffer.from(text))?.toString() ??
    "";

  test.each([
    ["/app\n", "/moved\n"],
    ["x\n/app/src\n", "x\n/moved/src\n"],
    ["'/app/src','/app/my dir/a b'", "'/moved/src','/moved/my dir/a b'"],
    ["#!/app/.venv/bin/python\n", "#!/moved/.venv/bin/python\n"],
    ["PATH=/bin:/app/.venv/bin:/x", "PATH=/bin:/moved/.venv/bin:/x"],
    ["cc -I/app/src -L /app/src", "cc -I/moved/src -L /moved/src"],
    ['{"url":"file:///app"}', '{"url":"file:///moved"}'],
    ["/app/src/caf\u00e9 /app/src", "/moved/src/caf\u00e9 /moved/src"],
  ])("%j", (text, moved) => {
    expect(named("/app", text)).toBe(moved);
    expect(named("/home/me/p.x", text.replaceAll("/app", "/home/me/p.x"))).toBe(moved);
  });

  test.each([
    "require('./app/src')",
    "packages/app/src",
    "\nhttps://example.com/app/src",
    "$" + "{prefix}/app/src",
    "/app2/src /app-old/src /app.js",
    "/app/src2 /app/src.js /app/srcs\u00e9",
    "'/app/of-none'",
    "route('/app') <b></app>",
    "/app/src\0",
  ])("and not by %j", (text) => {
    expect(named("/app", text)).toBe("");
  });
});

test("what is no text is the checkout's, byte for byte", () => {
  const root = repository({ ".gitignore": ".venv/\n*.so\n", "src/a.py": "1\n" });
  const library = Buffer.from(`\x7fELF\0${root}/src\0`);
  const venv = ".venv/lib/python3/site-packages";
  write(root, { ".venv/pyvenv.cfg": "", [`${venv}/a.pth`]: `${root}/src\n` });
  write(root, { [`${venv}/_c.so`]: library, "src/_c.so": library });
  const place = path(root, "app");
  expect(readlinkSync(join(place, venv, "_c.so"))).toBe(join(root, venv, "_c.so"));
  expect(readFileSync(join(place, "src/_c.so")).equals(library)).toBe(true);
});

test("what has nothing of the checkout in it stays a link, and so do packages of Node", () => {
  const root = repository({ ".gitignore": ".venv/\nnode_modules/\n", "src/a.py": "1\n" });
  const venv = ".venv/lib/python3/site-packages";
  write(root, {
    ".venv/pyvenv.cfg": "",
    [`${venv}/a.pth`]: `${root}/src\n`,
    [`${venv}/__pycache__/a.pyc`]: "compiled\n",
    [`${venv}/six/six.py`]: "six\n",
    "node_modules/native/package.json": "{}\n",
    "node_modules/native/build/Makefile": `srcdir = ${root}/src\n`,
  });
  const place = path(root, "app");
  const isLink = (file: string): boolean => lstatSync(join(place, file)).isSymbolicLink();
  expect(isLink(`${venv}/six`)).toBe(true);
  expect(isLink("node_modules/native")).toBe(true);
  // Python would take the checkout's for its own.
  expect(existsSync(join(place, venv, "__pycache__"))).toBe(false);
});

test("a link out of the repository leads where it did", () => {
  const root = repository({ ".gitignore": "node_modules/\ndata\n", "src/a.js": "1\n" });
  const other = folder("other");
  write(other, { "index.js": "other\n" });
  link(root, "node_modules/other", join("../..", relative(dirname(root), other)));
  link(root, "node_modules/mine", join(root, "src"));
  link(root, "data", join("..", relative(dirname(root), other)));
  const place = path(root, "app");
  expect(realpathSync(join(place, "node_modules/other"))).toBe(other);
  expect(realpathSync(join(place, "node_modules/mine"))).toBe(join(place, "src"));
  expect(realpathSync(join(place, "data"))).toBe(other);
});

test("a program that the worktree does not get stays the checkout's", () => {
  const root = repository({ ".gitignore": ".venv/\n.cache/\n", "src/a.py": "1\n" });
  write(root, {
    ".cache/python/bin/python3": "#!/bin/sh\n",
    ".venv/pyvenv.cfg": `home = ${root}/.cache/python/bin\n`,
  });
  link(root, ".venv/bin/python", "../../.cache/python/bin/python3");
  const place = path(root, "app");
  expect(readFileSync(join(place, ".venv/pyvenv.cfg"), "utf8")).toContain(`${root}/.cache`);
  expect(realpathSync(join(place, ".venv/bin/python"))).toBe(
    join(root, ".cache/python/bin/python3"),
  );
});
