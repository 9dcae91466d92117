// @bun
import{Am,Bi,uu,du}from"./s26.js";export{du as isByProgram,Bi as makeFolders,Am as writeOutputs,uu as writtenBy};
