// @bun
import{Up,Nc}from"./shared-12.js";import"./shared-56.js";import"./shared-71.js";import"./shared-80.js";import"./shared-14.js";export{Nc as isByProgram,Up as writeOutputs};
