// @bun
import{qi,ic,pm,au}from"./shared-33.js";import"./shared-69.js";import"./shared-85.js";import"./shared-67.js";import"./shared-7.js";import"./shared-86.js";import"./shared-61.js";import"./shared-4.js";import"./shared-49.js";import"./shared-18.js";import"./shared-40.js";import"./shared-42.js";import"./shared-58.js";export{qi as atWork,ic as rollBack,pm as snapshotBefore,au as workSnapshot};
