// @bun
import{tm,qc}from"./shared-14.js";import"./shared-61.js";import"./shared-71.js";import"./shared-83.js";import"./shared-9.js";export{qc as isByProgram,tm as writeOutputs};
