// @bun
throw Error("src/workflows/phases/plan/checks.ts is in dist alone");
