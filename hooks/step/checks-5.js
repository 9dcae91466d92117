// @bun
throw Error("src/workflows/phases/execute/checks.ts is in dist alone");
