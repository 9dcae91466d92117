// @bun
import{dm,Wu,fm,tl}from"./s78.js";export{tl as isByProgram,Wu as makeFolders,dm as writeOutputs,fm as writtenBy};
