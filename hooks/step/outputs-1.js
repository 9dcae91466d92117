// @bun
import{cg,Yi,_u,Su}from"./s34.js";export{Su as isByProgram,Yi as makeFolders,cg as writeOutputs,_u as writtenBy};
