// @bun
throw Error("src/workflows/phases/roadmap-verb.ts is in dist alone");
