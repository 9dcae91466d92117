// @bun
import{Oi,Fl,nm,Uc}from"./shared-31.js";import"./shared-50.js";import"./shared-85.js";import"./shared-61.js";import"./shared-71.js";import"./shared-83.js";import"./shared-9.js";import"./shared-47.js";import"./shared-64.js";import"./shared-8.js";import"./shared-41.js";import"./shared-23.js";import"./shared-63.js";export{Oi as atWork,Fl as rollBack,nm as snapshotBefore,Uc as workSnapshot};
