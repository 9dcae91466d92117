// @bun
import{Zf,Ic,Gf,gl}from"./s34.js";export{gl as isByProgram,Ic as makeFolders,Zf as writeOutputs,Gf as writtenBy};
