// @bun
throw Error("src/workflows/phases/verify/checks.ts is in dist alone");
