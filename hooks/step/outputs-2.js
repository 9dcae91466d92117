// @bun
import{_m,Bi,ou,iu}from"./s25.js";export{iu as isByProgram,Bi as makeFolders,_m as writeOutputs,ou as writtenBy};
