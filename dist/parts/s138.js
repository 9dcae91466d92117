// @bun
import {
  fitting
} from "./s2.js";
import {
  runTests
} from "./s218.js";
import {
  MAX_OBJECT_BYTES
} from "./s121.js";
import {
  testsOf
} from "./s119.js";

// src/workflows/test-checks.ts
function bounded3(record) {
  if (Buffer.byteLength(JSON.stringify(record, null, 2)) < MAX_OBJECT_BYTES)
    return record;
  const commands = record.commands.map((one) => ({
    ...one,
    tests: one.tests.filter((test) => test.state === "failed").slice(0, 50).map((test) => ({ ...test, message: test.message?.slice(0, 2000) ?? null }))
  }));
  return { ...record, commands };
}
function journalled({
  commands,
  task: _task,
  written_meanwhile: _written,
  ...rest
}) {
  return {
    ...rest,
    commands: commands.map(({
      tests: _t,
      told_by: _b,
      runner: _r,
      red: _d,
      why: _w,
      new_failures: _n,
      gone: _g,
      otherwise: _o,
      is_cut: _c,
      ...one
    }) => one)
  };
}
var STOPPED = ["not_found", "timeout"];
var runApproved = (baseline) => async (scene, task, signal) => {
  const { project, run } = scene;
  const record = await runTests(project, scene, testsOf(run), {
    env: process.env,
    signal,
    timeoutMs: run.settings.tests.timeout_minutes * 60000,
    baseline,
    task: task.id
  });
  const isAbout = (state) => record.outcome === "cannot_run" ? STOPPED.includes(state) : state !== "passed";
  const commands = record.commands.filter((one) => isAbout(one.state)).map((one) => one.command);
  return {
    outcome: record.outcome,
    tree: record.after,
    tested: journalled(record),
    record: bounded3(record),
    commands: fitting(commands, "alone")
  };
};
var TEST_CHECKS = { baseline: runApproved(true), tests: runApproved(false) };

export { bounded3, journalled, TEST_CHECKS };
