// @bun
throw Error("src/workflows/phases/checks.ts is in dist alone");
