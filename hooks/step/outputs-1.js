// @bun
import{Gp,Mc}from"./shared-9.js";import"./shared-68.js";import"./shared-52.js";import"./shared-84.js";import"./shared-6.js";export{Mc as isByProgram,Gp as writeOutputs};
