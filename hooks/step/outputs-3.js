// @bun
import{og,yp,rg,lu}from"./s5.js";export{lu as isByProgram,yp as makeFolders,og as writeOutputs,rg as writtenBy};
