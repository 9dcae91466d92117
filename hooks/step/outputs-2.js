// @bun
import{_m,Zi,iu,au}from"./s26.js";export{au as isByProgram,Zi as makeFolders,_m as writeOutputs,iu as writtenBy};
