// @bun
import{Zp,Su,Up,Uc}from"./s53.js";export{Uc as isByProgram,Su as makeFolders,Zp as writeOutputs,Up as writtenBy};
