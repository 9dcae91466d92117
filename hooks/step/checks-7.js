// @bun
throw Error("src/workflows/phases/new-project/checks.ts is in dist alone");
