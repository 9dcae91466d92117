// Every project of the field, in the order of the table.
import type { FieldProject } from "../project.ts";
import { bun } from "./bun.ts";
import { contradicted } from "./contradicted.ts";
import { go } from "./go.ts";
import { jest } from "./jest.ts";
import { mocha } from "./mocha.ts";
import { monorepo } from "./monorepo.ts";
import { noTests } from "./no-tests.ts";
import { nodeTest } from "./node-test.ts";
import { phpunit } from "./phpunit.ts";
import { pytestGit, pytestPlain } from "./pytest.ts";
import { redTest } from "./red-test.ts";
import { rename } from "./rename.ts";
import { rspec } from "./rspec.ts";
import { rust } from "./rust.ts";
import { subfolder } from "./subfolder.ts";
import { vitest } from "./vitest.ts";
import { worktrees } from "./worktrees.ts";

export const PROJECTS: FieldProject[] = [
  ...[nodeTest, vitest, jest, mocha, bun],
  ...[pytestGit, pytestPlain, go, rust, rspec, phpunit],
  ...[monorepo, worktrees, subfolder, rename, noTests, redTest, contradicted],
];
