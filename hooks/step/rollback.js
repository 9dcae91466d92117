// @bun
import{yi,el,Sf,yu}from"./shared-24.js";import"./shared-23.js";import"./shared-3.js";import"./shared-26.js";export{yi as atWork,el as rollBack,Sf as snapshotBefore,yu as workSnapshot};
