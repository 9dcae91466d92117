// @bun
import{Up,Ic}from"./shared-9.js";import"./shared-53.js";import"./shared-54.js";import"./shared-81.js";import"./shared-13.js";export{Ic as isByProgram,Up as writeOutputs};
