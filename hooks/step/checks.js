// @bun
throw Error("src/workflows/council/checks.ts is in dist alone");
