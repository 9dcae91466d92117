// @bun
import{Ri,Ll,Hp,qc}from"./shared-4.js";import"./shared-62.js";import"./shared-85.js";import"./shared-56.js";import"./shared-71.js";import"./shared-80.js";import"./shared-14.js";import"./shared-61.js";import"./shared-40.js";import"./shared-13.js";import"./shared-15.js";import"./shared-8.js";import"./shared-64.js";export{Ri as atWork,Ll as rollBack,Hp as snapshotBefore,qc as workSnapshot};
