// @bun
import{Zp,Pc}from"./shared-11.js";import"./shared-46.js";import"./shared-60.js";import"./shared-79.js";import"./shared-66.js";export{Pc as isByProgram,Zp as writeOutputs};
