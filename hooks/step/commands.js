// @bun
import{vl,$l,$m,Em}from"./s67.js";export{vl as foundCommands,$l as otherTests,Em as ownCommands,$m as testsToRun};
