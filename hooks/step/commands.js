// @bun
import{vl,$l,Om,jm}from"./s67.js";export{vl as foundCommands,$l as otherTests,jm as ownCommands,Om as testsToRun};
