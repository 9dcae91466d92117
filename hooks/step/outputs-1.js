// @bun
import{fm,Di,ru,su}from"./shared-23.js";import"./shared-67.js";import"./shared-7.js";import"./shared-86.js";import"./shared-61.js";export{su as isByProgram,Di as makeFolders,fm as writeOutputs,ru as writtenBy};
