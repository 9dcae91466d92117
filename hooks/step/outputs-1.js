// @bun
import{Xf,Bc,Jf,yl}from"./s6.js";export{yl as isByProgram,Bc as makeFolders,Xf as writeOutputs,Jf as writtenBy};
