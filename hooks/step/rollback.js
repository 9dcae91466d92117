// @bun
import{_i,jl,Up,Dc}from"./shared-70.js";import"./shared-59.js";import"./shared-82.js";import"./shared-68.js";import"./shared-52.js";import"./shared-84.js";import"./shared-6.js";import"./shared-42.js";import"./shared-38.js";import"./shared-10.js";import"./shared-18.js";import"./shared-61.js";import"./shared-62.js";export{_i as atWork,jl as rollBack,Up as snapshotBefore,Dc as workSnapshot};
