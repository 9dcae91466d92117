// @bun
throw Error("src/workflows/phases/project-standing.ts is in dist alone");
