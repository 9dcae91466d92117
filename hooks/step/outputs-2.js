// @bun
import{og,Yi,vu,_u}from"./s30.js";export{_u as isByProgram,Yi as makeFolders,og as writeOutputs,vu as writtenBy};
