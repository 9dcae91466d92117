// @bun
import{dg,ea,Ru,Ou}from"./s32.js";export{Ou as isByProgram,ea as makeFolders,dg as writeOutputs,Ru as writtenBy};
