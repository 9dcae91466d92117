// @bun
import{Nc,Ld,Kl}from"./shared-5.js";import"./shared-6.js";import"./shared-36.js";import"./shared-29.js";export{Nc as rollBack,Ld as snapshotBefore,Kl as workSnapshot};
