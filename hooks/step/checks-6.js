// @bun
throw Error("src/workflows/phases/milestone/checks.ts is in dist alone");
