// @bun
import{Em,Oc}from"./s17.js";export{Oc as autoPasses,Em as outputs};
