// @bun
import{Am,Cm}from"./s49.js";export{Am as writeOutputs,Cm as writtenBy};
