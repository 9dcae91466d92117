// @bun
import{fm,Wu,pm,tl}from"./s75.js";export{tl as isByProgram,Wu as makeFolders,fm as writeOutputs,pm as writtenBy};
