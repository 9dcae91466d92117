// @bun
import{Am,Cm}from"./s43.js";export{Am as writeOutputs,Cm as writtenBy};
