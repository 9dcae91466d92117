// @bun
import{Di,nc,um,su}from"./shared-26.js";import"./shared-67.js";import"./shared-84.js";import"./shared-56.js";import"./shared-5.js";import"./shared-82.js";import"./shared-65.js";import"./shared-70.js";import"./shared-47.js";import"./shared-14.js";import"./shared-60.js";import"./shared-50.js";import"./shared-63.js";export{Di as atWork,nc as rollBack,um as snapshotBefore,su as workSnapshot};
