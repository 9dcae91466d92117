// @bun
import{Om,Rm}from"./s7.js";export{Om as writeOutputs,Rm as writtenBy};
