// @bun
import{Im,Gi,fu,pu}from"./s23.js";export{pu as isByProgram,Gi as makeFolders,Im as writeOutputs,fu as writtenBy};
