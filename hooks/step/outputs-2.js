// @bun
import{Zf,Fc,Gf,bl}from"./s25.js";export{bl as isByProgram,Fc as makeFolders,Zf as writeOutputs,Gf as writtenBy};
