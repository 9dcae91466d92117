// @bun
throw Error("src/workflows/phases/debug/checks.ts is in dist alone");
