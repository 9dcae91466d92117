// @bun
import{Sm,dd,Rm,Al}from"./s64.js";export{Al as isByProgram,dd as makeFolders,Sm as writeOutputs,Rm as writtenBy};
