// @bun
import{fm,Wu,pm,tl}from"./s76.js";export{tl as isByProgram,Wu as makeFolders,fm as writeOutputs,pm as writtenBy};
