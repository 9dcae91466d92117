// @bun
import{cg,Ji,Su,Ru}from"./s32.js";export{Ru as isByProgram,Ji as makeFolders,cg as writeOutputs,Su as writtenBy};
