// @bun
throw Error("src/workflows/phases/verbs.ts is in dist alone");
