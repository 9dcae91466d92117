// @bun
import{Im,Gi,du,fu}from"./s24.js";export{fu as isByProgram,Gi as makeFolders,Im as writeOutputs,du as writtenBy};
