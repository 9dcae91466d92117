// @bun
import{Si,zl,Hp,Wc}from"./shared-67.js";import"./shared-63.js";import"./shared-85.js";import"./shared-53.js";import"./shared-54.js";import"./shared-81.js";import"./shared-13.js";import"./shared-59.js";import"./shared-38.js";import"./shared-12.js";import"./shared-14.js";import"./shared-5.js";import"./shared-62.js";export{Si as atWork,zl as rollBack,Hp as snapshotBefore,Wc as workSnapshot};
