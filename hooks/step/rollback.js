// @bun
import{wi,el,$f,wu}from"./shared-27.js";import"./shared-26.js";import"./shared-3.js";import"./shared-30.js";export{wi as atWork,el as rollBack,$f as snapshotBefore,wu as workSnapshot};
