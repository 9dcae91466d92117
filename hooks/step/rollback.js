// @bun
import{yi,rl,$f,wu}from"./shared-30.js";import"./shared-29.js";import"./shared-3.js";import"./shared-24.js";export{yi as atWork,rl as rollBack,$f as snapshotBefore,wu as workSnapshot};
