// @bun
throw Error("src/workflows/phases/discuss/checks.ts is in dist alone");
