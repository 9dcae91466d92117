// @bun
throw Error("src/workflows/team/track.ts is in dist alone");
