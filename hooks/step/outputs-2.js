// @bun
import{Em,Am}from"./s12.js";export{Em as writeOutputs,Am as writtenBy};
