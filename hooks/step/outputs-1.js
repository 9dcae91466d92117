// @bun
import{cm,Mi,Yc,eu}from"./shared-18.js";import"./shared-56.js";import"./shared-5.js";import"./shared-82.js";import"./shared-65.js";export{eu as isByProgram,Mi as makeFolders,cm as writeOutputs,Yc as writtenBy};
