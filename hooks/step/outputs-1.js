// @bun
import{Em,Am}from"./s36.js";export{Em as writeOutputs,Am as writtenBy};
