// @bun
import{$m,ld,vm,Tl}from"./s66.js";export{Tl as isByProgram,ld as makeFolders,$m as writeOutputs,vm as writtenBy};
