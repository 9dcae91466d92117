// @bun
import{dm,pm}from"./s7.js";export{dm as writeOutputs,pm as writtenBy};
