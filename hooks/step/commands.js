// @bun
import{vl,$l,gm,$m}from"./s65.js";export{vl as foundCommands,$l as otherTests,$m as ownCommands,gm as testsToRun};
